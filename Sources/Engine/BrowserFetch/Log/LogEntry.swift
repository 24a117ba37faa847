package import BrowserInfra

/// One request that a page of the profile made, as `crumb log` lists it.
///
/// No value of a cookie is in it, and no body: whoever makes one leaves them out.
package struct LogEntry: Hashable, Sendable {
    /// What the page got, in the words of scenarios.
    package enum Outcome: String, Hashable, Sendable, CaseIterable {
        case visible, opaque, blocked, failed
    }

    /// Its number in the profile, which `log show` takes; 0 until it is written.
    package var number: Int64 = 0
    package var began: Moment
    package var browser: String
    /// What made the request: `fetch`, `navigation`, `image` …
    package var initiator: String
    /// The URL of the page that asked; `nil` where a URL was typed.
    package var page: String?
    package var method: String
    package var url: String
    package var outcome: Outcome
    /// Of the last answer; `nil` where there was none.
    package var status: Int?
    /// The reason code of a rejection.
    package var error: String?
    /// From the first request to the end of the last answer.
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

/// What a request did to one cookie, or what kept the cookie from it.
package struct LoggedCookie: Hashable, Sendable {
    package enum Event: String, Hashable, Sendable, CaseIterable {
        case sent
        /// It was in the jar and not sent.
        case withheld = "kept-back"
        case stored, replaced, deleted, refused
        /// A Set-Cookie line of a response to a request without credentials.
        case ignored
        /// It had to go because another one came.
        case evicted
    }

    /// The code of a cookie that `Clear-Site-Data` has deleted.
    package static let clearedBySiteData = "ClearSiteData"

    package var event: Event
    package var name: String
    /// Of the cookie; of a refused line whose Domain is no good, the host that sent it.
    package var domain: String
    package var path: String
    /// The top-level site of its partition; `nil` for an unpartitioned cookie.
    package var partition: String?
    /// `nil` for a session cookie.
    package var expiry: Moment?
    /// Why it was kept back or refused.
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
