internal import JSON

// Looking into a document that is written already: what is missing is null.

extension JSONValue {
    init(_ value: Value) {
        switch value {
        case .null: self = .null
        case .bool(let bool): self = .bool(bool)
        case .integer(let integer): self = .integer(integer)
        case .number(let number): self = .exact(number)
        case .string(let text): self = .string(text)
        case .array(let elements): self = .array(elements.map { JSONValue($0) })
        case .object(let members):
            self = .object(members.map { Member($0.name, JSONValue($0.value)) })
        }
    }

    subscript(name: String) -> JSONValue {
        guard case .object(let members) = self else { return .null }
        return members.last { $0.key == name }?.value ?? .null
    }

    var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    var elements: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    var number: Double? {
        switch self {
        case .integer(let integer): Double(integer)
        case .decimal(let number), .exact(let number): number
        case .null, .bool, .string, .array, .object: nil
        }
    }

    var isTrue: Bool { self == .bool(true) }
}
