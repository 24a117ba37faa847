package import BrowserHTTP
package import BrowserInfra

/// How one kind of subresource is requested: a row of the table in ``ResourcePolicy``.
package struct ResourceRules: Hashable, Sendable {
    /// Whether the browser requests it at all.
    package var isRequested = true
    package var destination: Destination
    /// The mode without a `crossorigin` attribute; `navigate` for a frame.
    package var mode: RequestMode
    package var credentials: CredentialsMode
    package var crossorigin: Crossorigin
    package var method = "GET"
    /// Additional headers, apart from those that identify the page.
    package var headers: [Header] = []
    package var body: ByteString?
    package var cache = CacheMode.default
    package var redirect = RedirectMode.follow
    package var hasReferrer = true
    /// Whether a ping is sent after a link to the page itself has been followed.
    package var followsClick = false
    /// Whether a frame's request has `Upgrade-Insecure-Requests`.
    package var wantsUpgrade = true
    package var otherOrigin = OtherOrigin.asRequested
    /// What happens to a URL that the page's Content-Security-Policy forbids.
    package var forbiddenURL = OtherOrigin.asRequested
    package var partition = Partition.ofThePage
    package var events = Events.loadAndError

    /// The effect of the `crossorigin` attribute.
    package enum Crossorigin: Hashable, Sendable {
        /// The attribute does not exist, or has no effect.
        case ignored
        /// The mode becomes "cors"; the value determines the credentials mode.
        case obeyed
        /// Only "use-credentials" makes a difference.
        case ofCredentials
    }

    /// What happens to a cross-origin URL that the mode forbids, or to a URL that a policy forbids.
    package enum OtherOrigin: Hashable, Sendable {
        /// The request fails.
        case asRequested
        /// The call throws a SecurityError.
        case throwsError
    }

    /// The partition and the site for cookies that apply.
    package enum Partition: Hashable, Sendable {
        case ofThePage
        /// For a cross-origin URL, the target's own, as if it were in the address bar: for
        /// documents fetched ahead of a navigation.
        case ofTheTarget
    }

    /// The events that fire.
    package enum Events: Hashable, Sendable {
        case loadAndError
        case load
        /// None, or there is no element.
        case none
    }

    package init(
        _ destination: Destination,
        _ mode: RequestMode,
        _ credentials: CredentialsMode,
        _ crossorigin: Crossorigin = .ignored,
        events: Events = .loadAndError
    ) {
        self.destination = destination
        self.mode = mode
        self.credentials = credentials
        self.crossorigin = crossorigin
        self.events = events
    }

    func with(_ change: (inout Self) -> Void) -> Self {
        var rules = self
        change(&rules)
        return rules
    }

    /// Returns the mode and the credentials mode for a value of the attribute.
    ///
    /// https://html.spec.whatwg.org/#create-a-potential-cors-request
    func settings(
        _ attribute: LoadRequest.CORSSetting
    ) -> (mode: RequestMode, credentials: CredentialsMode) {
        switch (crossorigin, attribute) {
        case (.ignored, _), (_, .none), (.ofCredentials, .anonymous): (mode, credentials)
        case (_, .useCredentials): (.cors, .include)
        case (.obeyed, .anonymous): (.cors, .sameOrigin)
        }
    }
}

extension ResourceRules {
    /// A predicate for one or several browsers, with singular and plural forms of each verb.
    var words: String {
        guard isRequested else { return "{does|do} not request it" }
        var parts = [settingsWords]
        switch crossorigin {
        case .ignored: break
        case .obeyed: parts.append("{obeys|obey} crossorigin")
        case .ofCredentials: parts.append("{obeys|obey} only crossorigin=use-credentials")
        }
        if otherOrigin == .throwsError { parts.append("{throws|throw} for another origin") }
        if forbiddenURL == .throwsError {
            parts.append("{throws|throw} if a Content-Security-Policy forbids it")
        }
        if partition == .ofTheTarget {
            parts.append("{uses|use} another origin's cookies as if it were in the address bar")
        }
        if followsClick { parts.append("{sends|send} it after the link has been followed") }
        if !hasReferrer { parts.append("{sends|send} no referrer") }
        if !wantsUpgrade { parts.append("{omits|omit} Upgrade-Insecure-Requests") }
        if cache == .noCache { parts.append("{revalidates|revalidate} it with the server") }
        switch events {
        case .loadAndError: break
        case .load: parts.append("{fires|fire} no error event")
        case .none: parts.append("{fires|fire} no events")
        }
        guard parts.count > 1, let last = parts.popLast() else { return parts[0] }
        return parts.joined(separator: ", ") + " and " + last
    }

    private var settingsWords: String {
        switch (mode, credentials) {
        case (.navigate, _): "{loads|load} it as a frame"
        case (.sameOrigin, _): "{requests|request} it only from the page's own origin"
        case (.noCORS, .include): "{requests|request} it without CORS, with cookies"
        case (.noCORS, _): "{requests|request} it without CORS and without cookies"
        case (.cors, .include): "{requests|request} it with CORS and cookies"
        case (.cors, .omit): "{requests|request} it with CORS, without cookies"
        case (_, _): "{requests|request} it with CORS, with cookies only for the page's own origin"
        }
    }
}
