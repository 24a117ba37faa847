internal import BrowserInfra
internal import BrowserJSON

/// A reader's position in a text, byte by byte, with the line and column for its error messages.
struct TextCursor {
    private let bytes: [UInt8]
    private(set) var index = 0
    private var line = 1
    /// The characters of this line so far: counted on the way, because a command of a thousand
    /// words may be on one line.
    private var column = 0

    /// A position from which a location can be measured.
    struct Mark {
        fileprivate var index: Int
        fileprivate var line: Int
        fileprivate var column: Int
    }

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
    }

    var mark: Mark { Mark(index: index, line: line, column: column) }

    var isAtEnd: Bool { index >= bytes.count }

    var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    func starts(with text: StaticString) -> Bool {
        text.withUTF8Buffer { bytes[index...].starts(with: $0) }
    }

    /// Advances to the start of a text that is a part of this one.
    mutating func skip(to start: Int) {
        while index < start { take() }
    }

    @discardableResult
    mutating func take() -> UInt8? {
        guard let byte = next else { return nil }
        index += 1
        if byte == 0x0A {
            line += 1
            column = 0
        } else if byte.startsCharacter {
            column += 1
        }
        return byte
    }

    /// Consumes the text if it is next, and returns whether it was.
    mutating func take(_ text: StaticString) -> Bool {
        guard starts(with: text) else { return false }
        for _ in 0..<text.utf8CodeUnitCount { take() }
        return true
    }

    mutating func skip(while predicate: (UInt8) -> Bool) {
        while let byte = next, predicate(byte) { take() }
    }

    /// Consumes the bytes that satisfy the predicate, up to a limit.
    mutating func takePrefix(_ limit: Int, while predicate: (UInt8) -> Bool) -> [UInt8] {
        var taken: [UInt8] = []
        while taken.count < limit, let byte = next, predicate(byte) {
            taken.append(byte)
            take()
        }
        return taken
    }

    /// Consumes and returns the rest of the text.
    mutating func takeRest() -> String {
        let rest = bytes[min(index, bytes.count)...]
        while take() != nil {}
        return String(decoding: rest.trimming(while: \.isASCIIWhitespace), as: UTF8.self)
    }

    /// The location of the one character at the mark.
    func place(at mark: Mark) -> Place {
        Place(line: mark.line, column: mark.column + 1, length: 1)
    }

    /// The location from the mark to here, or to the end of the mark's line.
    func place(from mark: Mark) -> Place {
        let rest = bytes[mark.index..<index]
        let end = rest.firstIndex(of: 0x0A) ?? index
        return Place(
            line: mark.line,
            column: mark.column + 1,
            length: max(1, bytes[mark.index..<end].count(where: \.startsCharacter))
        )
    }

    /// The location of the next character.
    var place: Place {
        Place(line: line, column: column + 1, length: 1)
    }
}

extension UInt8 {
    /// Whether the byte is not a continuation byte of UTF-8.
    fileprivate var startsCharacter: Bool { self & 0xC0 != 0x80 }
}
