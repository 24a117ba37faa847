/// Serializes a value, as bytes, because appending to a string takes three times as long.
struct JSONWriter {
    private let style: JSONStyle
    private var output: [UInt8] = []

    static func text(of value: JSONValue, _ style: JSONStyle) -> String {
        var writer = JSONWriter(style: style)
        writer.output.reserveCapacity(1 << 12)
        writer.write(value, lineBreak: "\n")
        return String(decoding: writer.output, as: UTF8.self)
    }

    static func bytes(of value: JSONValue, _ style: JSONStyle, ending end: UInt8) -> [UInt8] {
        var writer = JSONWriter(style: style)
        writer.output.reserveCapacity(1 << 12)
        writer.write(value, lineBreak: "\n")
        writer.output.append(end)
        return writer.output
    }

    private init(style: JSONStyle) {
        self.style = style
    }

    /// `lineBreak` includes the indentation of the line on which the value begins.
    private mutating func write(_ value: JSONValue, lineBreak: String) {
        switch value {
        case .null: append("null")
        case .bool(let bool): append(bool ? "true" : "false")
        case .integer(let integer): append(String(integer))
        case .number(let number): append(style.text(number))
        case .string(let string): write(string)
        case .array(let elements):
            let isJoined =
                style.joinsShortLists && elements.count <= 2 && elements.allSatisfy(\.isScalar)
            writeList(elements, in: ("[", "]"), isJoined ? nil : lineBreak) {
                $0.write($1, lineBreak: $2)
            }
        case .object(let members):
            writeList(members, in: ("{", "}"), lineBreak) { writer, member, lineBreak in
                writer.write(member.name)
                writer.append(writer.style.colon)
                writer.write(member.value, lineBreak: lineBreak)
            }
        }
    }

    /// Writes each element on its own line, unless the style or a missing `lineBreak` joins them.
    private mutating func writeList<Element>(
        _ elements: [Element],
        in brackets: (opening: String, closing: String),
        _ lineBreak: String?,
        write: (inout Self, Element, String) -> Void
    ) {
        var separator = style.separator
        var (first, last, inner) = ("", "", "")
        if let lineEnd = style.lineEnd, let lineBreak, !elements.isEmpty {
            inner = lineBreak + "  "
            (separator, first, last) = (lineEnd + inner, inner, lineBreak)
        }
        append(brackets.opening)
        append(first)
        var isFirst = true
        for element in elements {
            if !isFirst { append(separator) }
            isFirst = false
            write(&self, element, inner)
        }
        append(last)
        append(brackets.closing)
    }

    private mutating func append(_ text: String) {
        if text.isEmpty { return }
        // As one block of memory: byte by byte takes five times as long.
        let isDone: Void? = text.utf8.withContiguousStorageIfAvailable {
            output.append(contentsOf: $0)
        }
        if isDone == nil { output.append(contentsOf: text.utf8) }
    }

    private mutating func write(_ string: String) {
        output.append(UInt8(ascii: "\""))
        defer { output.append(UInt8(ascii: "\"")) }
        // Most strings need no escaping, and bodies are long.
        let isPlain: Bool? = string.utf8.withContiguousStorageIfAvailable { bytes in
            // Without an early exit, so that the loop can be vectorized.
            var escaped: UInt8 = 0
            for byte in bytes { escaped |= byte.isPlainInJSON ? 0 : 1 }
            if escaped != 0 { return false }
            output.append(contentsOf: bytes)
            return true
        }
        if isPlain == true { return }
        for scalar in string.unicodeScalars {
            if scalar.isASCII, UInt8(ascii: scalar).isPlainInJSON {
                output.append(UInt8(ascii: scalar))
                continue
            }
            switch scalar {
            case "\"": append("\\\"")
            case "\\": append("\\\\")
            case "\n": append("\\n")
            case "\r": append("\\r")
            case "\t": append("\\t")
            case _ where style.escapes(scalar):
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    append("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
                }
            default: output.append(contentsOf: scalar.utf8)
            }
        }
    }
}

extension UInt8 {
    /// Whether no style escapes it.
    fileprivate var isPlainInJSON: Bool {
        self >= 0x20 && self < 0x7F && self != 0x22 && self != 0x5C
    }
}

extension JSONValue {
    fileprivate var isScalar: Bool {
        switch self {
        case .array, .object: false
        case .null, .bool, .integer, .number, .string: true
        }
    }
}
