/// Any JSON: a value that a script passed to a function or received from it.
enum RecordedValue: Decodable, Hashable, Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([RecordedValue])
    case object([String: RecordedValue])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .bool(flag)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .string(text)
        } else if let elements = try? container.decode([RecordedValue].self) {
            self = .array(elements)
        } else {
            self = .object(try container.decode([String: RecordedValue].self))
        }
    }

    subscript(_ member: String) -> RecordedValue? {
        guard case .object(let members) = self else { return nil }
        return members[member]
    }

    var string: String? { if case .string(let text) = self { text } else { nil } }
    var number: Double? { if case .number(let number) = self { number } else { nil } }
    var elements: [RecordedValue] { if case .array(let elements) = self { elements } else { [] } }

    /// The value with every error reduced to its name.
    var withoutMessage: RecordedValue {
        guard case .object(var members) = self else { return self }
        members["message"] = nil
        return .object(members)
    }

    /// The value on one line, with its members in order.
    var line: String {
        switch self {
        case .null: "null"
        case .bool(let flag): "\(flag)"
        case .number(let number): number == number.rounded() ? "\(Int64(number))" : "\(number)"
        case .string(let text): "\"\(text)\""
        case .array(let elements): "[\(elements.map(\.line).joined(separator: ", "))]"
        case .object(let members):
            "{"
                + members.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.line)" }
                .joined(separator: ", ") + "}"
        }
    }

    /// The value converted to a Web IDL string.
    var scriptString: String {
        switch self {
        case .string(let text): text
        case .array(let elements): elements.map(\.scriptString).joined(separator: ",")
        case .object: "[object Object]"
        case .null, .bool, .number: line
        }
    }
}
