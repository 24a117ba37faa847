package import BrowserInfra
package import WebOrigin

/// What is known of a cookie file besides its bytes.
package struct CookieFileSource: Sendable {
    /// Whose cookies these are, for what does not say so itself: a header, an object of names and
    /// values.
    package var url: WebURL?
    /// From when lifetimes are counted that the file does not date.
    package var now: Moment
    /// Of a database: the file beside it that ends in -wal.
    package var log: [UInt8]

    package init(url: WebURL? = nil, now: Moment = .epoch, log: [UInt8] = []) {
        self.url = url
        self.now = now
        self.log = log
    }
}
