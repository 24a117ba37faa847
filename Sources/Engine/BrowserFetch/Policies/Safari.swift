internal import BrowserCORS
internal import BrowserCookies
internal import BrowserHTTP
internal import BrowserInfra

extension BrowserPolicy {
    /// Safari 26: fetch and CORS as recorded from WebKitGTK 2.50, cookies as documented.
    package static let safari = BrowserPolicy(
        name: "safari",
        title: "Safari",
        cookies: .safari,
        cors: .safari,
        headers: .safari,
        fetch: .safari,
        resources: .safari,
        webSockets: .safari,
        eventSource: .safari,
        beacon: .safari,
        navigation: .safari,
        cookieStore: .safari,
        clearSiteData: .safari,
        transportSecurity: .safari,
        storageAccess: .safari,
        localNetwork: .safari,
        // Safari's network library is closed source, and the recorded browser uses a different one.
        evidence: PolicyEvidence(
            cookieSyntax: .unsure,
            cookieAccess: .documented,
            fetch: .recorded,
            unrecordedAxes: Set([
                "acceptDocument", "acceptImage", "acceptStyle", "acceptLanguage",
                "acceptEncodingSecure", "acceptEncodingInsecure", "fetchSiteComparison",
                "conditionalRequestCache", "emptyLocation", "postNavigationCache",
                "preflightFetchSite", "preflightInheritsCacheMode",
                "preflightSendsFetchModeEverywhere", "sendsFetchUserForFrames",
                "severalLocations", "storageAccessHeader", "handshakeCookies",
            ])
            .union(CookieStorePolicy.axes.map(\.id)).union(ClearSiteDataPolicy.axes.map(\.id))
            // Subresources that WebKitGTK requests on its own, or not at all.
            .union(
                [ResourceKind.icon, .manifest, .prefetch, .prefetchDocument, .track].map(\.axis)
            )
            .union(StorageAccessPolicy.axes.map(\.id))
            .union(TransportSecurityPolicy.axes.map(\.id)).union(NavigationPolicy.axes.map(\.id))
            .union(LocalNetworkPolicy.axes.map(\.id))
        )
    )
}

extension FetchPolicy {
    package static let safari: FetchPolicy = {
        var policy = FetchPolicy.standard
        policy.loopbackContent = .blockable
        policy.originDowngrade = .shown
        policy.referrerDowngrade = .byScheme
        policy.redirectedReferrer = .fromThePreviousHop
        policy.preflightReferrer = .ofThePreviousHop
        policy.crossSiteReferrer = .byDefaultPolicy
        policy.thirdPartyReferrer = .originOnly
        policy.requestStream = .unsupported
        policy.elementOrigin = .always
        policy.methodForOrigin = .first
        policy.redirectedPreflight = .asFirstNeeded
        policy.opaqueReferrer = .ofDocumentRequestsInFull
        policy.pragmaAfterCrossOriginHop = false
        policy.insecureRequestUpgrade = .rewritesURLVisibly
        policy.preflightUserAgent = .ofTheRequest
        policy.resetContentBody = .asSent
        policy.credentiallessDocuments = false
        policy.wildcardHost = .none
        policy.reportOrder = .afterwards
        policy.reportSender = .opaqueOrigin
        policy.reportBody = .typed
        return policy
    }()
}

extension ResourcePolicy {
    package static let safari: ResourcePolicy = {
        var policy = ResourcePolicy.standard
        policy[.font].mode = .noCORS
        policy[.font].credentials = .include
        policy[.svgUse].events = .load
        policy[.svgUse].headers = [Header(name: "Accept", value: "image/svg+xml")]
        policy[.ping].cache = .noCache
        policy[.ping].followsClick = true
        policy[.objectImage].mode = .noCORS
        policy[.embedImage].mode = .noCORS
        for kind in ResourceKind.allCases where kind.isWorker {
            policy[kind].otherOrigin = .throwsError
            policy[kind].forbiddenURL = .throwsError
        }
        return policy
    }()
}

extension RequestHeaderPolicy {
    package static let safari: RequestHeaderPolicy = {
        var policy = RequestHeaderPolicy.standard
        policy.userAgent =
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 "
            + "(KHTML, like Gecko) Version/26.0 Safari/605.1.15"
        policy.sendsUpgradeOverHTTPS = false
        return policy
    }()
}

extension WebSocketPolicy {
    package static let safari: WebSocketPolicy = {
        var policy = WebSocketPolicy.standard
        policy.insecureSocket = .neverCloses
        policy.socketBlockedByCSP = .throwsError
        policy.upgradedSocketURL = .upgraded
        return policy
    }()
}

extension EventSourcePolicy {
    package static let safari: EventSourcePolicy = {
        var policy = EventSourcePolicy.standard
        policy.redirectLoop = .final
        policy.listedStreamTypes = .first
        policy.readsDataURLs = false
        policy.idWithoutData = .isDropped
        return policy
    }()
}

extension BeaconPolicy {
    package static let safari: BeaconPolicy = {
        var policy = BeaconPolicy.standard
        policy.beaconCache = .noCache
        policy.beaconOfOpaqueOrigin = .ofTheURL
        policy.redirectedBeaconOrigin = .byMethodOfTheHop
        policy.refusedBeacons = [.mixedContent, .badPort]
        return policy
    }()
}

extension NavigationPolicy {
    package static let safari = NavigationPolicy.standard
}

extension CookieStorePolicy {
    package static let safari = CookieStorePolicy.standard
}

extension ClearSiteDataPolicy {
    package static let safari = ClearSiteDataPolicy.standard
}

extension TransportSecurityPolicy {
    package static let safari = TransportSecurityPolicy.standard
}

extension LocalNetworkPolicy {
    package static let safari: LocalNetworkPolicy = {
        var policy = LocalNetworkPolicy.standard
        policy.localNetworkChecks = .none
        policy.targetAddressSpace = .ignored
        policy.localMixedContent = .blocked
        return policy
    }()
}

extension StorageAccessPolicy {
    /// WebKit's documentation: https://webkit.org/blog/8124/introducing-storage-access-api/ and
    /// https://webkit.org/tracking-prevention/.
    package static let safari: StorageAccessPolicy = {
        var policy = StorageAccessPolicy.standard
        policy.obeysPermissionsPolicy = false
        return policy
    }()
}
