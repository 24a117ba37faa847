/// A value of the JSON data model, which is also that of YAML's core schema.
///
/// Members keep their order, and null ones are kept: `JSONEncoder` does neither, and the report
/// guarantees both.
package indirect enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([Member])

    package struct Member: Hashable, Sendable {
        package var name: String
        package var value: JSONValue

        package init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }
}

// MARK: Creating values

extension JSONValue: ExpressibleByStringLiteral {
    package init(stringLiteral string: String) {
        self = .string(string)
    }

    package static func object(_ members: KeyValuePairs<String, JSONValue>) -> JSONValue {
        .object(members.map { Member($0.key, $0.value) })
    }

    /// Creates an object without the members that have no value.
    package static func object(leavingOutNil members: KeyValuePairs<String, JSONValue?>)
        -> JSONValue
    {
        .object(members.compactMap { name, value in value.map { Member(name, $0) } })
    }

    package static func optional<Wrapped>(
        _ wrapped: Wrapped?,
        _ transform: (Wrapped) -> JSONValue
    ) -> JSONValue {
        wrapped.map(transform) ?? .null
    }

    /// An array of strings. Not generic, because calls from other modules would look up types at run
    /// time.
    package static func strings(_ strings: [String]) -> JSONValue {
        .array(strings.map { .string($0) })
    }

    package static func integer(_ number: Int) -> JSONValue { .integer(Int64(number)) }

    package static func milliseconds(microseconds: Int64) -> JSONValue {
        .number(Double(microseconds) / 1000)
    }
}

// MARK: Reading values

extension JSONValue {
    /// The name of the kind of value in messages.
    package var kind: String {
        switch self {
        case .null: "nothing"
        case .bool: "a boolean"
        case .integer, .number: "a number"
        case .string: "text"
        case .array: "a list"
        case .object: "a mapping"
        }
    }

    package var number: Double? {
        switch self {
        case .integer(let integer): Double(integer)
        case .number(let number): number
        case .null, .bool, .string, .array, .object: nil
        }
    }

    package var string: String? {
        if case .string(let string) = self { string } else { nil }
    }

    package var elements: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    package var isTrue: Bool { self == .bool(true) }

    /// Returns the member's value; of several with the same name, the last counts, as in
    /// JSON.parse.
    package func member(_ name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.name == name }?.value
    }

    /// The value of that member; null if there is none.
    package subscript(name: String) -> JSONValue { member(name) ?? .null }

    /// Whether both are the same scalar; 1 and 1.0 are.
    package func isSameScalar(as other: JSONValue) -> Bool {
        if case .integer(let left) = self, case .integer(let right) = other { return left == right }
        if let left = number, let right = other.number { return left == right }
        return self == other
    }
}
