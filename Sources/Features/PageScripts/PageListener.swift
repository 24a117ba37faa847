package import BrowserFetch
package import Explanations

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
    /// A service worker, which is active now, has a listener for `fetch`: requests that are not a script's do not go
    /// through it here.
    func ignoredFetchListener(fetchListenerOf url: String) async
}

extension PageListener {
    package func ignoredFetchListener(fetchListenerOf url: String) async {}
}
