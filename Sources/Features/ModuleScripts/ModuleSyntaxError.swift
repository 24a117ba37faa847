/// The reason why a text is not a valid module.
package struct ModuleSyntaxError: Error, Hashable, Sendable {
    /// The message, in V8's wording.
    package var message: String
    /// The byte offset of the error.
    package var offset: Int

    static func unexpected(_ offset: Int) -> Self {
        Self(message: "Invalid or unexpected token", offset: offset)
    }

    static func regularExpression(_ offset: Int) -> Self {
        Self(message: "Invalid regular expression: missing /", offset: offset)
    }

    static func template(_ offset: Int) -> Self {
        Self(message: "Unterminated template literal", offset: offset)
    }
}
