package import BrowserHTTP
package import BrowserInfra

/// How one kind of subresource is asked for: a row of the table in ``ResourcePolicy``.
package struct ResourceRules: Hashable, Sendable {
    /// Whether the browser asks for it at all.
    package var isRequested = true
    package var destination: Destination
    /// Without the attribute `crossorigin`; `navigate` for what is a frame.
    package var mode: RequestMode
    package var credentials: CredentialsMode
    package var crossorigin: Crossorigin
    package var method = "GET"
    /// Further headers, those aside that name the page.
    package var headers: [Header] = []
    package var body: ByteString?
    package var cache = CacheMode.default
    package var redirect = RedirectMode.follow
    package var hasReferrer = true
    /// Whether a ping goes out when a link into the page itself has been followed.
    package var followsClick = false
    /// Whether a frame's request has `Upgrade-Insecure-Requests`.
    package var wantsUpgrade = true
    package var otherOrigin = OtherOrigin.asRequested
    /// What becomes of a URL that the page's Content-Security-Policy forbids.
    package var forbiddenURL = OtherOrigin.asRequested
    package var partition = Partition.ofThePage
    package var events = Events.loadAndError

    /// What the attribute `crossorigin` makes of it.
    package enum Crossorigin: Hashable, Sendable {
        /// There is none, or it is not looked at.
        case ignored
        /// The mode is "cors"; credentials go along by its value.
        case obeyed
        /// Only "use-credentials" makes a difference.
        case ofCredentials
    }

    /// What becomes of a URL that the mode, for another origin, or a policy forbids.
    package enum OtherOrigin: Hashable, Sendable {
        /// The request fails.
        case asRequested
        /// The call throws a SecurityError.
        case throwsError
    }

    /// Whose partition and site count.
    package enum Partition: Hashable, Sendable {
        case ofThePage
        /// Of another origin, the target's own, as if it were in the address bar: what is fetched
        /// ahead of a navigation.
        case ofTheTarget
    }

    /// Which events fire.
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

    /// Mode and credentials by the attribute.
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
    /// A predicate for the browser's name, with its verb for one and for several.
    var words: String {
        guard isRequested else { return "{does|do} not ask for it" }
        var parts = [settingsWords]
        switch crossorigin {
        case .ignored: break
        case .obeyed: parts.append("{obeys|obey} crossorigin")
        case .ofCredentials: parts.append("{obeys|obey} only crossorigin=use-credentials")
        }
        if otherOrigin == .throwsError { parts.append("{throws|throw} for another origin") }
        if forbiddenURL == .throwsError {
            parts.append("{throws|throw} where a Content-Security-Policy forbids it")
        }
        if partition == .ofTheTarget {
            parts.append("{takes|take} another origin's cookies as if it were in the address bar")
        }
        if followsClick { parts.append("{sends|send} it once the link has been followed") }
        if !hasReferrer { parts.append("{names|name} no referrer") }
        if !wantsUpgrade { parts.append("{leaves|leave} Upgrade-Insecure-Requests out") }
        if cache == .noCache { parts.append("{asks|ask} the server again") }
        switch events {
        case .loadAndError: break
        case .load: parts.append("{fires|fire} no error")
        case .none: parts.append("{fires|fire} no event")
        }
        guard parts.count > 1, let last = parts.popLast() else { return parts[0] }
        return parts.joined(separator: ", ") + " and " + last
    }

    private var settingsWords: String {
        switch (mode, credentials) {
        case (.navigate, _): "{loads|load} it as a frame"
        case (.sameOrigin, _): "{asks|ask} the page's own origin only"
        case (.noCORS, .include): "{asks|ask} without CORS, with cookies"
        case (.noCORS, _): "{asks|ask} without CORS and without cookies"
        case (.cors, .include): "{asks|ask} with CORS and cookies"
        case (.cors, .omit): "{asks|ask} with CORS, without cookies"
        case (_, _): "{asks|ask} with CORS, its cookies for the page's own origin only"
        }
    }
}
