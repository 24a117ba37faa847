internal import BrowserCookies
internal import BrowserInfra
internal import WebOrigin

/// Why `document.requestStorageAccess()` rejects.
package enum StorageAccessRefusal: Error, Hashable, Sendable, CaseIterable {
    case opaqueOrigin
    /// Without `allow-storage-access-by-user-activation`.
    case sandboxed
    case insecureContext
    case credentiallessFrame
    case permissionsPolicy
    /// The user has said no.
    case denied
    /// Nobody has decided, and the user has done nothing in the frame.
    case withoutActivation
    /// Nobody has decided: the user would be asked.
    case undecided
}

extension Browser {
    /// Whether a third party has, or may have, the cookies of its site in a request.
    ///
    /// `top`: the page in the address bar. Returns `nil` where it does not matter.
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
        // The site in the address bar may have its cookies for the asking.
        if context.isTopLevelSite { return .inactive }
        let state = top.map { permission(of: $0, for: request.currentURL.origin) }
        return state == .granted ? .inactive : CookieContext.StorageAccess.none
    }

    /// Whether who asks has access, and it reaches the URL.
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

    /// What was decided about a site below another; it holds for all origins of both.
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

    /// `document.hasStorageAccess()`.
    ///
    /// https://privacycg.github.io/storage-access/#dom-document-hasstorageaccess
    package func hasStorageAccess(_ page: Page) throws(BrowserStorageError) -> Bool {
        try loadPermissions()
        // 2.-4. Not with an opaque origin; a page in a tab has it.
        if page.origin.isOpaque { return false }
        if page.ancestors.isEmpty { return true }
        if page.credentialless != nil { return false }
        // 5.-6. So has what is of the same site as all around it; others, if they have asked.
        if !scriptCookieContext(of: page).isThirdParty { return true }
        return hasHeldAccess(page) || policy.cookies.thirdParty == .allow
    }

    /// `document.requestStorageAccess()`: why not, or `nil` where the document has access from now on.
    ///
    /// https://privacycg.github.io/storage-access/#dom-document-requeststorageaccess
    package func refusalOfStorageAccess(
        to page: Page,
        hasUserActivation: Bool
    ) throws(BrowserStorageError) -> StorageAccessRefusal? {
        try loadPermissions()
        // 2.-7. What may not ask at all.
        if page.credentialless != nil { return .credentiallessFrame }
        if page.origin.isOpaque { return .opaqueOrigin }
        if page.ancestors.isEmpty { return nil }
        if page.sandbox.contains(.storageAccess) { return .sandboxed }
        if !page.isSecureContext { return .insecureContext }
        if policy.storageAccess.obeysPermissionsPolicy, !page.allows(.storageAccess) {
            return .permissionsPolicy
        }
        // 8.-12. Who has it already, and the site in the address bar below others.
        let context = scriptCookieContext(of: page)
        let state = permission(of: page.top, for: page.origin)
        if !context.isThirdParty || hasHeldAccess(page) { return nil }
        if policy.cookies.thirdParty == .allow {
            return state == .denied && policy.storageAccess.refusesWhereAllowed ? .denied : nil
        }
        if isTopLevelSite(page) { return nil }
        // 13.-16. As it was decided.
        switch state {
        case .granted: return nil
        case .denied: return .denied
        case .prompt:
            let needsActivation = policy.storageAccess.undecidedAccess == .promptedAfterActivation
            return needsActivation && !hasUserActivation ? .withoutActivation : .undecided
        }
    }

    /// What `permissions.query({name: "storage-access"})` says; a denial is not told.
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
