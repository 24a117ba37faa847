internal import BrowserCookies
internal import BrowserInfra
internal import WebOrigin

// Which changes to a line can do anything about a reason. Some will not help: each is tried.

extension Problem {
    /// For each reason the changes of which one has to be made: no other does away with it.
    ///
    /// `isThisMachine`: whether the cookie is set by a server on this machine.
    func moves(isThisMachine: Bool) -> [[LineChange]] {
        switch self {
        case .notStored(_, let refusals): refusals.flatMap { $0.moves(isThisMachine) }
        case .notSent(_, let exclusions), .notSentBack(_, let exclusions):
            // Without a reason it is not there at all, and no attribute brings it.
            exclusions.isEmpty ? [[]] : exclusions.map { $0.moves(isThisMachine) }
        case .ignored, .notRead: [[]]
        }
    }
}

extension CookieRefusal {
    fileprivate func moves(_ isThisMachine: Bool) -> [[LineChange]] {
        switch self {
        case .noContent, .emptyName, .ambiguousSerialization, .hiddenPrefix: [[.name]]
        case .pairTooLong: [[.shortenValue]]
        case .disallowedCharacter: [[.encodeValue]]
        case .domainMismatch, .publicSuffixDomain: [[.dropDomain]]
        case .domainNotASCII(let attribute):
            [[.dropDomain] + (attribute.asciiDomain.map { [.domain($0)] } ?? [])]
        case .missingForPrefix(_, let missing): missing.map { $0.moves(isThisMachine) }
        case .partitionedWithoutSecure(let hasAttribute, _):
            [(hasAttribute ? [] : [.secure]) + [.dropPartitioned]]
        case .thirdPartyBlocked: [[.partitioned]]
        case .secureOnly: [isThisMachine ? [.secureMatchingConnection] : []]
        case .sameSiteNoneInsecure: [[.lax, .secure]]
        case .sameSite: [[.lax, .noneAndSecure]]
        case .emptyLabelInHost, .schemeNotSupported, .httpOnly, .overwriteSecure,
            .overwriteHTTPOnly, .expired:
            [[]]
        }
    }
}

extension CookiePrefix.Requirement {
    fileprivate func moves(_ isThisMachine: Bool) -> [LineChange] {
        switch self {
        case .secureAttribute: [.secure]
        case .httpOnlyAttribute: [.httpOnly]
        case .noDomainAttribute: [.dropDomain]
        case .rootPath: [.rootPath]
        case .secureConnection: isThisMachine ? [.dropPrefix] : []
        }
    }
}

extension CookieExclusion {
    fileprivate func moves(_ isThisMachine: Bool) -> [LineChange] {
        switch self {
        case .secureOnly: isThisMachine ? [.secureMatchingConnection] : []
        case .notOnPath: [.rootPath]
        case .sameSite: [.lax, .noneAndSecure]
        case .sameSiteNoneInsecure: [.lax, .secure]
        case .thirdPartyBlocked: [.partitioned]
        // What another site's tab keeps, no attribute brings here.
        case .otherPartition: [.noneAndSecure, .partitioned]
        case .httpOnly, .domainMismatch, .credentiallessFrame: []
        }
    }
}

extension ByteString {
    /// The domain in punycode; `nil` if it is not a valid domain.
    fileprivate var asciiDomain: String? {
        let text = utf8Decoded.drop { $0 == "." }
        guard case .domain(let name)? = try? Host(parsing: String(text)) else { return nil }
        return name
    }
}
