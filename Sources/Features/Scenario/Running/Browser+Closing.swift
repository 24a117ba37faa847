internal import CORS
internal import Cookies
internal import Fetch

extension Browser {
    /// Closes the browser and opens it again: session cookies and caches are gone.
    func close() {
        jar.endSession()
        preflightCache = PreflightCache()
        httpCache = HTTPCache()
        if processes != nil { processes = ContentProcesses() }
    }
}
