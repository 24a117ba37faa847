package import BrowserInfra

/// Creates inputs from others, with the tokens of the format but without any knowledge of the code.
package struct Mutation: Sendable {
    private let corpus: [ByteString]
    private let pieces: [ByteString]
    /// The length to which longer inputs are cut, so that a run tries many inputs.
    private static let limit = 4096
    /// Bytes that are difficult for any parser: NUL, line breaks, quotes, half a UTF-8 sequence …
    private static let awkward: [UInt8] = [
        0x00, 0x09, 0x0A, 0x0D, 0x1B, 0x20, 0x22, 0x25, 0x2C, 0x2E, 0x2F, 0x3A, 0x3B, 0x3D, 0x5C,
        0x7F, 0x80, 0x9B, 0xC3, 0xE2, 0xED, 0xF0, 0xFF,
    ]

    /// `corpus`: the inputs to mutate; it may be empty.
    package init(corpus: [ByteString], pieces: [ByteString]) {
        self.corpus = corpus
        self.pieces = pieces
    }

    /// The input with that number, which only depends on the seed, the corpus and the list of
    /// pieces.
    package func input(_ number: Int, seed: UInt64) -> ByteString {
        var random = SeededRandom(seed: seed, number: number)
        var bytes = random.element(of: corpus, or: ByteString()).bytes
        for _ in 0..<Int.random(in: 1...8, using: &random) {
            mutate(&bytes, &random)
        }
        return ByteString(Array(bytes.prefix(Self.limit)))
    }

    private func mutate(_ bytes: inout [UInt8], _ random: inout SeededRandom) {
        let at = Int.random(in: 0...bytes.count, using: &random)
        let length = min(Int.random(in: 0...16, using: &random), bytes.count - at)
        switch Int.random(in: 0..<9, using: &random) {
        case 0:
            if at < bytes.count { bytes[at] = .random(in: 0...255, using: &random) }
        case 1:
            bytes.insert(random.element(of: Self.awkward, or: 0), at: at)
        case 2, 3, 4:
            bytes.insert(contentsOf: random.element(of: pieces, or: ByteString()).bytes, at: at)
        case 5:
            bytes.removeSubrange(at..<(at + length))
        case 6:
            let part = bytes[at..<(at + length)]
            let count = [1, 2, 16, 128].randomElement(using: &random) ?? 1
            bytes.insert(contentsOf: repeatElement(part, count: count).joined(), at: at)
        case 7:
            let other = random.element(of: corpus, or: ByteString()).bytes
            bytes.replaceSubrange(at..., with: other.suffix(Int.random(in: 0...64, using: &random)))
        default:
            bytes.removeSubrange(at...)
        }
    }
}
