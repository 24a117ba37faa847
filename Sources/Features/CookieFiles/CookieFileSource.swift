package import BrowserInfra
package import WebOrigin

/// The context of a cookie file: everything known about it besides its bytes.
package struct CookieFileSource: Sendable {
    /// The URL whose cookies these are, for input that does not name it: a header, or an object of
    /// names and values.
    package var url: WebURL?
    /// The start of lifetimes that the file does not date.
    package var now: Moment
    /// The contents of the file beside a database whose name ends in -wal.
    package var log: [UInt8]

    package init(url: WebURL? = nil, now: Moment = .epoch, log: [UInt8] = []) {
        self.url = url
        self.now = now
        self.log = log
    }
}
