/// What the element that asked for a subresource is told.
///
/// https://html.spec.whatwg.org/#event-load and #event-error
package enum ElementEvent: String, Hashable, Sendable {
    case load, error
}

extension FetchReport {
    /// The event that fires at the element; `nil` where the request was no element's, and for a frame
    /// that was blocked, which in some browsers fires none.
    package var elementEvent: ElementEvent? {
        switch (initiator, outcome) {
        case (.element, .fulfilled): .load
        case (.element, .rejected): .error
        // An error page is a document too: a frame's load event never tells the two apart.
        case (.navigation(.iframe), .fulfilled): .load
        case (.navigation(.iframe), .rejected(.mixedContent)):
            BrowserPolicy.named(browser).fetch.blockedFrameFiresError ? .error : nil
        case (.navigation(.iframe), .rejected): .load
        case (.fetch, _), (.xhr, _), (.navigation, _): nil
        }
    }
}
