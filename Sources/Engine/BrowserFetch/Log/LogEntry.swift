package import BrowserInfra

/// One request by a page of the profile, as `crumb log` lists it.
///
/// It contains neither cookie values nor bodies: the code that creates it leaves them out.
package struct LogEntry: Hashable, Sendable {
    /// What the page saw of the response, in the words of scenarios.
    package enum Outcome: String, Hashable, Sendable, CaseIterable {
        case visible, opaque, blocked, failed
    }

    /// The entry's number in the profile, as `log show` accepts it; 0 until it is written.
    package var number: Int64 = 0
    package var began: Moment
    package var browser: String
    /// The feature that made the request: `fetch`, `navigation`, `image` …
    package var initiator: String
    /// The URL of the page that made the request; `nil` if the URL was typed.
    package var page: String?
    package var method: String
    package var url: String
    package var outcome: Outcome
    /// The status of the last response; `nil` if there was none.
    package var status: Int?
    /// The reason code of a rejection.
    package var error: String?
    /// The time from the first request to the end of the last response.
    package var durationMicroseconds: Int64
    package var cookies: [LoggedCookie]

    package init(
        began: Moment,
        browser: String,
        initiator: String,
        page: String?,
        method: String,
        url: String,
        outcome: Outcome,
        status: Int?,
        error: String?,
        durationMicroseconds: Int64,
        cookies: [LoggedCookie]
    ) {
        self.began = began
        self.browser = browser
        self.initiator = initiator
        self.page = page
        self.method = method
        self.url = url
        self.outcome = outcome
        self.status = status
        self.error = error
        self.durationMicroseconds = durationMicroseconds
        self.cookies = cookies
    }
}

/// The effect of a request on one cookie, or the reason why the cookie was not involved.
package struct LoggedCookie: Hashable, Sendable {
    package enum Event: String, Hashable, Sendable, CaseIterable {
        case sent
        /// The cookie was in the jar but was not sent.
        case withheld = "kept-back"
        case stored, replaced, deleted, refused
        /// A Set-Cookie line of a response to a request without credentials.
        case ignored
        /// The cookie was removed to make room for another.
        case evicted
    }

    /// The code of a cookie that `Clear-Site-Data` deleted.
    package static let clearedBySiteData = "ClearSiteData"

    package var event: Event
    package var name: String
    /// The domain of the cookie; for a rejected line with an invalid Domain, the host that sent it.
    package var domain: String
    package var path: String
    /// The top-level site of its partition; `nil` for an unpartitioned cookie.
    package var partition: String?
    /// `nil` for a session cookie.
    package var expiry: Moment?
    /// The reasons why the cookie was withheld or rejected.
    package var codes: [String]

    package init(
        _ event: Event,
        name: String,
        domain: String,
        path: String,
        partition: String? = nil,
        expiry: Moment? = nil,
        codes: [String] = []
    ) {
        self.event = event
        self.name = name
        self.domain = domain
        self.path = path
        self.partition = partition
        self.expiry = expiry
        self.codes = codes
    }
}
