/// A line of a page's console, which its scripts have written.
package struct ConsoleEntry: Hashable, Sendable {
    /// `log`, `info`, `warn`, `error` or `debug`.
    package var level: String
    package var text: String
    /// `file:line:column` of the call; empty where it is not known.
    package var source: String

    package init(level: String, text: String, source: String) {
        self.level = level
        self.text = text
        self.source = source
    }
}

/// What a page's scripts did not catch.
package struct PageError: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        case exception = "error"
        case rejection
    }

    package var kind: Kind
    /// As a browser's console has it: the stack included.
    package var text: String
    package var source: String

    package init(kind: Kind, text: String, source: String) {
        self.kind = kind
        self.text = text
        self.source = source
    }
}
