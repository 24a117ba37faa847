extension FetchPolicy {
    /// When a report is sent.
    package enum ReportOrder: Hashable, Sendable {
        /// As soon as the violation is seen (the standard).
        case atOnce
        /// A task of its own sends it, when the request is on its way, or refused.
        case afterwards
    }

    /// In whose name a report is sent.
    package enum ReportSender: Hashable, Sendable {
        /// The page's, with cookies to its own origin (the standard).
        case page
        /// The page's, without cookies and referrer.
        case pageWithoutCredentials
        /// That of an opaque origin, with cookies to the page's own origin.
        case opaqueOrigin
    }

    /// What a report has, and in which order.
    package enum ReportBody: Hashable, Sendable {
        /// The order of the standard.
        case standard
        /// The directive before the URL; the order in which Blink writes them.
        case directiveFirst
        /// The members in alphabetical order.
        case alphabetical
        /// With the document's URL outside, too; and once more from the process that goes to the
        /// network, which has the request's referrer in the place of the document's.
        case typed
    }
}
