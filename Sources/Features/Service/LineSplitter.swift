/// Puts the pieces of a stream together as lines, no longer than a limit.
package struct LineSplitter {
    package enum Line: Hashable, Sendable {
        case text([UInt8])
        /// What it had is gone; the next line is the next one's.
        case tooLong
    }

    private let limit: Int
    private var rest: [UInt8] = []
    private var isTooLong = false

    /// `limit`: the most bytes of a line.
    package init(limit: Int) {
        self.limit = limit
    }

    /// The lines that end in `piece`, without blank ones.
    package mutating func lines(in piece: [UInt8]) -> [Line] {
        var lines: [Line] = []
        var piece = piece[...]
        while let end = piece.firstIndex(of: 0x0A) {
            take(piece[..<end])
            if let line = takeLine() { lines.append(line) }
            piece = piece[(end + 1)...]
        }
        take(piece)
        return lines
    }

    /// What is left at the end of the stream, without a line break behind it.
    package mutating func last() -> Line? { takeLine() }

    private mutating func take(_ bytes: ArraySlice<UInt8>) {
        guard !isTooLong, rest.count + bytes.count <= limit else {
            isTooLong = true
            rest = []
            return
        }
        rest += bytes
    }

    private mutating func takeLine() -> Line? {
        defer {
            rest = []
            isTooLong = false
        }
        if isTooLong { return .tooLong }
        return rest.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) ? nil : .text(rest)
    }
}
