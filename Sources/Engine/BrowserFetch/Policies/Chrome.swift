internal import BrowserCORS
internal import BrowserCookies
internal import BrowserHTTP
internal import BrowserInfra

extension BrowserPolicy {
    /// Chrome 156, as recorded.
    package static let chrome = BrowserPolicy(
        name: "chrome",
        title: "Chrome",
        cookies: .chrome,
        cors: .chrome,
        headers: .chrome,
        fetch: .chrome,
        resources: .chrome,
        webSockets: .chrome,
        eventSource: .chrome,
        beacon: .chrome,
        navigation: .chrome,
        cookieStore: .chrome,
        clearSiteData: .chrome,
        transportSecurity: .chrome,
        storageAccess: .chrome,
        localNetwork: .chrome,
        evidence: .recorded
    )
}

extension FetchPolicy {
    package static let chrome: FetchPolicy = {
        var policy = FetchPolicy.standard
        policy.corpTreatsAddressesAsSameSite = false
        policy.modeCheck = .beforeBlocking
        policy.insecureForms = .blocked
        policy.referrerDowngrade = .byScheme
        policy.redirectedReferrer = .fromThePreviousHop
        policy.originHiding = .inNavigations
        policy.redirectedOrigin = .null
        policy.elementOrigin = .exceptMedia
        policy.postNavigationCache = .noCache
        policy.conditionalRequestCache = .noCache
        policy.rangeHeader = .normalized
        policy.preflightInheritsCacheMode = true
        policy.emptyLocation = .none
        policy.severalLocations = .refused
        policy.unsafeRedirectSchemes = [
            "about", "blob", "chrome", "chrome-untrusted", "data", "devtools", "file", "filesystem",
        ]
        policy.dataDocumentCookies = .refused
        policy.sourceUpgrade = .defaultPort
        policy.socketSources = .matchSockets
        policy.reportBody = .directiveFirst
        policy.cacheWithoutCredentials = .reload
        return policy
    }()
}

extension ResourcePolicy {
    package static let chrome: ResourcePolicy = {
        var policy = ResourcePolicy.standard
        policy[.icon].crossorigin = .ignored
        // Not even for the page's own origin.
        policy[.manifest].credentials = .omit
        policy[.manifest].crossorigin = .ofCredentials
        policy[.prefetchDocument].partition = .ofTheTarget
        policy[.objectImage].mode = .noCORS
        policy[.embedImage].mode = .noCORS
        policy[.ping].cache = .noCache
        for kind in ResourceKind.allCases where kind.isWorker {
            policy[kind].otherOrigin = .throwsError
        }
        return policy
    }()
}

extension RequestHeaderPolicy {
    package static let chrome: RequestHeaderPolicy = {
        var policy = RequestHeaderPolicy.standard
        policy.userAgent =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
            + "Chrome/156.0.0.0 Safari/537.36"
        policy.acceptDocument =
            "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,"
            + "image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7"
        policy.acceptImage =
            "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8"
        policy.clientHints = [
            Header(
                name: "sec-ch-ua",
                value: #""Not:A-Brand";v="8", "Chromium";v="156", "Google Chrome";v="156""#
            ),
            Header(name: "sec-ch-ua-mobile", value: "?0"),
            Header(name: "sec-ch-ua-platform", value: #""Linux""#),
        ]
        policy.scriptMaySetUserAgent = false
        policy.storageAccessHeader = .withRequests
        policy.preflightSendsFetchModeEverywhere = true
        policy.preflightFetchSite = .ofTheCurrentURL
        policy.sendsFetchUserForFrames = true
        policy.webSocketSendsFetchMetadata = false
        return policy
    }()
}

extension WebSocketPolicy {
    package static let chrome: WebSocketPolicy = {
        var policy = WebSocketPolicy.standard
        policy.handshakeCookies = .ofSuccess
        policy.insecureSocket = .throwsError
        policy.socketBlockedByCSP = .neverCloses
        policy.upgradedSocketURL = .upgraded
        return policy
    }()
}

extension EventSourcePolicy {
    package static let chrome: EventSourcePolicy = {
        var policy = EventSourcePolicy.standard
        policy.streamCharset = .refused
        policy.reconnectionURL = .last
        return policy
    }()
}

extension BeaconPolicy {
    package static let chrome: BeaconPolicy = {
        var policy = BeaconPolicy.standard
        policy.blobType = .parsable
        policy.refusedBeacons = [.mixedContent, .credentialsInURL]
        return policy
    }()
}

extension NavigationPolicy {
    package static let chrome: NavigationPolicy = {
        var policy = NavigationPolicy.standard
        policy.scriptReload = .fromThePage
        policy.downloadLink = .ownRequest
        policy.pagesNotStored = .kept
        policy.postedPageInHistory = .fails
        policy.fetchUserAcrossSites = false
        policy.credentiallessFrames = true
        policy.framesLeftAlone = [.mixedContent]
        policy.errorPageURL = "chrome-error://chromewebdata/"
        policy.requiredPolicies = .enforced
        return policy
    }()
}

extension CookieStorePolicy {
    package static let chrome: CookieStorePolicy = {
        var policy = CookieStorePolicy.standard
        policy.tabsInItems = .refused
        policy.emptyItemDomain = .refused
        policy.semicolonInPath = .refused
        policy.itemPath = .asDirectory
        policy.itemMembers = .all
        policy.dataDocumentStore = .undefined
        return policy
    }()
}

extension ClearSiteDataPolicy {
    package static let chrome: ClearSiteDataPolicy = {
        var policy = ClearSiteDataPolicy.standard
        policy.clearingWithoutCredentials = .ignored
        policy.clearingByHandshake = .ignored
        policy.showsClearSiteData = false
        policy.furtherTypes = ["clientHints", "prefetchCache", "prerenderCache"]
        return policy
    }()
}

extension TransportSecurityPolicy {
    package static let chrome: TransportSecurityPolicy = {
        var policy = TransportSecurityPolicy.standard
        policy.hstsUpgrade = .redirect
        return policy
    }()
}

extension LocalNetworkPolicy {
    package static let chrome: LocalNetworkPolicy = {
        var policy = LocalNetworkPolicy.standard
        policy.localNetworkChecks = .ofPublicPages
        policy.addressBlocks.benchmarking = .public
        policy.knowsCombinedName = true
        policy.treatAsPublicAddress = .obeyed
        return policy
    }()
}

extension StorageAccessPolicy {
    package static let chrome: StorageAccessPolicy = {
        var policy = StorageAccessPolicy.standard
        policy.retryCache = .reload
        policy.undecidedAccess = .asked
        policy.refusesWhereAllowed = true
        return policy
    }()
}
