package import BrowserJSON

/// A method: its name, its parameters, and its implementation.
package struct ServiceMethod: Sendable {
    package struct Parameter: Sendable {
        package var name: String
        /// A description in one sentence.
        package var summary: String
        /// A JSON Schema.
        package var schema: JSONValue
        package var isRequired = false
        /// An alias: the name of the same key in scenario files.
        package var otherName: String?

        package init(_ name: String, _ schema: JSONValue, _ summary: String) {
            self.name = name
            self.summary = summary
            self.schema = schema
        }

        package func required() -> Parameter {
            var copy = self
            copy.isRequired = true
            return copy
        }

        package func also(_ name: String) -> Parameter {
            var copy = self
            copy.otherName = name
            return copy
        }
    }

    package var name: String
    /// What the method does, in one sentence.
    package var summary: String
    /// In the order of positional parameters.
    package var parameters: [Parameter]
    /// A description of the result in one sentence.
    package var result: String
    /// Whether later requests wait until this one ends.
    package var isBarrier: Bool
    /// Whether the method changes nothing, here or on a server.
    package var isReading: Bool
    package var perform: @Sendable (RPCCall, RPCParams) async throws -> JSONValue

    package init(
        _ name: String,
        _ summary: String,
        parameters: [Parameter] = [],
        result: String,
        isBarrier: Bool = false,
        isReading: Bool = false,
        perform: @escaping @Sendable (RPCCall, RPCParams) async throws -> JSONValue
    ) {
        self.name = name
        self.summary = summary
        self.parameters = parameters
        self.result = result
        self.isBarrier = isBarrier
        self.isReading = isReading
        self.perform = perform
    }
}

extension JSONValue {
    /// A JSON Schema of a single type.
    package static func schema(type: String) -> JSONValue {
        .object(["type": .string(type)])
    }

    /// A JSON Schema of a choice of words.
    package static func schema(words: [String]) -> JSONValue {
        .object(["type": "string", "enum": .strings(words)])
    }

    /// A JSON Schema of a text or a list of texts.
    package static let textsSchema = JSONValue.object([
        "anyOf": .array([
            .schema(type: "string"),
            .object(["type": "array", "items": .schema(type: "string")]),
        ])
    ])
}
