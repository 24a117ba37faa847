internal import BrowserCORS
internal import BrowserCookies
internal import BrowserFetch

extension Browser {
    /// Closes the browser and opens it again: session cookies and caches are gone.
    func close() {
        jar.endSession()
        preflightCache = PreflightCache()
        httpCache = HTTPCache()
        if processes != nil { processes = ContentProcesses() }
    }
}
