package import BrowserCookies
internal import BrowserInfra
internal import WebOrigin

/// Why a method of `cookieStore` rejects.
package enum CookieStoreFailure: Error, Hashable, Sendable {
    /// The page has an opaque origin: a SecurityError.
    case opaqueOrigin
    // TypeErrors.
    case emptyQuery
    case foreignURL(String)
    /// Of a service worker, which has all of its origin.
    case urlOfOtherOrigin(String)
    case disallowedCharacter(Unicode.Scalar)
    case equalsInName
    case noContent
    case emptyName
    case pairTooLong(count: Int)
    case dotBeforeDomain
    case domainMismatch(String)
    case domainWithPrefix(String)
    case pathWithoutSlash(String)
    case pathWithPrefix(String)
    case pathTooLong(count: Int)
    case headerOnlyPrefix(String)
    case expiresAndMaxAge
    /// A rule of the jar's.
    case refused([CookieRefusal])
    case storage(BrowserStorageError)

    package var errorName: String {
        self == .opaqueOrigin ? "SecurityError" : "TypeError"
    }
}

/// What an item of the store is to a page: the parts that its browser shows.
package struct CookieListItem: Hashable, Sendable {
    package var name: String
    package var value: String
    package var cookie: Cookie
}

extension Browser {
    /// Whether a page has a `cookieStore` at all: only secure contexts have.
    ///
    /// https://cookiestore.spec.whatwg.org/#idl-index
    package nonisolated func hasCookieStore(_ page: Page) -> Bool {
        if page.url.scheme == "data", policy.cookieStore.dataDocumentStore == .undefined {
            return false
        }
        return page.isSecureContext
    }

    /// https://cookiestore.spec.whatwg.org/#dom-cookiestore-get
    package func getCookie(
        _ query: CookieStoreQuery,
        in page: Page
    ) throws(CookieStoreFailure) -> CookieListItem? {
        try checkAccess(of: page)
        if query.isEmpty { throw .emptyQuery }
        return try queryCookies(query, in: page).first
    }

    /// https://cookiestore.spec.whatwg.org/#dom-cookiestore-getall
    package func getAllCookies(
        _ query: CookieStoreQuery = CookieStoreQuery(),
        in page: Page
    ) throws(CookieStoreFailure) -> [CookieListItem] {
        try checkAccess(of: page)
        return try queryCookies(query, in: page)
    }

    private func checkAccess(of page: Page) throws(CookieStoreFailure) {
        if page.origin.isOpaque { throw .opaqueOrigin }
    }

    /// https://cookiestore.spec.whatwg.org/#query-cookies
    private func queryCookies(
        _ query: CookieStoreQuery,
        in page: Page
    ) throws(CookieStoreFailure) -> [CookieListItem] {
        var page = page
        if let url = query.url {
            let parsed = try? WebURL(parsing: url, base: page.baseURL)
            if page.isWorker {
                // A service worker has the cookies of its whole origin.
                guard let parsed, parsed.origin.isSameOrigin(as: page.origin) else {
                    throw .urlOfOtherOrigin(url)
                }
                page.url = parsed
            } else {
                guard
                    parsed?.serialized(excludingFragment: true)
                        == page.url.serialized(excludingFragment: true)
                else { throw .foreignURL(url) }
            }
        }
        try loading { () throws(BrowserStorageError) in try loadCookies(at: page.url) }
        let context = scriptCookieContext(of: page)
        var cookies = jar.cookies(for: context, policy: policy.cookies, now: now())
            .filter(\.isSent).map(\.cookie)
        if policy.cookieStore.storeOrder == .asWritten {
            cookies.sort { writeRank($0) < writeRank($1) }
        }
        let items = cookies.map(\.listItem)
        guard let name = query.name.map(normalized) else { return items }
        return items.filter { $0.name == name }
    }

    private func writeRank(_ cookie: Cookie) -> (Int, Int, Moment) {
        (
            cookie.hasPartitionedAttribute ? 1 : 0, writeOrder[cookie.identity] ?? 0,
            cookie.creation
        )
    }

