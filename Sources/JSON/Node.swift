/// A value of a YAML or JSON file, and where it stands.
package struct Node: Hashable, Sendable {
    package enum Content: Hashable, Sendable {
        /// `text`: as it was written, which is what a number stands for where text is asked for.
        case scalar(Value, text: String)
        case sequence([Node])
        case mapping([Entry])
    }

    package struct Entry: Hashable, Sendable {
        package var key: String
        package var keyPlace: Place
        package var value: Node

        package init(key: String, keyPlace: Place, value: Node) {
            self.key = key
            self.keyPlace = keyPlace
            self.value = value
        }
    }

    package var content: Content
    package var place: Place

    package init(content: Content, place: Place) {
        self.content = content
        self.place = place
    }

    /// What a message calls it.
    package var kind: String {
        switch content {
        case .scalar(let value, _): value.kind
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }

    /// Without the places.
    package var value: Value {
        switch content {
        case .scalar(let value, _): value
        case .sequence(let elements): .array(elements.map(\.value))
        case .mapping(let entries):
            .object(entries.map { Value.Member(name: $0.key, value: $0.value.value) })
        }
    }
}

/// A value of JSON's data model, which is that of YAML's core schema as well.
package indirect enum Value: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([Value])
    case object([Member])

    package struct Member: Hashable, Sendable {
        package var name: String
        package var value: Value

        package init(name: String, value: Value) {
            self.name = name
            self.value = value
        }
    }

    /// What a message calls it.
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

    package subscript(name: String) -> Value? {
        guard case .object(let members) = self else { return nil }
        // Of two members of one name the last counts, as in a page's JSON.parse.
        return members.last { $0.name == name }?.value
    }

    /// Whether both are the same scalar: 1 and 1.0 are.
    package func isSameScalar(as other: Value) -> Bool {
        if case .integer(let left) = self, case .integer(let right) = other { return left == right }
        if let left = number, let right = other.number { return left == right }
        return self == other
    }
}
