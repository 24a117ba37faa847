extension Value {
    /// Text as it is, anything else as JSON on one line.
    package var plainText: String {
        if case .string(let text) = self { return text }
        return json
    }

    /// JSON on one line.
    package var json: String { written(indentation: nil) }

    /// JSON, a member or element a line, without the commas, which would be differences of their
    /// own where lines are compared.
    package var jsonLines: [String] {
        written(indentation: "\n").split(separator: "\n", omittingEmptySubsequences: false)
            .map(String.init)
    }

    private func written(indentation: String?) -> String {
        switch self {
        case .null: return "null"
        case .bool(let bool): return bool ? "true" : "false"
        case .integer(let integer): return String(integer)
        case .number(let number): return Self.text(of: number)
        case .string(let string): return Self.quoted(string)
        case .array(let elements):
            let inner = indentation.map { $0 + "  " }
            return list(elements.map { $0.written(indentation: inner) }, "[", "]", indentation)
        case .object(let members):
            let inner = indentation.map { $0 + "  " }
            return list(
                members.map { "\(Self.quoted($0.name)): \($0.value.written(indentation: inner))" },
                "{",
                "}",
                indentation
            )
        }
    }

    private func list(
        _ items: [String],
        _ opening: String,
        _ closing: String,
        _ indentation: String?
    ) -> String {
        guard !items.isEmpty else { return opening + closing }
        guard let indentation else { return opening + items.joined(separator: ", ") + closing }
        return opening + items.map { indentation + "  " + $0 }.joined() + indentation + closing
    }

    private static func text(of number: Double) -> String {
        guard number.isFinite else { return number.isNaN ? ".nan" : number < 0 ? "-.inf" : ".inf" }
        let isWhole = number == number.rounded() && abs(number) < 1e15
        return isWhole ? String(Int64(number)) : String(number)
    }

    private static func quoted(_ string: String) -> String {
        var output = "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": output += "\\\""
            case "\\": output += "\\\\"
            case "\n": output += "\\n"
            case "\r": output += "\\r"
            case "\t": output += "\\t"
            case "\0"..."\u{1F}":
                let digits = String(scalar.value, radix: 16)
                output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: output.unicodeScalars.append(scalar)
            }
        }
        return output + "\""
    }
}
