package import BrowserFetch

/// Who hears what a page does.
package protocol PageListener: Sendable {
    /// `console.log` and the like; `source` is `file:line:column`, or empty.
    func logged(_ entry: ConsoleEntry) async
    /// What the page did not catch, with its stack.
    func failed(_ error: PageError) async
    /// The value of the last script, as JSON or as a console shows it.
    func returned(_ value: String) async
    /// A request has ended.
    func requested(_ report: FetchReport) async
    /// Cookies may have changed without a request.
    func changedCookies() async
    /// What the page keeps has changed.
    func changedStorage() async
    /// The page would go there: another document, which is not opened.
    func navigated(to url: String) async
}

/// A line of the page's console.
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
