/// Writes a value into a text.
struct JSONWriter {
    private let style: JSONStyle
    private var output = ""

    static func text(of value: JSONValue, _ style: JSONStyle) -> String {
        var writer = JSONWriter(style: style)
        writer.write(value, lineBreak: "\n")
        return writer.output
    }

    private init(style: JSONStyle) {
        self.style = style
    }

    /// `lineBreak`: with the indentation of the line on which the value begins.
    private mutating func write(_ value: JSONValue, lineBreak: String) {
        switch value {
        case .null: output += "null"
        case .bool(let bool): output += bool ? "true" : "false"
        case .integer(let integer): output += String(integer)
        case .number(let number): output += style.text(number)
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
                writer.output += writer.style.colon
                writer.write(member.value, lineBreak: lineBreak)
            }
        }
    }

    /// Each element on a line of its own, unless the style or the lack of a `lineBreak` joins them.
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
        output += brackets.opening + first
        for (index, element) in elements.enumerated() {
            if index > 0 { output += separator }
            write(&self, element, inner)
        }
        output += last + brackets.closing
    }

    private mutating func write(_ string: String) {
        output += "\""
        defer { output += "\"" }
        // Most texts are, and bodies are long.
        if string.utf8.allSatisfy(\.isPlainInJSON) {
            output += string
            return
        }
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": output += "\\\""
            case "\\": output += "\\\\"
            case "\n": output += "\\n"
            case "\r": output += "\\r"
            case "\t": output += "\\t"
            case _ where style.escapes(scalar):
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            default: output.unicodeScalars.append(scalar)
            }
        }
    }
}

extension UInt8 {
    /// Whether no style escapes it.
    fileprivate var isPlainInJSON: Bool {
        (0x20..<0x7F).contains(self) && self != UInt8(ascii: "\"") && self != UInt8(ascii: "\\")
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