    /// https://cookiestore.spec.whatwg.org/#dom-cookiestore-set
    package func setCookie(
        _ cookie: CookieInit,
        in page: Page
    ) throws(CookieStoreFailure) -> SetCookieVerdict {
        try checkAccess(of: page)
        if cookie.expires != nil, cookie.maxAge != nil { throw .expiresAndMaxAge }
        let name = normalized(cookie.name)
        let value = normalized(cookie.value)
        if name.isEmpty {
            if policy.cookieStore.itemsWithoutName == .refused { throw .emptyName }
            if value.contains("=") { throw .equalsInName }
            if value.isEmpty { throw .noContent }
        }
        let expiry =
            cookie.maxAge.map { $0 <= 0 ? .distantPast : now().advanced(bySeconds: $0) }
            ?? cookie.expires
        return try store(
            name: name,
            value: value,
            domain: cookie.domain,
            path: cookie.path,
            expires: expiry,
            sameSite: Cookie.SameSite(cookie.sameSite),
            isPartitioned: cookie.partitioned,
            in: page
        )
    }

    /// https://cookiestore.spec.whatwg.org/#dom-cookiestore-delete
    package func deleteCookie(
        _ deletion: CookieDeletion,
        in page: Page
    ) throws(CookieStoreFailure) -> SetCookieVerdict {
        try checkAccess(of: page)
        let name = normalized(deletion.name)
        if policy.cookieStore.itemDeletion == .ofFirstMatch {
            return try deleteFirstMatch(name, deletion, in: page)
        }
        // A cookie that has expired already takes the place of the one that goes.
        return try store(
            name: name,
            value: name.isEmpty ? "deleted" : "",
            domain: deletion.domain,
            path: deletion.path,
            expires: .distantPast,
            sameSite: .strict,
            isPartitioned: deletion.partitioned,
            in: page
        )
    }

    private func deleteFirstMatch(
        _ name: String,
        _ deletion: CookieDeletion,
        in page: Page
    ) throws(CookieStoreFailure) -> SetCookieVerdict {
        let host = page.url.host?.serialized ?? ""
        let wanted = try domain(deletion.domain, prefix: nil, host: host)
        let path = try path(deletion.path, prefix: nil)
        try loading { () throws(BrowserStorageError) in try loadCookies(at: page.url) }
        let context = scriptCookieContext(of: page)
        let match = jar.allCookies(at: now()).first { cookie in
            cookie.name.utf8Decoded == name && !cookie.isHTTPOnly
                && cookie.path.utf8Decoded == path ?? "/"
                && (wanted.map { $0 == cookie.domain }
                    ?? (cookie.domain == host || host.hasSuffix(".\(cookie.domain)")))
                && cookie.partitionKey == (context.isIsolatedThirdParty ? context.partitionKey : nil)
                && (!context.isIsolatedThirdParty || deletion.partitioned)
        }
        guard let match else { return SetCookieVerdict(line: "", effect: .ignored) }
        jar.remove(match.identity)
        let verdict = SetCookieVerdict(line: "", effect: .deleted, cookie: match)
        processes?.hear(
            [verdict],
            ofSite: CookieJar.siteKey(of: page.url.host ?? .empty, suffixes: suffixes),
            from: nil
        )
        return verdict
    }

    /// https://cookiestore.spec.whatwg.org/#set-a-cookie
    private func store(
        name: String,
        value: String,
        domain: String?,
        path: String,
        expires: Moment?,
        sameSite: Cookie.SameSite,
        isPartitioned: Bool,
        in page: Page
    ) throws(CookieStoreFailure) -> SetCookieVerdict {
        try checkPair(name, value)
        let prefix = CookieStorePrefix(of: name)
        if prefix == .headerOnly { throw .headerOnlyPrefix(name) }
        let (itemDomain, itemPath) = (
            try self.domain(domain, prefix: prefix, host: page.url.host?.serialized ?? ""),
            try self.path(path, prefix: prefix)
        )
        let context = scriptCookieContext(of: page)
        let isReached = policy.cookieStore.partitionedItem == .partitioned || context.isThirdParty
        let item = CookieStoreItem(
            name: ByteString(utf8: name),
            value: ByteString(utf8: value),
            domain: itemDomain.map { ByteString(utf8: $0) },
            path: itemPath.map { ByteString(utf8: $0) },
            expires: expires,
            sameSite: sameSite,
            isPartitioned: isPartitioned && isReached
        )
        var noCopy: ContentProcessCookies?
        let verdict = try loading { () throws(BrowserStorageError) in
            try storeCookie(.item(item), responseDate: nil, in: context, through: &noCopy)
        }
        processes?.hear(
            [verdict],
            ofSite: CookieJar.siteKey(of: page.url.host ?? .empty, suffixes: suffixes),
            from: nil
        )
        let refusals = verdict.refusals.filter { $0 != .expired }
        guard !refusals.isEmpty else { return verdict }
        let isAboutTheItem = refusals.contains { !$0.isAboutAccess }
        if isAboutTheItem || policy.cookieStore.refusedItem == .typeError {
            throw .refused(refusals)
        }
        return verdict
    }

