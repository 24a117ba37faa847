internal import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import WebOrigin

/// Reads one cookie as browsers' automation and extensions write it.
///
/// What the members mean is told by their names, which are definite: `expires` is a number in the
/// DevTools protocol (Playwright, Puppeteer), `expiry` is WebDriver's (Selenium, Cypress),
/// `expirationDate` that of `chrome.cookies` (Cookie-Editor, EditThisCookie, Electron), `key` and
/// `maxAge` are tough-cookie's (jsdom, Postman).
///
/// https://chromedevtools.github.io/devtools-protocol/tot/Network/#type-Cookie,
/// https://w3c.github.io/webdriver/#cookies,
/// https://developer.chrome.com/docs/extensions/reference/api/cookies#type-Cookie
struct ToolCookie {
    let members: CookieMembers
    /// What is to be said of it.
    private(set) var remarks: [CookieRemark.Kind] = []

    init(_ members: CookieMembers) {
        self.members = members
    }

    private static let known: Set<String> = [
        "name", "value", "domain", "url", "path", "hostOnly", "expires", "expiry", "expirationDate",
        "session", "secure", "httpOnly", "sameSite", "priority", "partitionKey",
        "_crHasCrossSiteAncestor", "partitionKeyOpaque", "firstPartyDomain", "storeId",
        // tough-cookie's.
        "key", "maxAge", "creation", "lastAccessed", "creationIndex", "pathIsDefault", "extensions",
        // They say nothing that a jar keeps.
        "size", "id", "sameParty", "sourceScheme", "sourcePort", "created", "lastAccess",
    ]

    /// Members that no file of crumb's own has, or has with another kind of value.
    static func isFromTool(_ value: JSONValue) -> Bool {
        let signs = [
            "expiry", "expirationDate", "session", "storeId", "sourceScheme", "sameParty", "key",
            "_crHasCrossSiteAncestor", "url",
        ]
        if signs.contains(where: { value.member($0) != nil }) { return true }
        if value["expires"].number != nil || value["partitionKey"].string != nil { return true }
        guard let sameSite = value["sameSite"].string else { return false }
        return !Cookie.SameSite.choices.contains { $0.0 == sameSite }
    }

    mutating func cookie(host: String? = nil) throws(CookieEntryError) -> ImportedCookie {
        for key in members.keys where !Self.known.contains(key) {
            remarks.append(.unknownKey(key))
        }
        try rejectNonDefaultJars()
        var cookie = try pairAndScope(host: host)
        cookie.expiry = try expiry()
        cookie.isHTTPOnly = try members.flag("httpOnly") ?? false
        let secure = try members.flag("secure")
        let isFromSecureURL = try isFromSecureURL()
        cookie.isSecure = secure ?? isFromSecureURL
        cookie.sameSite = try sameSite(isSecure: cookie.isSecure)
        if cookie.sameSite == .lax, isFromPlaywright {
            remarks.append(.laxOrUnspecified(by: "Playwright"))
        }
        cookie.priority =
            try members.choice("priority", Cookie.Priority.choices, ignoringCase: true) ?? .medium
        cookie.partitionKey = try partitionKey()
        cookie.hasPartitionedAttribute = cookie.partitionKey != nil && cookie.isSecure
        cookie.creation = try members.date("creation")
        cookie.lastAccess = try members.date("lastAccessed")
        noteMissingAttributes()
        return cookie
    }

    /// Of the Cookie Store API: the domain is a Domain attribute, and the end in milliseconds.
    mutating func cookieStoreCookie(host: String) throws(CookieEntryError) -> ImportedCookie {
        var cookie = try pairAndScope(host: host)
        cookie.isHostOnly = !members.has("domain")
        cookie.isSecure = try members.flag("secure") ?? false
        if let end = try members.number("expires") {
            cookie.expiry = CookieTime.moment(seconds: end / 1000)
        }
        cookie.sameSite =
            try members.choice("sameSite", Self.sameSiteChoices, ignoringCase: true) ?? .unspecified
        if cookie.sameSite == .lax {
            remarks.append(.laxOrUnspecified(by: "the Cookie Store API"))
        }
        if try members.flag("partitioned") == true { remarks.append(.unsaid([.partitionKey])) }
        return cookie
    }

