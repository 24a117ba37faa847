internal import Glibc

/// The memory of one parse, given back at once.
///
/// gumbo frees a tree by recursion, which a document that nests deeply would have it do without end.
final class MarkupArena {
    private var blocks: [UnsafeMutableRawPointer] = []
    private var next: UnsafeMutableRawPointer?
    private var left = 0
    private static let blockSize = 1 << 18

    func allocate(_ size: Int) -> UnsafeMutableRawPointer? {
        let size = (size + 15) & ~15
        if size > left {
            let block = Swift.max(size, Self.blockSize)
            // Of zeros: gumbo leaves some of what it returns as it found it.
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
