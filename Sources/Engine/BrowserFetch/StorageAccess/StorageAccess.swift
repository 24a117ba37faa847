internal import BrowserCookies
internal import BrowserInfra
internal import WebOrigin

/// The reason why `document.requestStorageAccess()` rejects.
package enum StorageAccessRefusal: Error, Hashable, Sendable, CaseIterable {
    case opaqueOrigin
    /// The sandbox does not have `allow-storage-access-by-user-activation`.
    case sandboxed
    case insecureContext
    case credentiallessFrame
    case permissionsPolicy
    /// The user has denied access.
    case denied
    /// There is no decision yet, and the user has not interacted with the frame.
    case withoutActivation
    /// There is no decision yet: the user would be asked.
    case undecided
}

extension Browser {
    /// Returns whether a third party has, or could obtain, the cookies of its site in a request;
    /// `nil` if the request is not a third party's.
    ///
    /// `top`: the page in the address bar.
    ///
    /// https://privacycg.github.io/storage-access-headers/#storage-access-status
    func storageAccess(
        of request: Request,
        client: Page?,
        top: Page?,
        _ context: CookieContext
    ) -> CookieContext.StorageAccess? {
        guard context.isThirdParty else { return nil }
        if context.partitionKey?.nonce != nil { return CookieContext.StorageAccess.none }
        if policy.cookies.thirdParty == .allow || request.isRetriedWithStorageAccess {
            return .active
        }
        if carriesAccess(request, of: client) { return .active }
        // A document of the site in the address bar can obtain its cookies without a prompt.
        if context.isTopLevelSite { return .inactive }
        let state = top.map { permission(of: $0, for: request.currentURL.origin) }
        return state == .granted ? .inactive : CookieContext.StorageAccess.none
    }

    /// Whether the document that makes the request has access, and its access extends to the URL.
    private func carriesAccess(_ request: Request, of client: Page?) -> Bool {
        let url = request.currentURL
        if request.mode == .navigate {
            guard request.keepsStorageAccess, let document = request.target?.document else {
                return false
            }
            return request.urlList.allSatisfy { $0.origin.isSameOrigin(as: document.origin) }
        }
        guard let client, hasHeldAccess(client) else { return false }
        switch policy.storageAccess.accessReach {
        case .origin: return url.origin.isSameOrigin(as: client.origin)
        case .site:
            return Site(of: url.origin, suffixes: suffixes)
                .isSameSite(as: Site(of: client.origin, suffixes: suffixes))
        }
    }

    /// The decision about a site embedded in another, which applies to all origins of both.
    func permission(of top: Page, for origin: Origin) -> PermissionState {
        let (topSite, site) = (
            Site(of: top.origin, suffixes: suffixes), Site(of: origin, suffixes: suffixes)
        )
        let decision = permissions.effective.first { key, _ in
            guard key.name == .storageAccess, self.site(key.origin) == topSite else { return false }
            return key.embeddedOrigin.map { self.site($0) == site } ?? true
        }
        return decision?.value.state ?? .prompt
    }

    private func site(_ origin: String) -> Site? {
        (try? WebURL(parsing: origin)).map { Site(of: $0.origin, suffixes: suffixes) }
    }

    /// The result of `document.hasStorageAccess()`.
    ///
    /// https://privacycg.github.io/storage-access/#dom-document-hasstorageaccess
    package func hasStorageAccess(_ page: Page) throws(BrowserStorageError) -> Bool {
        try loadPermissions()
        // 2.-4. False for an opaque origin; true for a page in a tab.
        if page.origin.isOpaque { return false }
        if page.ancestors.isEmpty { return true }
        if page.credentialless != nil { return false }
        // 5.-6. True if all documents around it are same-site; otherwise, if it was granted access.
        if !scriptCookieContext(of: page).isThirdParty { return true }
        return hasHeldAccess(page) || policy.cookies.thirdParty == .allow
    }

    /// Performs `document.requestStorageAccess()`. Returns the reason for a rejection, or `nil` if
    /// the document is granted access.
    ///
    /// https://privacycg.github.io/storage-access/#dom-document-requeststorageaccess
    package func refusalOfStorageAccess(
        to page: Page,
        hasUserActivation: Bool
    ) throws(BrowserStorageError) -> StorageAccessRefusal? {
        try loadPermissions()
        // 2.-7. Documents that may not request access at all.
        if page.credentialless != nil { return .credentiallessFrame }
        if page.origin.isOpaque { return .opaqueOrigin }
        if page.ancestors.isEmpty { return nil }
        if page.sandbox.contains(.storageAccess) { return .sandboxed }
        if !page.isSecureContext { return .insecureContext }
        if policy.storageAccess.obeysPermissionsPolicy, !page.allows(.storageAccess) {
            return .permissionsPolicy
        }
        // 8.-12. Documents that have access already, and those of the site in the address bar.
        let context = scriptCookieContext(of: page)
        let state = permission(of: page.top, for: page.origin)
        if !context.isThirdParty || hasHeldAccess(page) { return nil }
        if policy.cookies.thirdParty == .allow {
            return state == .denied && policy.storageAccess.refusesWhereAllowed ? .denied : nil
        }
        if isTopLevelSite(page) { return nil }
        // 13.-16. Apply the decision.
        switch state {
        case .granted: return nil
        case .denied: return .denied
        case .prompt:
            let needsActivation = policy.storageAccess.undecidedAccess == .promptedAfterActivation
            return needsActivation && !hasUserActivation ? .withoutActivation : .undecided
        }
    }

    /// The result of `permissions.query({name: "storage-access"})`, which does not reveal a denial.
    package func queriedStorageAccess(
        of page: Page
    ) throws(BrowserStorageError) -> PermissionState {
        try loadPermissions()
        if page.ancestors.isEmpty {
            return policy.storageAccess.topLevelQuery == .granted ? .granted : .prompt
        }
        return permission(of: page.top, for: page.origin) == .granted ? .granted : .prompt
    }

    private func isTopLevelSite(_ page: Page) -> Bool {
        let (site, top) = (
            Site(of: page.origin, suffixes: suffixes), Site(of: page.top.origin, suffixes: suffixes)
        )
        return policy.cookies.siteComparison == .schemeful
            ? site.isSameSite(as: top) : site.isSchemelesslySameSite(as: top)
    }
}
