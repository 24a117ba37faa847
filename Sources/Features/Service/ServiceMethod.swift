package import BrowserJSON

/// One method: its name, what it takes, and what it does.
package struct ServiceMethod: Sendable {
    package struct Parameter: Sendable {
        package var name: String
        /// What it is, in a sentence.
        package var summary: String
        /// A JSON Schema.
        package var schema: JSONValue
        package var isRequired = false
        /// Another name for it: that which a step of a file gives it.
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
    /// What it does, in a sentence.
    package var summary: String
    /// In the order of a list of params.
    package var parameters: [Parameter]
    /// What its result is, in a sentence.
    package var result: String
    /// Whether requests that come later begin when it has ended.
    package var isBarrier: Bool
    /// Whether nothing changes by it, neither here nor on a server.
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
    /// A JSON Schema of one type.
    package static func schema(type: String) -> JSONValue {
        .object(["type": .string(type)])
    }

    /// A JSON Schema of one of several words.
    package static func schema(words: [String]) -> JSONValue {
        .object(["type": "string", "enum": .strings(words)])
    }

    /// A JSON Schema of a text, or of a list of texts.
    package static let textsSchema = JSONValue.object([
        "anyOf": .array([
            .schema(type: "string"),
            .object(["type": "array", "items": .schema(type: "string")]),
        ])
    ])
}
