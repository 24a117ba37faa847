internal import BrowserCookies
internal import WebOrigin

/// A page has no storage: a SecurityError.
package enum WebStorageFailure: Error, Hashable, Sendable {
    case opaqueOrigin
    case storage(BrowserStorageError)
}

extension Browser {
    /// What is in an area of the page's, in the order in which it was stored.
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

    /// Stores an item; without a value it goes, and without a name all of them do.
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

    /// What the profile has to write.
    package func takeWebStorageChanges() -> [WebStorage.Change] {
        webStorage.takeChanges().filter { change in
            switch change {
            case .put(_, let key), .remove(_, let key), .clear(let key): !key.belongsToCredentialless
            case .clearOrigin: true
            }
        }
    }

    private func webStorageKey(
        _ area: WebStorage.Key.Area,
        of page: Page
    ) throws(WebStorageFailure) -> WebStorage.Key {
        // A file's origin is opaque, and its storage that of all files.
        let isFile = page.url.scheme == "file" && !page.sandbox.contains(.origin)
        guard !page.origin.isOpaque || isFile else { throw .opaqueOrigin }
        var owner = isFile ? "file://" : page.origin.serialized
        if let nonce = page.credentialless {
            owner += " \(WebStorage.Key.nonce) \(nonce.hashValue)"
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

    /// A credentialless frame's goes with the frame.
    fileprivate var belongsToCredentialless: Bool {
        owner.split(separator: " ").dropFirst().first == Self.nonce[...]
    }
}
