/// A text for gumbo: UTF-8, and the UTF-16 offset of each byte.
///
/// When scripting is enabled, the content of `noscript` is text. gumbo does not have that mode, but
/// treats `noframes` this way, which has the same length: `noscript` is replaced by it in an
/// unusual mix of upper and lower case, and restored in the output.
struct MarkupSource {
    private(set) var bytes: [UInt8] = []
    /// The UTF-16 offset of each byte; `nil` when they are the same.
    private var offsets: [Int32]?
    private(set) var hidesNoscript = false

    private static let word = Array("noscript".utf8)
    /// The replacements for `noscript` in lowercase, in uppercase, and in any other case.
    private static let disguises = ["nOfRaMeS", "NoFrAmEs", "nOFRAMEs"].map { Array($0.utf8) }

    init(_ units: UnsafeBufferPointer<UInt16>, isScripting: Bool) {
        if units.allSatisfy({ $0 < 0x80 }) {
            bytes = units.map { UInt8(truncatingIfNeeded: $0) }
        } else {
            var offsets: [Int32] = []
            var decoder = UTF16()
            var iterator = units.makeIterator()
            var offset: Int32 = 0
            decoding: while true {
                let scalar: Unicode.Scalar
                var count: Int32 = 1
                switch decoder.decode(&iterator) {
                case .scalarValue(let value):
                    scalar = value
                    count = value.value > 0xFFFF ? 2 : 1
                case .error: scalar = "\u{FFFD}"
                case .emptyInput: break decoding
                }
                for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
                    bytes.append(byte)
                    offsets.append(offset)
                }
                offset += count
            }
            offsets.append(offset)
            self.offsets = offsets
        }
        if isScripting { hideNoscript() }
    }

    /// The UTF-16 offset of a byte.
    func offset(ofByte index: Int) -> Int32 {
        offsets?[Swift.min(index, bytes.count)] ?? Int32(truncatingIfNeeded: index)
    }

    private mutating func hideNoscript() {
        var index = 0
        while let start = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
            index = start + 1
            let name = index < bytes.count && bytes[index] == UInt8(ascii: "/") ? index + 1 : index
            let end = name + Self.word.count
            guard end <= bytes.count,
                bytes[name..<end].elementsEqual(Self.word, by: { $0 | 0x20 == $1 })
            else { continue }
            let isSmall = bytes[name..<end].allSatisfy { $0 & 0x20 != 0 }
            let isLarge = bytes[name..<end].allSatisfy { $0 & 0x20 == 0 }
            bytes.replaceSubrange(name..<end, with: Self.disguises[isSmall ? 0 : isLarge ? 1 : 2])
            hidesNoscript = true
            index = end
        }
    }

    /// Whether a tag name is a replaced `noscript`.
    func isNoscript(_ name: some Collection<UInt8>) -> Bool {
        hidesNoscript && Self.disguises.contains { name.elementsEqual($0) }
    }

    /// The original text, if it contained a replacement.
    func revealed(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        guard hidesNoscript else { return nil }
        var result: [UInt8]?
        var index = text.startIndex
        while index + Self.word.count <= text.endIndex {
            let end = index + Self.word.count
            let isTag =
                index > 0
                && (text[index - 1] == UInt8(ascii: "<") || text[index - 1] == UInt8(ascii: "/"))
            if isTag,
                let found = Self.disguises.firstIndex(where: { text[index..<end].elementsEqual($0) }
                )
            {
                let word = found == 1 ? Self.word.map { $0 & ~0x20 } : Self.word
                result = result ?? Array(text)
                result?.replaceSubrange(index..<end, with: word)
                index = end
            } else {
                index += 1
            }
        }
        return result
    }
}
