internal import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import WebOrigin

/// Reads one cookie as browser automation and extensions write it.
///
/// The names of the members determine what they mean: `expires` is a number in the DevTools
/// protocol (Playwright, Puppeteer), `expiry` is from WebDriver (Selenium, Cypress),
/// `expirationDate` from `chrome.cookies` (Cookie-Editor, EditThisCookie, Electron), `key` and
/// `maxAge` are from tough-cookie (jsdom, Postman).
///
/// https://chromedevtools.github.io/devtools-protocol/tot/Network/#type-Cookie,
/// https://w3c.github.io/webdriver/#cookies,
/// https://developer.chrome.com/docs/extensions/reference/api/cookies#type-Cookie
struct ToolCookie {
    let members: CookieMembers
    /// The remarks on the cookie.
    private(set) var remarks: [CookieRemark.Kind] = []

    init(_ members: CookieMembers) {
        self.members = members
    }

    private static let known: Set<String> = [
        "name", "value", "domain", "url", "path", "hostOnly", "expires", "expiry", "expirationDate",
        "session", "secure", "httpOnly", "sameSite", "priority", "partitionKey",
        "_crHasCrossSiteAncestor", "partitionKeyOpaque", "firstPartyDomain", "storeId",
        // Members of tough-cookie.
        "key", "maxAge", "creation", "lastAccessed", "creationIndex", "pathIsDefault", "extensions",
        // Members without anything that a jar stores.
        "size", "id", "sameParty", "sourceScheme", "sourcePort", "created", "lastAccess",
    ]

    /// Whether the object has members that crumb's own files do not have, or have with a value of
    /// another type.
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

    /// Reads a cookie of the Cookie Store API: the domain is a Domain attribute, and the expiry is
    /// in milliseconds.
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

    // MARK: Domain and path

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

    /// The value. WebDriver BiDi wraps it: `{"type": "string", "value": …}`.
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

    /// Throws when the domain is a URL or has a port: browsers do not accept either.
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

    /// The URL that Playwright and Puppeteer accept instead of a domain.
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

    /// Throws when, in a browser with several jars, the cookie is not in the default one.
    private func rejectNonDefaultJars() throws(CookieEntryError) {
        if let domain = try members.text("firstPartyDomain"), !domain.isEmpty {
            throw .otherJar(attribute: "firstPartyDomain", domain)
        }
        // Chrome has a number; Firefox has the name and number of the jar: default, private,
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

    // MARK: Expiry

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

    /// The expiry; `nil` for -1 and any other negative number, which stands for a session cookie.
    private mutating func moment(_ number: Double) -> Moment? {
        guard number >= 0 else { return nil }
        let (moment, unit) = CookieTime.moment(number)
        if let unit { remarks.append(.takenAs(unit)) }
        return moment
    }

    private mutating func moment(_ text: String, key: String) throws(CookieEntryError) -> Moment? {
        if ["", "session", "infinity"].contains(text.lowercased()) { return nil }
        if let number = Double(text) { return moment(number) }
        if let moment = Moment(iso8601: text) ?? Moment(cookieDate: text) { return moment }
        throw .notADate(key: key, text)
    }

    // MARK: Other attributes

    private static let sameSiteChoices: [(String, Cookie.SameSite)] =
        Cookie.SameSite.choices + [
            ("no_restriction", .none), ("unspecified", .unspecified), ("default", .unspecified),
            ("", .unspecified),
        ]

    /// The SameSite attribute. `no_restriction` in Firefox's extensions and None in WebDriver also
    /// stand for a missing one; no browser keeps SameSite=None without Secure.
    private mutating func sameSite(isSecure: Bool) throws(CookieEntryError) -> Cookie.SameSite {
        let said = try members.choice("sameSite", Self.sameSiteChoices, ignoringCase: true)
        guard said == Cookie.SameSite.none, !isSecure else { return said ?? .unspecified }
        remarks.append(.noneWithoutSecure)
        return .unspecified
    }

    /// Whether Playwright wrote the cookie: it lacks members that the DevTools protocol also
    /// writes.
    private var isFromPlaywright: Bool {
        members.has("expires") && members.string("expires") == nil && !members.has("size")
            && !members.has("session") && !members.has("sourceScheme")
    }

    private func partitionKey() throws(CookieEntryError) -> Cookie.PartitionKey? {
        let hasAncestor = try members.flag("_crHasCrossSiteAncestor")
        guard members.isObject("partitionKey"), let key = try members.object("partitionKey") else {
            guard let site = try members.text("partitionKey"), !site.isEmpty else { return nil }
            // When the member is missing, Playwright passes true to the browser.
            return Cookie.PartitionKey(
                topLevelSite: site,
                hasCrossSiteAncestor: hasAncestor ?? true
            )
        }
        // Puppeteer uses another name.
        let name = key.has("topLevelSite") ? "topLevelSite" : "sourceOrigin"
        guard let site = try key.text(name), !site.isEmpty else { return nil }
        return Cookie.PartitionKey(
            topLevelSite: site,
            hasCrossSiteAncestor: try key.flag("hasCrossSiteAncestor") ?? true
        )
    }

    /// Notes the missing attributes. The DevTools protocol and tough-cookie omit those that a
    /// cookie does not have.
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
    /// The path up to but not including its last slash, or the root.
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
    /// Parses a date like that of `Expires`: `Thu, 01 Jan 2026 00:00:00 GMT`.
    init?(cookieDate text: String) {
        let line = ByteString(utf8: "a=; Expires=" + text.replacing(";", with: " "))
        guard let expires = try? SetCookieHeader(parsing: line, policy: .standard).expires
        else { return nil }
        self = expires
    }
}
