internal import BrowserInfra

/// Parses JSON strictly, and records the location of every value.
///
/// It reads `.json` scenarios, because libyaml rejects surrogate pairs such as `\ud83d\ude00`, and
/// bodies that are checked.
///
/// https://www.rfc-editor.org/rfc/rfc8259
package struct JSONReader {
    private let bytes: [UInt8]
    private var index = 0
    private var line = 1
    private var lineStart = 0
    private var depth = 0
    private let depthLimit: Int
    private let nodeLimit: Int
    private var nodeCount = 0
    /// The last index on this line for which a location was computed, and the number of code points
    /// before it: a file may be one long line.
    private var counted = (index: 0, codePoints: 0)

    /// Parses a file. `depthLimit` is the maximum nesting depth; `nodeLimit` is the maximum number
    /// of values.
    package static func read(
        _ bytes: [UInt8],
        depthLimit: Int = ReadingLimits.depth,
        nodeLimit: Int = .max
    ) throws(FileProblem) -> Node {
        var reader = JSONReader(bytes: bytes, depthLimit: depthLimit, nodeLimit: nodeLimit)
        reader.skipWhitespace()
        let node = try reader.value()
        reader.skipWhitespace()
        guard reader.index == bytes.count else {
            throw reader.problem("there is more text after the end of the value")
        }
        return node
    }

    /// Returns the value; `nil` if `bytes` is not JSON.
    package static func value(of bytes: [UInt8]) -> JSONValue? {
        PlainJSON.value(of: bytes) ?? (try? read(bytes))?.value
    }

    private init(bytes: [UInt8], depthLimit: Int, nodeLimit: Int) {
        self.bytes = bytes
        self.depthLimit = depthLimit
        self.nodeLimit = nodeLimit
        // A byte order mark may be ignored (RFC 8259, section 8.1).
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
        lineStart = index
        counted.index = index
    }

    private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    /// The location from `start`, which is on the current line, to the current index.
    private mutating func place(from start: Int) -> Place {
        if counted.index > start { counted = (lineStart, 0) }
        counted = (start, counted.codePoints + codePoints(counted.index..<start))
        return Place(
            line: line,
            column: counted.codePoints + 1,
            length: codePoints(start..<index)
        )
    }

    private func codePoints(_ range: Range<Int>) -> Int {
        bytes[range].count { $0 & 0xC0 != 0x80 }
    }

    private mutating func problem(_ message: String) -> FileProblem {
        FileProblem("this is not valid JSON: \(message)", at: place(from: index))
    }

    private mutating func skipWhitespace() {
        while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) {
            index += 1
            if byte == 0x0A {
                line += 1
                lineStart = index
                counted = (index, 0)
            }
        }
    }

    private mutating func value() throws(FileProblem) -> Node {
        nodeCount += 1
        guard nodeCount <= nodeLimit else { throw problem("more than \(nodeLimit) values") }
        switch next {
        case nil: throw problem("a value is missing")
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""):
            let start = index
            let text = try string()
            return Node(content: .scalar(.string(text), text: text), place: place(from: start))
        default: return try word()
        }
    }

    private mutating func word() throws(FileProblem) -> Node {
        let start = index
        while let byte = next, byte.isASCIIAlphanumeric || "+-.".utf8.contains(byte) { index += 1 }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        guard let value = Self.value(ofWord: text) else {
            index = start
            throw problem(
                text.isEmpty ? "a value is missing" : "\(text) is not a number and is not in quotes"
            )
        }
        return Node(content: .scalar(value, text: text), place: place(from: start))
    }

    /// Returns the value of an unquoted word; `nil` if it is neither a number nor one of the three
    /// literals.
    static func value(ofWord text: String) -> JSONValue? {
        switch text {
        case "null": return .null
        case "true": return .bool(true)
        case "false": return .bool(false)
        default:
            guard isNumber(text) else { return nil }
            return Int64(text).map { .integer($0) } ?? .number(Double(text) ?? .infinity)
        }
    }

    /// `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`
    private static func isNumber(_ text: String) -> Bool {
        var rest = Array(text.utf8)[...]
        func takeDigits() -> ArraySlice<UInt8> {
            let digits = rest.prefix(while: \.isASCIIDigit)
            rest = rest.dropFirst(digits.count)
            return digits
        }
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        let whole = takeDigits()
        guard !whole.isEmpty, whole.count == 1 || whole.first != UInt8(ascii: "0") else {
            return false
        }
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            guard !takeDigits().isEmpty else { return false }
        }
        if rest.first?.asciiLowercased == UInt8(ascii: "e") {
            rest = rest.dropFirst()
            if let sign = rest.first, "+-".utf8.contains(sign) { rest = rest.dropFirst() }
            guard !takeDigits().isEmpty else { return false }
        }
        return rest.isEmpty
    }

    private mutating func descend() throws(FileProblem) {
        depth += 1
        guard depth <= depthLimit else {
            throw problem("values are nested more than \(depthLimit) levels deep")
        }
    }

    private mutating func array() throws(FileProblem) -> Node {
        try descend()
        defer { depth -= 1 }
        index += 1
        let start = place(from: index - 1)
        var elements: [Node] = []
        skipWhitespace()
        if next == UInt8(ascii: "]") {
            index += 1
            return Node(content: .sequence([]), place: start)
        }
        while true {
            skipWhitespace()
            elements.append(try value())
            if try isLast(closing: UInt8(ascii: "]")) { break }
        }
        return Node(content: .sequence(elements), place: start)
    }

    private mutating func object() throws(FileProblem) -> Node {
        try descend()
        defer { depth -= 1 }
        index += 1
        let start = place(from: index - 1)
        var entries: [Node.Entry] = []
        skipWhitespace()
        if next == UInt8(ascii: "}") {
            index += 1
            return Node(content: .mapping([]), place: start)
        }
        while true {
            skipWhitespace()
            guard next == UInt8(ascii: "\"") else { throw problem("a key in quotes is missing") }
            let keyStart = index
            let key = try string()
            let keyPlace = place(from: keyStart)
            skipWhitespace()
            guard next == UInt8(ascii: ":") else { throw problem("a colon is missing") }
            index += 1
            skipWhitespace()
            entries.append(Node.Entry(key: key, keyPlace: keyPlace, value: try value()))
            if try isLast(closing: UInt8(ascii: "}")) { break }
        }
        return Node(content: .mapping(entries), place: start)
    }

    private mutating func isLast(closing: UInt8) throws(FileProblem) -> Bool {
        skipWhitespace()
        guard let byte = next, byte == closing || byte == UInt8(ascii: ",") else {
            throw problem("a comma or a closing bracket is missing")
        }
        index += 1
        return byte == closing
    }

    private mutating func string() throws(FileProblem) -> String {
        index += 1
        var output: [UInt8] = []
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                index += 1
                guard let text = String(validating: output, as: UTF8.self) else {
                    throw problem("the string is not valid UTF-8")
                }
                return text
            case UInt8(ascii: "\\"):
                index += 1
                output += String(try escaped()).utf8
            case 0..<0x20: throw problem("a control character must be escaped")
            default:
                // Bodies are long, and most of a string is not escaped.
                let start = index
                while let byte = next, byte >= 0x20, byte != UInt8(ascii: "\""),
                    byte != UInt8(ascii: "\\")
                {
                    index += 1
                }
                output += bytes[start..<index]
            }
        }
        throw problem("a string is not terminated")
    }

    private mutating func escaped() throws(FileProblem) -> Unicode.Scalar {
        guard let letter = next else { throw problem("a string is not terminated") }
        index += 1
        switch letter {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        default: break
        }
        guard letter == UInt8(ascii: "u") else {
            throw problem("\\\(Unicode.Scalar(letter)) is not a valid escape")
        }
        let unit = try hexadecimalUnit()
        guard UTF16.isLeadSurrogate(unit) else {
            // An unpaired trail surrogate is not a character.
            return Unicode.Scalar(unit) ?? "\u{FFFD}"
        }
        guard bytes[index...].starts(with: Array("\\u".utf8)) else { return "\u{FFFD}" }
        let before = index
        index += 2
        let trail = try hexadecimalUnit()
        guard UTF16.isTrailSurrogate(trail) else {
            index = before
            return "\u{FFFD}"
        }
        return UTF16.decode(UTF16.EncodedScalar([unit, trail]))
    }

    private mutating func hexadecimalUnit() throws(FileProblem) -> UInt16 {
        let digits = bytes[index...].prefix(4)
        guard digits.count == 4, digits.allSatisfy(\.isASCIIHexDigit) else {
            throw problem("\\u needs four hexadecimal digits")
        }
        index += 4
        return digits.reduce(0) { $0 << 4 | UInt16($1.asciiHexDigitValue ?? 0) }
    }
}
