/// A value of a YAML or JSON file, and its location.
package struct Node: Hashable, Sendable {
    package enum Content: Hashable, Sendable {
        /// `text` is the value as written, which is used when a number appears where a string is
        /// expected.
        case scalar(JSONValue, text: String)
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

    /// The name of the kind of value in messages.
    package var kind: String {
        switch content {
        case .scalar(let value, _): value.kind
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }

    /// The value without locations.
    package var value: JSONValue {
        switch content {
        case .scalar(let value, _): value
        case .sequence(let elements): .array(elements.map(\.value))
        case .mapping(let entries):
            .object(entries.map { JSONValue.Member($0.key, $0.value.value) })
        }
    }
}
