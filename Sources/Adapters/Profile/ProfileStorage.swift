internal import BrowserCORS
internal import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra

/// The data that one browser loads from a profile.
struct ProfileStorage: BrowserStorage {
    let profile: Profile
    let browser: String
    let hasHTTPCache: Bool

    func cookies(ofSite site: String) throws(BrowserStorageError) -> [Cookie] {
        try reading { () throws(ProfileError) in try profile.cookies(of: browser, site: site) }
    }

    func cookieCount() throws(BrowserStorageError) -> Int {
        try reading { () throws(ProfileError) in try profile.cookieCount(of: browser) }
    }

    func earliestAccess() throws(BrowserStorageError) -> Moment? {
        try reading { () throws(ProfileError) in try profile.earliestAccess(of: browser) }
    }

    func allCookies() throws(BrowserStorageError) -> [Cookie] {
        try reading { () throws(ProfileError) in try profile.cookies(of: browser) }
    }

    func preflights(
        for key: PreflightCache.Key
    ) throws(BrowserStorageError) -> [PreflightCache.Entry] {
        try reading { () throws(ProfileError) in
            [PreflightCache.Entry](
                try profile.preflights(
                    of: browser,
                    networkPartition: key.networkPartition,
                    origin: key.origin,
                    url: key.url
                )
            )
        }
    }

    func responses(for key: HTTPCache.Key) throws(BrowserStorageError) -> [StoredResponse] {
        guard hasHTTPCache else { return [] }
        return try reading { () throws(ProfileError) in
            // (An entry that another version of crumb wrote, and that cannot be decoded, counts as
            // missing.)
            try profile.cachedResponses(of: browser, partition: key.partition, url: key.url)
                .compactMap { StoredResponse(encoded: $0) }
        }
    }

    func transportSecurity() throws(BrowserStorageError) -> [TransportSecurityChange] {
        try reading { () throws(ProfileError) in try profile.transportSecurity(of: browser) }
    }

    func webStorage(of key: WebStorage.Key) throws(BrowserStorageError) -> [WebStorage.Item] {
        try reading { () throws(ProfileError) in try profile.webStorage(of: browser, key) }
    }

    func heldStorageAccess() throws(BrowserStorageError) -> Set<HeldStorageAccess.Frame> {
        try reading { () throws(ProfileError) in try profile.heldStorageAccess(of: browser) }
    }

    func permissions() throws(BrowserStorageError) -> [Permissions.Key: Permissions.Entry] {
        try reading { () throws(ProfileError) in try profile.permissions(of: browser) }
    }

    func processes() throws(BrowserStorageError) -> [ContentProcesses.Process] {
        try reading { () throws(ProfileError) in
            try profile.state(.contentProcesses, of: browser).map(ProcessText.processes) ?? []
        }
    }

    private func reading<Result>(
        _ body: () throws(ProfileError) -> Result
    ) throws(BrowserStorageError) -> Result {
        do throws(ProfileError) {
            return try body()
        } catch {
            throw BrowserStorageError(detail: error.description)
        }
    }
}
