internal import BrowserCookies
internal import WebOrigin

/// The reason why a page cannot use storage; for an opaque origin, a SecurityError.
package enum WebStorageFailure: Error, Hashable, Sendable {
    case opaqueOrigin
    case storage(BrowserStorageError)
}

extension Browser {
    /// Returns the items in one of the page's storage areas, in the order in which they were
    /// stored.
    ///
    /// https://html.spec.whatwg.org/#obtain-a-local-storage-bottle-map
    package func webStorageItems(
        _ area: WebStorage.Key.Area,
        in page: Page
    ) throws(WebStorageFailure) -> [WebStorage.Item] {
        let key = try webStorageKey(area, of: page)
        if let items = webStorage.items(of: key) { return items }
        var items: [WebStorage.Item] = []
        if let storage, page.credentialless == nil {
            do throws(BrowserStorageError) {
                items = try storage.webStorage(of: key)
            } catch {
                throw .storage(error)
            }
        }
        webStorage.load(items, of: key)
        return items
    }

    /// Stores an item. Without a value, the item is removed; without a name, all items are.
    package func changeWebStorage(
        _ area: WebStorage.Key.Area,
        name: String?,
        value: String?,
        in page: Page
    ) throws(WebStorageFailure) {
        let key = try webStorageKey(area, of: page)
        _ = try webStorageItems(area, in: page)
        guard let name else { return webStorage.clear(key) }
        webStorage.set(name, to: value, of: key)
    }

    /// Returns and clears the changes that the profile must write.
    package func takeWebStorageChanges() -> [WebStorage.Change] {
        webStorage.takeChanges().filter { change in
            switch change {
            case .put(_, let key), .remove(_, let key), .clear(let key):
                !key.belongsToCredentialless
            case .clearOrigin: true
            }
        }
    }

    private func webStorageKey(
        _ area: WebStorage.Key.Area,
        of page: Page
    ) throws(WebStorageFailure) -> WebStorage.Key {
        // The origin of a file is opaque, but all files share a storage area.
        let isFile = page.url.scheme == "file" && !page.sandbox.contains(.origin)
        guard !page.origin.isOpaque || isFile else { throw .opaqueOrigin }
        var owner = isFile ? "file://" : page.origin.serialized
        if let nonce = page.credentialless {
            owner += " \(WebStorage.Key.nonce) \(nonce.id)"
        } else if !page.ancestors.isEmpty {
            let site = Site(of: page.origin, suffixes: suffixes)
            let isFirstParty = page.siteForCookies(suffixes: suffixes)
                .isSameSite(as: site, comparing: policy.cookies.siteComparison)
            if !isFirstParty { owner += " " + page.topLevelSite(suffixes: suffixes).serialized }
        }
        return WebStorage.Key(area: area, owner: owner)
    }
}

extension WebStorage.Key {
    fileprivate static let nonce = "credentialless"

    /// Whether the area belongs to a credentialless frame, and is discarded with it.
    fileprivate var belongsToCredentialless: Bool {
        owner.split(separator: " ").dropFirst().first == Self.nonce[...]
    }
}
