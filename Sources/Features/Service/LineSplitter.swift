/// Splits a stream of pieces into lines, up to a maximum length.
package struct LineSplitter {
    package enum Line: Hashable, Sendable {
        case text([UInt8])
        /// The line was discarded; the next one is intact.
        case tooLong
    }

    private let limit: Int
    private var rest: [UInt8] = []
    private var isTooLong = false

    /// `limit`: the maximum length of a line in bytes.
    package init(limit: Int) {
        self.limit = limit
    }

    /// The lines completed by `piece`, without blank ones.
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

    /// The rest at the end of the stream, without a trailing line break.
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
