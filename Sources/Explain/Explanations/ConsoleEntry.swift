/// A line that a page's scripts wrote to the console.
package struct ConsoleEntry: Hashable, Sendable {
    /// `log`, `info`, `warn`, `error` or `debug`.
    package var level: String
    package var text: String
    /// The place of the call as `file:line:column`; empty if unknown.
    package var source: String

    package init(level: String, text: String, source: String) {
        self.level = level
        self.text = text
        self.source = source
    }
}

/// An error that a page's scripts did not catch.
package struct PageError: Hashable, Sendable {
    /// The kind of an uncaught error.
    package enum Kind: String, Hashable, Sendable {
        case exception = "error"
        case rejection
    }

    package var kind: Kind
    /// The text in a browser's console, including the stack.
    package var text: String
    package var source: String

    package init(kind: Kind, text: String, source: String) {
        self.kind = kind
        self.text = text
        self.source = source
    }
}
