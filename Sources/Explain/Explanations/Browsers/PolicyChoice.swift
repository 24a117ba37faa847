internal import BrowserCORS
internal import BrowserCookies
package import BrowserFetch
package import BrowserInfra

/// One question that browsers answer differently, and a browser's answer.
package struct PolicyChoice: Hashable, Sendable {
    package enum Area: String, Hashable, Sendable, CaseIterable {
        case cookies, fetch, cors, headers
        case resources = "elements"
        case webSockets = "WebSocket"
        case eventSource = "EventSource"
        case beacon
        case navigation
        case cookieStore = "Cookie Store"
        case clearSiteData = "Clear-Site-Data"
        case transportSecurity = "HSTS"
        case localNetwork = "Local Network Access"
        case storageAccess = "storage access"
        case scriptErrors = "script errors"
    }

    package var area: Area
    /// The name of the field in the policy.
    package var axis: String
    /// ``PolicyAxis/title``
    package var title: String
    /// ``PolicyAxis/sentence``
    package var sentence: String
    /// ``PolicyAxis/answer``
    package var answer: String
    /// `nil` where the choice is the standard's.
    package var ownSource: PolicySource?
    /// Where the standards decide it.
    package var standardSource: String
    package var basis: Evidence
    /// Whether it is not what the standards say.
    package var isDeparture: Bool
}

extension BrowserPolicy {
    /// Every axis of the policy, in the order of the fields, with where the choice comes from.
    package var choices: [PolicyChoice] {
        [
            choices(CookiePolicy.axes, .cookies, \.cookies),
            choices(FetchPolicy.axes, .fetch, \.fetch),
            choices(ResourcePolicy.axes, .resources, \.resources),
            choices(CORSPolicy.axes, .cors, \.cors),
            choices(RequestHeaderPolicy.axes, .headers, \.headers),
            choices(WebSocketPolicy.axes, .webSockets, \.webSockets),
            choices(EventSourcePolicy.axes, .eventSource, \.eventSource),
            choices(BeaconPolicy.axes, .beacon, \.beacon),
            choices(NavigationPolicy.axes, .navigation, \.navigation),
            choices(CookieStorePolicy.axes, .cookieStore, \.cookieStore),
            choices(ClearSiteDataPolicy.axes, .clearSiteData, \.clearSiteData),
            choices(TransportSecurityPolicy.axes, .transportSecurity, \.transportSecurity),
            choices(LocalNetworkPolicy.axes, .localNetwork, \.localNetwork),
            choices(StorageAccessPolicy.axes, .storageAccess, \.storageAccess),
            [scriptErrors],
        ].flatMap { $0 }
    }

    private func choices<Policy>(
        _ axes: [PolicyAxis<Policy>],
        _ area: PolicyChoice.Area,
        _ part: KeyPath<BrowserPolicy, Policy>
    ) -> [PolicyChoice] {
        let sources = sources
        return axes.map { axis in
            PolicyChoice(
                area: area,
                axis: axis.id,
                title: axis.title,
                sentence: axis.sentence,
                answer: axis.answer(self[keyPath: part]),
                ownSource: sources[axis.id],
                standardSource: axis.source,
                basis: sources[axis.id]?.basis ?? evidence.basis(of: axis.id, in: area),
                isDeparture: axis.differs(self[keyPath: part], Self.standard[keyPath: part])
            )
        }
    }

    /// No policy's: the words that a page's code catches change nothing of what happens.
    private var scriptErrors: PolicyChoice {
        let wording = ScriptErrorWording.of(name)
        let isDeparture = wording != ScriptErrorWording.of(Self.standard.name)
        return PolicyChoice(
            area: .scriptErrors,
            axis: "scriptErrors",
            title: "Message of a failed fetch",
            sentence: "What the TypeError says that script catches.",
            answer: "{says|say} \"\(wording.networkError)\"",
            ownSource: isDeparture ? .recorded("mode, method, forbidden, nocors") : nil,
            standardSource: "left to the browser",
            basis: evidence.fetch,
            isDeparture: isDeparture
        )
    }
}

extension PolicyEvidence {
    fileprivate func basis(of axis: String, in area: PolicyChoice.Area) -> Evidence {
        if unrecordedAxes.contains(axis) { return .unsure }
        guard area == .cookies else { return fetch }
        return Self.accessAxes.contains(axis) ? cookieAccess : cookieSyntax
    }

    private static let accessAxes: Set<String> = [
        "loopback", "unspecifiedSameSite", "laxAllowingUnsafe", "insecureSameSiteNone",
        "siteComparison", "thirdParty", "longestLifetime", "longestScriptLifetime",
    ]
}
