internal import Glibc

/// The memory of one parse, freed as a whole.
///
/// gumbo frees a tree recursively, which would exhaust the stack for a deeply nested document.
final class MarkupArena {
    private var blocks: [UnsafeMutableRawPointer] = []
    private var next: UnsafeMutableRawPointer?
    private var left = 0
    private static let blockSize = 1 << 18

    func allocate(_ size: Int) -> UnsafeMutableRawPointer? {
        let size = (size + 15) & ~15
        if size > left {
            let block = Swift.max(size, Self.blockSize)
            // Zeroed: gumbo leaves some of its output uninitialized.
            guard let start = calloc(1, block) else { return nil }
            blocks.append(start)
            guard block == Self.blockSize else { return start }
            next = start
            left = block
        }
        let start = next
        next = next?.advanced(by: size)
        left -= size
        return start
    }

    deinit {
        blocks.forEach { free($0) }
    }
}
