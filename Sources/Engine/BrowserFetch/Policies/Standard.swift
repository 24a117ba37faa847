internal import BrowserCORS
internal import BrowserCookies

extension FetchPolicy {
    /// What the standards say.
    package static let standard = FetchPolicy(
        loopbackContent: .trusted,
        corpTreatsAddressesAsSameSite: true,
        modeCheck: .afterBlocking,
        insecureForms: .sent,
        insecureRequestUpgrade: .rewritesURL,
        referrerDowngrade: .byTrustworthiness,
        redirectedReferrer: .fromThePage,
        preflightReferrer: .ofTheRequest,
        crossSiteReferrer: .byPolicy,
        thirdPartyReferrer: .byPolicy,
        originHiding: .outsideCORS,
        originDowngrade: .hidden,
        methodForOrigin: .current,
        redirectedOrigin: .byTaint,
        opaqueReferrer: .none,
        elementOrigin: .whenTainted,
        postNavigationCache: .default,
        conditionalRequestCache: .noStore,
        rangeHeader: .asWritten,
        pragmaAfterCrossOriginHop: true,
        requestStream: .sent,
        preflightInheritsCacheMode: false,
        preflightOrigin: .byTaint,
        preflightUserAgent: .ofTheBrowser,
        redirectedPreflight: .whereNeeded,
        emptyLocation: .relativeURL,
        severalLocations: .combined,
        unsafeRedirectSchemes: [],
        resetContentBody: .none,
        dataURLHasLength: false,
        dataDocumentCookies: .empty,
        blockedFrameFiresError: false,
        sourceUpgrade: .anyPort,
        socketSources: .matchHTTP,
        wildcardHost: .any,
        reportOrder: .atOnce,
        reportSender: .page,
        reportBody: .standard,
        knowsReportTo: true,
        cacheWithoutCredentials: .default,
        blockAllMixedContent: .ignored,
        unknownResourcePolicy: .none,
        credentiallessDocuments: true
    )
}

extension RequestHeaderPolicy {
    /// crumb's own name, and what Fetch prescribes.
    package static let standard = RequestHeaderPolicy(
        userAgent: "crumb",
        acceptDocument: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        acceptImage: "image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5",
        acceptStyle: "text/css,*/*;q=0.1",
        acceptLanguage: "en-US,en;q=0.9",
        acceptEncodingSecure: "gzip, deflate, br, zstd",
        acceptEncodingInsecure: "gzip, deflate",
        clientHints: [],
        scriptMaySetUserAgent: true,
        storageAccessHeader: .never,
        preflightSendsFetchModeEverywhere: false,
        preflightFetchSite: .ofAllHops,
        fetchSiteComparison: .schemeful,
        sendsFetchUserForFrames: false,
        webSocketSendsFetchMetadata: true,
        sendsUpgradeOverHTTPS: true
    )
}

extension WebSocketPolicy {
    /// What the WebSockets standard says.
    package static let standard = WebSocketPolicy(
        subprotocolAnswer: .required,
        handshakeCookies: .ofEveryResponse,
        insecureSocket: .fails,
        socketBlockedByCSP: .fails,
        upgradedSocketURL: .asWritten
    )
}

extension EventSourcePolicy {
    /// What HTML says.
    package static let standard = EventSourcePolicy(
        streamCharset: .ignored,
        listedStreamTypes: .last,
        reconnectionURL: .first,
        nullInID: .isIgnored,
        idWithoutData: .counts,
        unreachableServer: .retried,
        redirectLoop: .retried,
        readsDataURLs: true
    )
}

extension BeaconPolicy {
    /// What the Beacon specification says.
    package static let standard = BeaconPolicy(
        beaconQuota: .shared,
        beaconCache: .default,
        blobType: .any,
        streamBody: .refused,
        beaconOfOpaqueOrigin: .null,
        redirectedBeaconOrigin: .asInFetch,
        refusedBeacons: []
    )
}

extension NavigationPolicy {
    /// What HTML says.
    package static let standard = NavigationPolicy(
        reloadCache: .noCache,
        scriptReload: .asTheFirst,
        downloadLink: .navigation,
        pagesNotStored: .requestedAgain,
        postedPageInHistory: .promptsUser,
        fetchUserAcrossSites: true,
        credentiallessFrames: false,
        framesLeftAlone: [],
        errorPagesWithoutLoad: [],
        errorPageURL: nil,
        formActionOfRedirects: .checked,
        requiredPolicies: .ignored,
        localReferrer: .none,
        blobDocumentCookies: .empty
    )
}

extension CookieStorePolicy {
    /// What the Cookie Store API says.
    package static let standard = CookieStorePolicy(
        tabsInItems: .taken,
        itemsWithoutName: .taken,
        emptyItemDomain: .taken,
        semicolonInPath: .taken,
        itemPath: .asWritten,
        refusedItem: .typeError,
        itemDeletion: .byExpiredItem,
        partitionedItem: .partitioned,
        storeOrder: .asSent,
        itemMembers: .nameAndValue,
        dataDocumentStore: .refused,
        changesBeyondPath: .ignored
    )
}

extension ClearSiteDataPolicy {
    /// What Clear Site Data says.
    package static let standard = ClearSiteDataPolicy(
        clearedHosts: .ofRegistrableDomain,
        clearedPartitions: .unpartitionedAndOwn,
        clearingWithoutCredentials: .obeyed,
        clearingByCrossOriginXHR: .obeyed,
        clearingByHandshake: .obeyed,
        showsClearSiteData: true,
        furtherTypes: ["clientHints", "executionContexts", "prefetchCache", "prerenderCache"]
    )
}

extension TransportSecurityPolicy {
    /// What RFC 6797 and Fetch say.
    package static let standard = TransportSecurityPolicy(
        hostList: .shared,
        longMaxAge: .saturated,
        hstsUpgrade: .rewriting
    )
}

extension LocalNetworkPolicy {
    /// What the draft Local Network Access says.
    package static let standard = LocalNetworkPolicy(
        localNetworkChecks: .ofLessPublicTargets,
        addressBlocks: .standard,
        checksWebSockets: true,
        insecureClients: .refused,
        permissionOwner: .topLevel,
        framePermissions: .byHeadersAndAttribute,
        knowsCombinedName: false,
        treatAsPublicAddress: .ignored,
        targetAddressSpace: .obeyed,
        localMixedContent: .allowed
    )
}

extension StorageAccessPolicy {
    /// What the Storage Access API and Storage Access Headers say.
    package static let standard = StorageAccessPolicy(
        accessReach: .origin,
        retriedDocuments: .withoutAccess,
        cookiesBeforeRetry: .stored,
        activatesOwnCookies: false,
        retryCache: .default,
        undecidedAccess: .promptedAfterActivation,
        obeysPermissionsPolicy: true,
        refusesWhereAllowed: false,
        topLevelQuery: .granted
    )
}

extension BrowserPolicy {
    /// What the standards say, where browsers follow none of them exactly.
    package static let standard = BrowserPolicy(
        name: "spec",
        title: "the specification",
        cookies: .standard,
        cors: .standard,
        headers: .standard,
        fetch: .standard,
        resources: .standard,
        webSockets: .standard,
        eventSource: .standard,
        beacon: .standard,
        navigation: .standard,
        cookieStore: .standard,
        clearSiteData: .standard,
        transportSecurity: .standard,
        storageAccess: .standard,
        localNetwork: .standard,
        evidence: .documented
    )
}