    // MARK: Where it is sent

    private func pairAndScope(host: String?) throws(CookieEntryError) -> ImportedCookie {
        let url = try sourceURL()
        let domain = try members.text("domain") ?? (url?.host?.serialized ?? host)
        guard let domain else { throw .missingKey("domain") }
        try Self.rejectAddress(domain)
        let isHostOnly = try members.flag("hostOnly") ?? !domain.hasPrefix(".")
        return ImportedCookie(
            name: ByteString(utf8: try members.required(nameKey, or: "name")),
            value: try value(),
            domain: String(domain.dropFirst(domain.hasPrefix(".") ? 1 : 0)),
            isHostOnly: isHostOnly,
            path: ByteString(utf8: try members.text("path") ?? url?.directory ?? "/"),
            expiry: nil,
            isSecure: false,
            isHTTPOnly: false
        )
    }

    private var nameKey: String { members.has("key") && !members.has("name") ? "key" : "name" }

    /// WebDriver BiDi wraps it: `{"type": "string", "value": …}`.
    private func value() throws(CookieEntryError) -> ByteString {
        guard members.isObject("value"), let wrapped = try members.object("value") else {
            return ByteString(utf8: try members.required("value"))
        }
        let text = try wrapped.required("value")
        guard try wrapped.text("type") == "base64" else { return ByteString(utf8: text) }
        guard let bytes = ByteString(forgivingBase64: Array(text.utf8)) else {
            throw .notBase64(key: "value")
        }
        return bytes
    }

    /// A domain is not a URL and has no port, and a browser is given neither.
    private static func rejectAddress(_ domain: String) throws(CookieEntryError) {
        if domain.contains("://") {
            let host = (try? WebURL(parsing: domain))?.host?.serialized ?? ""
            throw .domainIsAddress(domain, host: host)
        }
        let parts = domain.split(separator: ":", omittingEmptySubsequences: false)
        if parts.count == 2, !parts[1].isEmpty, parts[1].utf8.allSatisfy(\.isASCIIDigit) {
            throw .domainIsAddress(domain, host: String(parts[0]))
        }
    }

    /// What Playwright and Puppeteer take in the place of a domain.
    private func sourceURL() throws(CookieEntryError) -> WebURL? {
        guard let text = try members.text("url"), !text.isEmpty else { return nil }
        guard let url = try? WebURL(parsing: text), url.isHTTP else {
            throw .notAURL(key: "url", text)
        }
        return url
    }

    private func isFromSecureURL() throws(CookieEntryError) -> Bool {
        let url = try sourceURL()
        return !members.has("domain") && url?.scheme == "https"
    }

    /// A browser of several jars may have it in another one than the usual.
    private func rejectNonDefaultJars() throws(CookieEntryError) {
        if let domain = try members.text("firstPartyDomain"), !domain.isEmpty {
            throw .otherJar(attribute: "firstPartyDomain", domain)
        }
        // A number with Chrome; with Firefox its name, and which of its jars it is: default, private,
        // container-3.
        let store = members.anyText("storeId")?.split(separator: "-") ?? []
        if store.count == 3, store[1] == "container" {
            throw .otherJar(attribute: "userContextId", String(store[2]))
        }
        if store.last == "private" { throw .otherJar(attribute: "storeId", "private") }
        if try members.flag("partitionKeyOpaque") == true {
            throw .otherJar(attribute: "partitionKeyOpaque", "true")
        }
    }

    // MARK: When it ends

    private mutating func expiry() throws(CookieEntryError) -> Moment? {
        if try members.flag("session") == true { return nil }
        for key in ["expirationDate", "expiry", "expires"] where members.has(key) {
            if let text = members.string(key) { return try moment(text, key: key) }
            guard let number = try members.number(key) else { return nil }
            return moment(number)
        }
        guard members.has("maxAge"), members.string("maxAge") == nil,
            let seconds = try members.number("maxAge"), let start = try members.date("creation")
        else { return nil }
        return start.advanced(bySeconds: Int64(min(max(seconds, -1e12), 1e12)))
    }

