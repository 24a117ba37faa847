package import BrowserInfra

extension CookiePolicy {
    /// Firefox 153 as it is released, as recorded; ``firefoxSources`` says where each choice
    /// comes from.
    package static let firefox: CookiePolicy = {
        var policy = standard
        policy.bareToken = .name
        policy.emptyNames = .refused
        policy.tabs = .refusedInPath
        policy.invalidUTF8 = .replacedWhenStored
        policy.overlongAttributes = .ignoredExceptFlags
        policy.duplicateLifetimes = .last
        policy.maxAgeGrammar = .minusAndAnything
        policy.dateTokens = .boundedLength
        policy.dateYears = .saturating
        policy.dateFields = .lenient
        policy.loneDotDomain = .refused
        policy.prefixes = [.secure, .host, .http, .hostHTTP]
        policy.hostPrefixPath = .anywhere
        policy.hostPrefixDomain = .absentOrWithoutEffect
        policy.partitionedAttribute = .honored
        policy.partitionAncestor = .ofReturnsToTheTop
        policy.opaquePagePartition = .own
        policy.unspecifiedSameSite = .asNone
        policy.siteComparison = .schemeless
        policy.redirectChain = .considered
        policy.thirdParty = .partition
        policy.limits.perSiteAfterPurge = 150
        policy.documentCookieSource = .copyInPageProcess
        return policy
    }()
}

extension CookiePolicy {
    /// Where each choice of ``firefox`` is known from.
    package static let firefoxSources: [String: PolicySource] = [
        "bareToken": .recorded("parse"),
        "emptyNames": .recorded("parse"),
        "tabs": .recorded("parse"),
        "invalidUTF8": .recorded("parse"),
        "overlongAttributes": .recorded("size"),
        "duplicateLifetimes": .recorded("both"),
        "maxAgeGrammar": .recorded("maxage"),
        "dateTokens": .recorded("expires"),
        "dateYears": .recorded("expires"),
        "dateFields": .recorded("expires; prtime.cpp"),
        "loneDotDomain": .recorded("domain"),
        "prefixes": .recorded("prefix"),
        "hostPrefixPath": .recorded("prefix"),
        "hostPrefixDomain": .recorded("random, on localhost"),
        "partitionedAttribute": .recorded("chips"),
        "partitionAncestor": .recorded("frame"),
        "opaquePagePartition": .recorded("websocket, eventsource"),
        "unspecifiedSameSite": .recorded("samesite"),
        "siteComparison": .recorded("samesite"),
        "redirectChain": .recorded("ssredirect"),
        "thirdParty": .recorded("samesite, cred; Total Cookie Protection"),
        "limits.perSiteAfterPurge": .recorded("many"),
        "documentCookieSource": .recorded("doccookie, lsa, many; CookieServiceChild.cpp"),
    ]
}
