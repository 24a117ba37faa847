public import BrowserRules

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

extension WebURL {
    /// Foundation's URL, resolved, as a browser reads it.
    ///
    /// - Parameter url: Parsed by RFC 3986, which takes some URLs for others than browsers do: where it
    ///   matters, parse the text with ``WebURL/init(_:relativeTo:)`` in the first place.
    /// - Throws: ``InvalidURL``, if a browser would not take it for a URL.
    public init(_ url: URL) throws(InvalidURL) {
        try self.init(url.absoluteString)
    }
}

extension URL {
    /// The same for Foundation; `nil` where Foundation does not take it for a URL.
    public init?(_ url: WebURL) {
        self.init(string: url.description)
    }
}

extension Timestamp {
    /// Foundation's date, to the microsecond; one that is out of range is the earliest or latest moment.
    public init(_ date: Date) {
        let microseconds = (date.timeIntervalSince1970 * 1_000_000).rounded()
        self.init(
            microsecondsSinceEpoch: Int64(exactly: microseconds)
                ?? (microseconds < 0 ? .min : .max)
        )
    }
}

extension Date {
    /// The same for Foundation, which has fewer digits far from the year 2001.
    public init(_ timestamp: Timestamp) {
        self.init(timeIntervalSince1970: Double(timestamp.microsecondsSinceEpoch) / 1_000_000)
    }
}
