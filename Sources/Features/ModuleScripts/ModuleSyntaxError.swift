/// Why a text is not a module.
package struct ModuleSyntaxError: Error, Hashable, Sendable {
    /// As V8 says it.
    package var message: String
    /// A byte offset.
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
