extension FetchPolicy {
    /// When a report is sent.
    package enum ReportOrder: Hashable, Sendable {
        /// As soon as the violation is detected (the standard).
        case atOnce
        /// In a separate task, after the request has been sent or blocked.
        case afterwards
    }

    /// The origin and credentials with which a report is sent.
    package enum ReportSender: Hashable, Sendable {
        /// The page's origin, with cookies for its own origin (the standard).
        case page
        /// The page's origin, without cookies or a referrer.
        case pageWithoutCredentials
        /// An opaque origin, with cookies for the page's own origin.
        case opaqueOrigin
    }

    /// The content of a report, and its order.
    package enum ReportBody: Hashable, Sendable {
        /// The order of the standard.
        case standard
        /// The directive before the URL, which is Blink's order.
        case directiveFirst
        /// The members in alphabetical order.
        case alphabetical
        /// With the document's URL outside too; the report is sent again by the network process,
        /// with the request's referrer in place of the document's.
        case typed
    }
}
