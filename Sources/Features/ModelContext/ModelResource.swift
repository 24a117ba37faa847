package import BrowserJSON

/// Something that a model may read.
package struct ModelResource: Sendable {
    package var uri: String
    package var name: String
    package var title: String
    package var summary: String
    package var read: @Sendable () async throws -> JSONValue

    package init(
        _ uri: String,
        name: String,
        title: String,
        _ summary: String,
        read: @escaping @Sendable () async throws -> JSONValue
    ) {
        self.uri = uri
        self.name = name
        self.title = title
        self.summary = summary
        self.read = read
    }
}

/// Resources whose URIs differ in their suffix.
package struct ModelResourceTemplate: Sendable {
    /// The part of the URI before the suffix.
    package var prefix: String
    /// The name of the suffix.
    package var variable: String
    package var name: String
    package var title: String
    package var summary: String
    /// Reads a resource; `nil` when it does not exist.
    package var read: @Sendable (String) async throws -> JSONValue?

    package init(
        _ prefix: String,
        _ variable: String,
        name: String,
        title: String,
        _ summary: String,
        read: @escaping @Sendable (String) async throws -> JSONValue?
    ) {
        self.prefix = prefix
        self.variable = variable
        self.name = name
        self.title = title
        self.summary = summary
        self.read = read
    }
}
