internal import BrowserCORS
internal import BrowserCookies
package import BrowserFetch
package import BrowserInfra

/// A question that browsers answer differently, and the answer of one browser.
package struct PolicyChoice: Hashable, Sendable {
    /// The part of a policy that a choice belongs to.
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
    /// The source of the browser's own choice; `nil` if it follows the standard.
    package var ownSource: PolicySource?
    /// The section of the standards that decides it.
    package var standardSource: String
    package var basis: Evidence
    /// Whether the choice differs from the standards.
    package var isDeparture: Bool
}

extension BrowserPolicy {
    /// The choices on all axes of the policy, in the order of its fields, with their sources.
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

    /// The choice of error messages. It is not part of a policy, because the messages have no effect on
    /// what happens.
    private var scriptErrors: PolicyChoice {
        let wording = ScriptErrorWording.of(name)
        let isDeparture = wording != ScriptErrorWording.of(Self.standard.name)
        return PolicyChoice(
            area: .scriptErrors,
            axis: "scriptErrors",
            title: "Message of a failed fetch",
            sentence: "The message of the TypeError that script catches.",
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