    private func checkPair(_ name: String, _ value: String) throws(CookieStoreFailure) {
        for scalar in (name + value).unicodeScalars {
            let isControl = scalar.value < 0x20 || scalar.value == 0x7F
            let isAllowedTab =
                scalar == "\t" && policy.cookieStore.tabsInItems == .taken
            if scalar == ";" || (isControl && !isAllowedTab) {
                throw .disallowedCharacter(scalar)
            }
        }
        if name.contains("=") { throw .equalsInName }
        let count = name.utf8.count + value.utf8.count
        guard count <= SetCookieHeader.pairLimit else { throw .pairTooLong(count: count) }
    }

    private func domain(
        _ domain: String?,
        prefix: CookieStorePrefix?,
        host: String
    ) throws(CookieStoreFailure) -> String? {
        guard let domain else { return nil }
        if domain.isEmpty {
            guard policy.cookieStore.emptyItemDomain == .taken else { throw .domainMismatch("") }
            return nil
        }
        if domain.hasPrefix(".") { throw .dotBeforeDomain }
        if prefix == .host { throw .domainWithPrefix(domain) }
        let lower = domain.asciiLowercased
        guard lower == host || host.hasSuffix(".\(lower)") else { throw .domainMismatch(domain) }
        return lower
    }

    private func path(
        _ path: String,
        prefix: CookieStorePrefix?
    ) throws(CookieStoreFailure) -> String? {
        if path.isEmpty { return nil }
        guard path.hasPrefix("/") else { throw .pathWithoutSlash(path) }
        if prefix == .host, path != "/" { throw .pathWithPrefix(path) }
        if policy.cookieStore.semicolonInPath == .refused, path.contains(";") {
            throw .disallowedCharacter(";")
        }
        let written: String
        switch policy.cookieStore.itemPath {
        case .asWritten: written = path
        case .asDirectory:
            written = percentEncodedPath(path.hasSuffix("/") ? path : path + "/")
        }
        let count = written.utf8.count
        guard count <= SetCookieHeader.attributeLimit else { throw .pathTooLong(count: count) }
        return written
    }

    private func loading<Result>(
        _ load: () throws(BrowserStorageError) -> Result
    ) throws(CookieStoreFailure) -> Result {
        do throws(BrowserStorageError) {
            return try load()
        } catch {
            throw .storage(error)
        }
    }
}

/// What a name's beginning promises.
private enum CookieStorePrefix {
    case host
    /// Only a header can set it.
    case headerOnly

    init?(of name: String) {
        let lower = name.asciiLowercased
        if lower.hasPrefix("__http-") || lower.hasPrefix("__host-http-") {
            self = .headerOnly
        } else if lower.hasPrefix("__host-") {
            self = .host
        } else {
            return nil
        }
    }
}

/// https://cookiestore.spec.whatwg.org/#normalize-a-cookie-name-or-value
private func normalized(_ text: String) -> String {
    ByteString(utf8: text).trimming { $0 == 0x20 || $0 == 0x09 }.utf8Decoded
}

private func percentEncodedPath(_ path: String) -> String {
    let hex = Array("0123456789ABCDEF".utf8)
    var output: [UInt8] = []
    for byte in path.utf8 {
        if byte > 0x20, byte < 0x7F {
            output.append(byte)
        } else {
            output += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
        }
    }
    return String(decoding: output, as: UTF8.self)
}

extension Cookie {
    /// https://cookiestore.spec.whatwg.org/#create-a-cookielistitem
    package var listItem: CookieListItem {
        CookieListItem(name: name.utf8Decoded, value: value.utf8Decoded, cookie: self)
    }
}

extension Cookie.SameSite {
    fileprivate init(_ sameSite: CookieInit.SameSite) {
        switch sameSite {
        case .strict: self = .strict
        case .lax: self = .lax
        case .none: self = .none
        }
    }
}
