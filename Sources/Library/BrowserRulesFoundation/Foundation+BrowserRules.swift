public import BrowserRules

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

extension WebURL {
    /// Creates a URL from Foundation's, resolved, as a browser parses it.
    ///
    /// - Parameter url: A URL parsed by RFC 3986, which understands some strings differently than
    ///   browsers do. If that matters, parse the string with ``WebURL/init(_:relativeTo:)`` in the first
    ///   place.
    /// - Throws: ``InvalidURL``, if a browser would not accept it as a URL.
    public init(_ url: URL) throws(InvalidURL) {
        try self.init(url.absoluteString)
    }
}

extension URL {
    /// Creates Foundation's URL from a browser's; `nil` if Foundation does not accept it.
    public init?(_ url: WebURL) {
        self.init(string: url.description)
    }
}

extension Timestamp {
    /// Creates a timestamp from Foundation's date, rounded to the microsecond and clamped to the
    /// earliest or latest time.
    public init(_ date: Date) {
        let microseconds = (date.timeIntervalSince1970 * 1_000_000).rounded()
        self.init(
            microsecondsSinceEpoch: Int64(exactly: microseconds)
                ?? (microseconds < 0 ? .min : .max)
        )
    }
}

extension Date {
    /// Creates Foundation's date from a timestamp; it has fewer digits for times far from the year 2001.
    public init(_ timestamp: Timestamp) {
        self.init(timeIntervalSince1970: Double(timestamp.microsecondsSinceEpoch) / 1_000_000)
    }
}
