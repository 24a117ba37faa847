internal import Infra

/// A JSON value whose members keep their order.
///
/// `JSONEncoder` drops members that are nil and does not keep the order of keys, and the report
/// promises both.
package enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    /// Milliseconds and the like: at most three decimals are written.
    case decimal(Double)
    /// As many decimals as it takes to read the same number again.
    case exact(Double)
    case string(String)
    case array([JSONValue])
    case object([Member])

    package struct Member: Hashable, Sendable {
        package var key: String
        package var value: JSONValue

        package init(_ key: String, _ value: JSONValue) {
            self.key = key
            self.value = value
        }
    }

    package static func object(_ members: KeyValuePairs<String, JSONValue>) -> JSONValue {
        .object(members.map { Member($0.key, $0.value) })
    }

    package static func optional<Wrapped>(
        _ wrapped: Wrapped?,
        _ transform: (Wrapped) -> JSONValue
    ) -> JSONValue {
        wrapped.map(transform) ?? .null
    }

    package static func strings(_ strings: some Sequence<String>) -> JSONValue {
        .array(strings.map { .string($0) })
    }

    /// The text, indented by two spaces, without a line break at the end.
    package var text: String {
        var output = ""
        write(to: &output, indentation: "\n")
        return output
    }

    /// The text on one line, for a stream of values.
    package var lineText: String {
        var output = ""
        writeLine(to: &output)
        return output
    }

    private func writeLine(to output: inout String) {
        switch self {
        case .array(let elements):
            output += "["
            for (index, element) in elements.enumerated() {
                output += index == 0 ? "" : ","
                element.writeLine(to: &output)
            }
            output += "]"
        case .object(let members):
            output += "{"
            for (index, member) in members.enumerated() {
                output += index == 0 ? "" : ","
                writeString(member.key, to: &output)
                output += ":"
                member.value.writeLine(to: &output)
            }
            output += "}"
        case .null, .bool, .integer, .decimal, .exact, .string:
            write(to: &output, indentation: "")
        }
    }

    private var isScalar: Bool {
        switch self {
        case .array, .object: false
        case .null, .bool, .integer, .decimal, .exact, .string: true
        }
    }

    private func write(to output: inout String, indentation: String) {
        switch self {
        case .null: output += "null"
        case .bool(let bool): output += bool ? "true" : "false"
        case .integer(let integer): output += String(integer)
        case .decimal(let number): output += decimalText(number)
        case .exact(let number): output += number.isFinite ? String(number) : "null"
        case .string(let string): writeString(string, to: &output)
        case .array(let elements) where elements.count <= 2 && elements.allSatisfy(\.isScalar):
            // A header, or a cookie's reasons, is easier to read on one line.
            output += "["
            for (index, element) in elements.enumerated() {
                output += index == 0 ? "" : ", "
                element.write(to: &output, indentation: indentation)
            }
            output += "]"
        case .array(let elements):
            writeList(elements, in: ("[", "]"), to: &output, indentation: indentation) {
                element,
                output,
                indentation in
                element.write(to: &output, indentation: indentation)
            }
        case .object(let members):
            writeList(members, in: ("{", "}"), to: &output, indentation: indentation) {
                member,
                output,
                indentation in
                writeString(member.key, to: &output)
                output += ": "
                member.value.write(to: &output, indentation: indentation)
            }
        }
    }
}

private func writeList<Element>(
    _ elements: [Element],
    in brackets: (String, String),
    to output: inout String,
    indentation: String,
    write: (Element, inout String, String) -> Void
) {
    output += brackets.0
    let inner = indentation + "  "
    for (index, element) in elements.enumerated() {
        output += (index == 0 ? "" : ",") + inner
        write(element, &output, inner)
    }
    output += (elements.isEmpty ? "" : indentation) + brackets.1
}

private func decimalText(_ number: Double) -> String {
    guard number.isFinite else { return "null" }
    let thousandths = (number * 1000).rounded()
    guard abs(thousandths) < 1e15 else { return String(number) }
    return String(thousandths / 1000)
}

/// Control characters are escaped, so that JSON on a terminal is harmless as well.
private func writeString(_ string: String, to output: inout String) {
    output += "\""
    for scalar in string.unicodeScalars {
        switch scalar {
        case "\"": output += "\\\""
        case "\\": output += "\\\\"
        case "\n": output += "\\n"
        case "\r": output += "\\r"
        case "\t": output += "\\t"
        default:
            if scalar.drivesTerminal {
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            } else {
                output.unicodeScalars.append(scalar)
            }
        }
    }
    output += "\""
}
