internal import BrowserCORS
internal import BrowserCookies

extension BrowserPolicy {
    /// Firefox 153 as it is released, as recorded.
    package static let firefox = BrowserPolicy(
        name: "firefox",
        title: "Firefox",
        cookies: .firefox,
        cors: .firefox,
        headers: .firefox,
        fetch: .firefox,
        resources: .firefox,
        webSockets: .firefox,
        eventSource: .firefox,
        beacon: .firefox,
        navigation: .firefox,
        cookieStore: .firefox,
        clearSiteData: .firefox,
        transportSecurity: .firefox,
        storageAccess: .firefox,
        localNetwork: .firefox,
        evidence: .recorded
    )
}

extension FetchPolicy {
    package static let firefox: FetchPolicy = {
        var policy = FetchPolicy.standard
        policy.requestStream = .stringified
        policy.opaqueReferrer = .ofDocumentRequests
        policy.insecureRequestUpgrade = .redirects
        policy.referrerDowngrade = .byScheme
        policy.redirectedReferrer = .fromThePreviousHop
        policy.crossSiteReferrer = .byDefaultPolicyInPages
        policy.preflightInheritsCacheMode = true
        policy.preflightOrigin = .ofThePage
        policy.redirectedPreflight = .onceNeeded
        policy.severalLocations = .refused
        policy.dataURLHasLength = true
        policy.blockedFrameFiresError = true
        policy.blockAllMixedContent = .obeyed
        policy.socketSources = .matchSockets
        policy.reportOrder = .afterwards
        policy.reportSender = .pageWithoutCredentials
        policy.reportBody = .alphabetical
        policy.knowsReportTo = false
        policy.unknownResourcePolicy = .passes
        return policy
    }()
}

extension ResourcePolicy {
    package static let firefox: ResourcePolicy = {
        var policy = ResourcePolicy.standard
        policy[.preloadFont].mode = .cors
        policy[.preloadFont].credentials = .sameOrigin
        policy[.preloadFont].crossorigin = .ignored
        policy[.preloadTrack].isRequested = false
        policy[.ping].isRequested = false
        policy[.manifest].isRequested = false
        policy[.track].hasReferrer = false
        for kind in [ResourceKind.object, .objectImage, .embed, .embedImage] {
            policy[kind].wantsUpgrade = false
        }
        policy[.feImage].events = .loadAndError
        policy[.svgUse].events = .none
        return policy
    }()
}

extension RequestHeaderPolicy {
    package static let firefox: RequestHeaderPolicy = {
        var policy = RequestHeaderPolicy.standard
        policy.userAgent =
            "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0"
        policy.acceptImage =
            "image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5"
        policy.acceptLanguage = "en-US,en;q=0.5"
        policy.storageAccessHeader = .withPreflightsToo
        policy.preflightFetchSite = .ofTheCurrentURL
        policy.fetchSiteComparison = .byBaseDomain
        return policy
    }()
}

extension WebSocketPolicy {
    package static let firefox: WebSocketPolicy = {
        var policy = WebSocketPolicy.standard
        policy.subprotocolAnswer = .optional
        policy.insecureSocket = .throwsError
        policy.socketBlockedByCSP = .throwsError
        return policy
    }()
}

extension EventSourcePolicy {
    package static let firefox: EventSourcePolicy = {
        var policy = EventSourcePolicy.standard
        policy.reconnectionURL = .lastPermanent
        policy.nullInID = .dropsTheEvent
        policy.idWithoutData = .isDropped
        policy.unreachableServer = .final
        policy.redirectLoop = .final
        policy.readsDataURLs = false
        return policy
    }()
}

extension BeaconPolicy {
    package static let firefox: BeaconPolicy = {
        var policy = BeaconPolicy.standard
        policy.beaconQuota = .none
        policy.streamBody = .stringified
        policy.refusedBeacons = [.mixedContent, .badPort, .contentSecurityPolicy]
        return policy
    }()
}

extension NavigationPolicy {
    package static let firefox: NavigationPolicy = {
        var policy = NavigationPolicy.standard
        policy.reloadCache = .default
        policy.framesLeftAlone = [.mixedContent, .contentSecurityPolicy, .localNetwork]
        policy.errorPagesWithoutLoad = [.embedderPolicy, .network]
        policy.formActionOfRedirects = .ignored
        policy.localReferrer = .ofTheCreator
        policy.blobDocumentCookies = .ofTheCreator
        return policy
    }()
}

extension CookieStorePolicy {
    package static let firefox: CookieStorePolicy = {
        var policy = CookieStorePolicy.standard
        policy.itemsWithoutName = .refused
        policy.itemDeletion = .ofFirstMatch
        policy.refusedItem = .nothing
        policy.partitionedItem = .unpartitioned
        policy.storeOrder = .asWritten
        policy.changesBeyondPath = .heard
        return policy
    }()
}

extension ClearSiteDataPolicy {
    package static let firefox: ClearSiteDataPolicy = {
        var policy = ClearSiteDataPolicy.standard
        policy.clearedHosts = .ofHost
        policy.clearedPartitions = .used
        policy.clearingByCrossOriginXHR = .ignored
        return policy
    }()
}

extension TransportSecurityPolicy {
    package static let firefox: TransportSecurityPolicy = {
        var policy = TransportSecurityPolicy.standard
        policy.hostList = .perTopLevelSite
        policy.longMaxAge = .invalid
        return policy
    }()
}

extension LocalNetworkPolicy {
    package static let firefox: LocalNetworkPolicy = {
        var policy = LocalNetworkPolicy.standard
        policy.localNetworkChecks = .ofPublicPages
        policy.addressBlocks = AddressBlocks(
            benchmarking: .public,
            documentation: .public,
            siteLocal: .public
        )
        policy.checksWebSockets = false
        policy.insecureClients = .asked
        policy.permissionOwner = .topLevelOrFrame
        policy.framePermissions = .byAttribute
        policy.targetAddressSpace = .ignored
        policy.localMixedContent = .blocked
        return policy
    }()
}

extension StorageAccessPolicy {
    package static let firefox: StorageAccessPolicy = {
        var policy = StorageAccessPolicy.standard
        policy.accessReach = .site
        policy.retriedDocuments = .withAccess
        policy.cookiesBeforeRetry = .dropped
        policy.activatesOwnCookies = true
        policy.obeysPermissionsPolicy = false
        policy.topLevelQuery = .prompt
        return policy
    }()
}
