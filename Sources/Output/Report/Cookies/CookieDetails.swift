package import BrowserCookies
package import BrowserFetch
package import BrowserInfra
package import BrowserJSON
internal import CookieFiles
package import Explanations
package import Terminal

/// One cookie, with everything that the profile has about it, and the pages and requests that get it.
package struct CookieDetails {
    var cookie: Cookie
    var pages: [PageView]
    private let policy: BrowserPolicy
    private let now: Moment

    /// A page that the profile has visited, and whether the cookie is available to it.
    package struct PageView: Hashable, Sendable {
        package var page: String
        /// The page's name for the reader: the URL, with frames and origin where they matter.
        package var pageName: String
        /// The verdict for `document.cookie` on the page; `nil` if the cookie is of another site.
        package var reading: CookieVerdict?
        /// The verdict for a `fetch()` with credentials from the page to ``target``.
        package var sending: CookieVerdict?
        package var target: String
        package var hosts: HostPair?
        /// Why the request was not made at all.
        package var failure: FetchFailure?

        package init(
            page: String,
            pageName: String,
            reading: CookieVerdict?,
            sending: CookieVerdict?,
            target: String,
            hosts: HostPair?,
            failure: FetchFailure? = nil
        ) {
            self.page = page
            self.pageName = pageName
            self.failure = failure
            self.reading = reading
            self.sending = sending
            self.target = target
            self.hosts = hosts
        }
    }

    package init(_ cookie: Cookie, pages: [PageView], policy: BrowserPolicy, now: Moment) {
        self.cookie = cookie
        self.pages = pages
        self.policy = policy
        self.now = now
    }

    package var layout: Layout {
        var layout = Layout()
        layout.text(
            StyledText(escaping: cookie.name.utf8Decoded, .strong) + StyledText("=", .faint)
                + StyledText(escaping: cookie.value.utf8Decoded)
        )
        for (label, text) in attributes { layout.row(label, text, indentation: 2) }
        // Pages with the same verdicts are shown together.
        var rest = pages[...]
        while let first = rest.first {
            layout.blank()
            for view in rest where view.isJudged(like: first) {
                layout.text(
                    StyledText("page ", .faint) + StyledText(escaping: view.pageName, .strong)
                )
            }
            append(first, to: &layout)
            rest.removeAll { $0.isJudged(like: first) }
        }
        return layout
    }

    private var attributes: [(String, StyledText)] {
        [
            (
                "domain",
                StyledText(
                    escaping: cookie.isHostOnly
                        ? "\(cookie.domain), this host only"
                        : "\(cookie.domain) and its subdomains"
                )
            ),
            ("path", StyledText(escaping: cookie.path.utf8Decoded)),
            ("expires", expiry),
            ("size", StyledText("\(counted(cookie.size, "byte")) of 4096")),
            ("HttpOnly", StyledText(cookie.isHTTPOnly ? "yes: script cannot read it" : "no")),
            ("Secure", StyledText(cookie.isSecure ? "yes: only over secure connections" : "no")),
            (
                "SameSite",
                StyledText(
                    cookie.sameSite.displayName ?? "not set: \(unspecified) in \(policy.title)"
                )
            ),
            ("partition", partition),
            ("priority", StyledText(cookie.priority.displayName)),
            ("created", time(cookie.creation)),
            ("accessed", time(cookie.lastAccess)),
            ("set by", StyledText(escaping: cookie.setBy ?? "unknown")),
        ]
    }

    private var unspecified: String {
        switch policy.cookies.unspecifiedSameSite {
        case .asLax: "Lax"
        case .asNone: "None"
        }
    }

    private var expiry: StyledText {
        guard let expiry = cookie.expiry else {
            return StyledText("at the end of the session (crumb close)")
        }
        var text = time(expiry)
        if cookie.isNearExpiry(at: now) { text.append(" !", .caution) }
        return text
    }

    private var partition: StyledText {
        guard let key = cookie.partitionKey else { return StyledText("none") }
        let frame = key.hasCrossSiteAncestor ? ", for cross-site requests" : ""
        return StyledText(escaping: "only while the tab shows \(key.topLevelSite)\(frame)")
    }

    private func time(_ moment: Moment) -> StyledText {
        StyledText("\(moment.dateAndTime), \(relativeTime(from: now, to: moment))")
    }

    private func append(_ view: PageView, to layout: inout Layout) {
        var reading = mark(view.reading?.isSent == true)
        if let verdict = view.reading {
            reading.append(verdict.isSent ? "document.cookie shows it" : "document.cookie hides it")
            if !verdict.isSent {
                reading.append(". ")
                reading.append(reasons(verdict.exclusions, nil))
            }
        } else {
            reading.append("not readable: document.cookie on that page belongs to a different site")
        }
        layout.text(reading, indentation: 2, hanging: 2)
        var sending = mark(view.sending?.isSent == true)
        sending.append(
            escaping: "fetch() with credentials to \(view.target) "
                + (view.sending?.isSent == true ? "sends it" : "does not send it")
        )
        if let verdict = view.sending, !verdict.isSent {
            sending.append(". ")
            sending.append(reasons(verdict.exclusions, view.hosts))
        } else if view.sending == nil, let failure = view.failure {
            sending.append(escaping: ". \(failure.sentence)")
            sending.append(" [\(failure.code)]", .faint)
        }
        layout.text(sending, indentation: 2, hanging: 2)
    }

    private func mark(_ isGood: Bool) -> StyledText {
        isGood ? StyledText("✓ ", .good) : StyledText("✗ ", .bad)
    }

    /// The cookie as in `list --json`, with the members that only `show` has.
    package var json: JSONValue {
        guard case .object(var members) = cookie.json else { return cookie.json }
        members.append(JSONValue.Member("setBy", .optional(cookie.setBy) { .string($0) }))
        members.append(JSONValue.Member("pages", .array(pages.map(\.json))))
        return .object(members)
    }
}

extension CookieDetails.PageView {
    fileprivate func isJudged(like other: Self) -> Bool {
        reading?.exclusions == other.reading?.exclusions
            && sending?.exclusions == other.sending?.exclusions
            && (reading == nil) == (other.reading == nil) && hosts == other.hosts
            && failure == other.failure
    }

    fileprivate var json: JSONValue {
        .object([
            "page": .string(page),
            "readable": .bool(reading?.isSent == true),
            "notReadableReasons": .strings(reading?.exclusions.map(\.code) ?? []),
            "target": .string(target),
            "sent": .bool(sending?.isSent == true),
            "blockedReasons": .strings(sending?.exclusions.map(\.code) ?? []),
        ])
    }
}