    /// -1, as everything below 0, is a session cookie.
    private mutating func moment(_ number: Double) -> Moment? {
        guard number >= 0 else { return nil }
        let (moment, unit) = CookieTime.moment(number)
        if let unit { remarks.append(.takenAs(unit)) }
        return moment
    }

    private mutating func moment(_ text: String, key: String) throws(CookieEntryError) -> Moment?
    {
        if ["", "session", "infinity"].contains(text.lowercased()) { return nil }
        if let number = Double(text) { return moment(number) }
        if let moment = Moment(iso8601: text) ?? Moment(cookieDate: text) { return moment }
        throw .notADate(key: key, text)
    }

    // MARK: The rest

    private static let sameSiteChoices: [(String, Cookie.SameSite)] =
        Cookie.SameSite.choices + [
            ("no_restriction", .none), ("unspecified", .unspecified), ("default", .unspecified),
            ("", .unspecified),
        ]

    /// `no_restriction` is also how Firefox's extensions, and None how WebDriver, write that nothing
    /// was said; without Secure no browser keeps a SameSite=None.
    private mutating func sameSite(isSecure: Bool) throws(CookieEntryError) -> Cookie.SameSite {
        let said = try members.choice("sameSite", Self.sameSiteChoices, ignoringCase: true)
        guard said == Cookie.SameSite.none, !isSecure else { return said ?? .unspecified }
        remarks.append(.noneWithoutSecure)
        return .unspecified
    }

    /// By the members that the DevTools protocol writes besides, and Playwright does not.
    private var isFromPlaywright: Bool {
        members.has("expires") && members.string("expires") == nil && !members.has("size")
            && !members.has("session") && !members.has("sourceScheme")
    }

    private func partitionKey() throws(CookieEntryError) -> Cookie.PartitionKey? {
        let hasAncestor = try members.flag("_crHasCrossSiteAncestor")
        guard members.isObject("partitionKey"), let key = try members.object("partitionKey") else {
            guard let site = try members.text("partitionKey"), !site.isEmpty else { return nil }
            // Without it, Playwright gives a browser true.
            return Cookie.PartitionKey(
                topLevelSite: site,
                hasCrossSiteAncestor: hasAncestor ?? true
            )
        }
        // Puppeteer calls it by another name.
        let name = key.has("topLevelSite") ? "topLevelSite" : "sourceOrigin"
        guard let site = try key.text(name), !site.isEmpty else { return nil }
        return Cookie.PartitionKey(
            topLevelSite: site,
            hasCrossSiteAncestor: try key.flag("hasCrossSiteAncestor") ?? true
        )
    }

    /// The DevTools protocol and tough-cookie leave out what a cookie does not have.
    private mutating func noteMissingAttributes() {
        guard !members.has("size"), !members.has("key") else { return }
        var unsaid: [CookieRemark.Attribute] = []
        if !members.has("path"), !members.has("url") { unsaid.append(.path) }
        if !members.has("secure"), !members.has("url") { unsaid.append(.secure) }
        if !members.has("httpOnly") { unsaid.append(.httpOnly) }
        if !members.keys.contains("sameSite") { unsaid.append(.sameSite) }
        if !unsaid.isEmpty { remarks.append(.unsaid(unsaid)) }
    }
}

extension WebURL {
    /// The path up to its last slash, without that, unless it is the root.
    ///
    /// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-5.1.4
    var directory: String {
        let path = serializedPath
        guard path.hasPrefix("/"), let slash = path.lastIndex(of: "/"), slash > path.startIndex
        else { return "/" }
        return String(path[..<slash])
    }
}

extension Moment {
    /// As `Expires` has it: `Thu, 01 Jan 2026 00:00:00 GMT`.
    init?(cookieDate text: String) {
        let line = ByteString(utf8: "a=; Expires=" + text.replacing(";", with: " "))
        guard let expires = try? SetCookieHeader(parsing: line, policy: .standard).expires
        else { return nil }
        self = expires
    }
}
