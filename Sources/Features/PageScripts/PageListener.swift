package import BrowserFetch
package import Explanations

/// Receives the events of a page.
package protocol PageListener: Sendable {
    /// A message of `console.log` or a similar function; the entry's `source` is `file:line:column`
    /// or empty.
    func logged(_ entry: ConsoleEntry) async
    /// An error that the page did not catch, with its stack.
    func failed(_ error: PageError) async
    /// The value of the last script, as JSON or in console format.
    func returned(_ value: String) async
    /// A request ended.
    func requested(_ report: FetchReport) async
    /// Cookies may have changed without a request.
    func changedCookies() async
    /// The page's storage changed.
    func changedStorage() async
    /// The page tried to navigate to this URL, and the document is not opened.
    func navigated(to url: String) async
    /// The service worker at this URL is active and has a `fetch` listener. Here, only requests by
    /// scripts go through it.
    func ignoredFetchListener(fetchListenerOf url: String) async
}

extension PageListener {
    package func ignoredFetchListener(fetchListenerOf url: String) async {}
}
