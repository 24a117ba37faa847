internal import BrowserCookies
internal import BrowserHTTP
internal import BrowserInfra

/// The cookies of one browser, stored and sent by its rules.
///
/// A jar is a value: a copy is independent. The `Codable` form has the browser and the cookies, but not
/// the public suffix list: a decoded jar uses ``PublicSuffixList/builtin`` until ``suffixes`` is set.
///
///     let url = try WebURL("https://shop.example/login")
///     var jar = CookieJar(.chrome)
///     jar.store("sid=1; Secure; HttpOnly", from: url)
///     print(jar.header(for: url) ?? "no cookies")
///
/// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-5
public struct CookieJar: Sendable {
    /// The browser whose rules apply.
    public let browser: Browser
    /// The public suffix list, which decides what domains a cookie may be set for, and what a site is.
    public var suffixes: PublicSuffixList {
        didSet { self = CookieJar(browser, suffixes: suffixes, cookies: cookies) }
    }

    private(set) var engine: EngineJar

    /// Creates an empty jar.
    ///
    /// - Parameters:
    ///   - browser: The browser whose rules apply.
    ///   - suffixes: The public suffix list.
    public init(_ browser: Browser, suffixes: PublicSuffixList = .builtin) {
        self.browser = browser
        self.suffixes = suffixes
        engine = EngineJar(suffixes: suffixes.engine)
    }

    init(_ browser: Browser, suffixes: PublicSuffixList, engine: EngineJar) {
        self.browser = browser
        self.suffixes = suffixes
        self.engine = engine
        _ = self.engine.takeChanges()
    }

    private init(_ browser: Browser, suffixes: PublicSuffixList, cookies: [Cookie]) {
        self.init(browser, suffixes: suffixes)
        for cookie in cookies { engine.insert(cookie.engine) }
        _ = engine.takeChanges()
    }

    /// All cookies, by site and then by creation time, including those that have expired since.
    public var cookies: [Cookie] {
        engine.allCookies(at: .distantPast).map { Cookie($0) }
    }

    /// Applies one `Set-Cookie` header: stores the cookie, or returns the reasons why not.
    ///
    /// - Parameters:
    ///   - setCookie: The header's value, `name=value; attributes`, or what script writes to
    ///     `document.cookie`.
    ///   - url: The URL of the response (after a redirect, the URL of that response itself), or of the
    ///     document.
    ///   - initiator: What caused the request.
    ///   - now: The current time.
    ///   - responseDate: The response's `Date`, by which Chrome corrects `Expires`.
    /// - Returns: The outcome.
    @discardableResult
    public mutating func store(
        _ setCookie: String,
        from url: WebURL,
        askedBy initiator: Initiator = .user,
        at now: Timestamp = .now,
        responseDate: Timestamp? = nil
    ) -> SetCookieVerdict {
        store(
            Array(setCookie.utf8),
            from: url,
            askedBy: initiator,
            at: now,
            responseDate: responseDate
        )
    }

    /// Applies one `Set-Cookie` header in the bytes that were received, which need not be UTF-8.
    ///
    /// - Parameters:
    ///   - setCookie: The header's value.
    ///   - url: The URL of the response.
    ///   - initiator: What caused the request.
    ///   - now: The current time.
    ///   - responseDate: The response's `Date`.
    /// - Returns: The outcome.
    @discardableResult
    public mutating func store(
        _ setCookie: [UInt8],
        from url: WebURL,
        askedBy initiator: Initiator = .user,
        at now: Timestamp = .now,
        responseDate: Timestamp? = nil
    ) -> SetCookieVerdict {
        let verdict = engine.store(
            ByteString(setCookie),
            responseDate: responseDate?.moment,
            in: context(for: url, initiator),
            policy: browser.cookiePolicy,
            now: now.moment
        )
        // The changes are meant for callers that also store the jar elsewhere.
        _ = engine.takeChanges()
        return SetCookieVerdict(verdict)
    }

    /// Applies all `Set-Cookie` headers of a response.
    ///
    /// - Parameters:
    ///   - headers: The response's headers.
    ///   - url: The URL of the response.
    ///   - initiator: What caused the request.
    ///   - now: The current time.
    /// - Returns: The outcome of each header, in order.
    @discardableResult
    public mutating func store(
        _ headers: Headers,
        from url: WebURL,
        askedBy initiator: Initiator = .user,
        at now: Timestamp = .now
    ) -> [SetCookieVerdict] {
        let date = headers.list.get("Date").flatMap(Moment.init(httpDate:)).map { Timestamp($0) }
        return headers.values(of: "Set-Cookie").map {
            store($0, from: url, askedBy: initiator, at: now, responseDate: date)
        }
    }

    /// Returns the value of the request's `Cookie` header, decoded as UTF-8.
    ///
    /// For ``Initiator/script(of:)`` this is the value of `document.cookie`.
    ///
    /// - Parameters:
    ///   - url: The URL of the request.
    ///   - initiator: What causes the request.
    ///   - now: The current time.
    /// - Returns: The value; `nil` if no cookie is sent.
    public mutating func header(
        for url: WebURL,
        askedBy initiator: Initiator = .user,
        at now: Timestamp = .now
    ) -> String? {
        judge(url, initiator, now).cookieHeader?.utf8Decoded
    }

    /// Returns a verdict on every cookie of the URL's site, including those that are not sent.
    ///
    /// - Parameters:
    ///   - url: The URL of the request.
    ///   - initiator: What causes the request.
    ///   - now: The current time.
    /// - Returns: The cookies that are not sent, by creation time, then those that are sent, in the
    ///   order in which they are sent.
    public mutating func verdicts(
        for url: WebURL,
        askedBy initiator: Initiator = .user,
        at now: Timestamp = .now
    ) -> [CookieVerdict] {
        judge(url, initiator, now).map { CookieVerdict($0) }
    }

    /// Removes the cookie with this cookie's name, domain, path and partition, if there is one.
    public mutating func remove(_ cookie: Cookie) {
        engine.remove(cookie.engine.identity)
        _ = engine.takeChanges()
    }

    /// Removes every cookie.
    public mutating func removeAll() {
        engine.clear()
        _ = engine.takeChanges()
    }

    /// Removes session cookies, as a browser does when it is closed.
    public mutating func endSession() {
        engine.endSession()
        _ = engine.takeChanges()
    }

    private mutating func judge(
        _ url: WebURL,
        _ initiator: Initiator,
        _ now: Timestamp
    ) -> [EngineVerdict] {
        let verdicts = engine.cookies(
            for: context(for: url, initiator),
            policy: browser.cookiePolicy,
            now: now.moment
        )
        _ = engine.takeChanges()
        return verdicts
    }

    private func context(for url: WebURL, _ initiator: Initiator) -> CookieContext {
        initiator.context(
            for: url.engine,
            policy: browser.cookiePolicy,
            suffixes: suffixes.engine
        )
    }
}

extension CookieJar: Hashable {
    /// Returns whether both jars apply the rules of the same browser and have the same cookies.
    public static func == (left: CookieJar, right: CookieJar) -> Bool {
        left.browser == right.browser && left.cookies == right.cookies
    }

    /// Hashes the browser and the cookies.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(browser)
        hasher.combine(cookies)
    }
}

extension CookieJar: Codable {
    private enum Key: String, CodingKey {
        case browser, cookies
    }

    /// Reads what ``encode(to:)`` writes; throws a `DecodingError` for anything else.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        self.init(
            try fields.decode(Browser.self, forKey: .browser),
            suffixes: .builtin,
            cookies: try fields.decode([Cookie].self, forKey: .cookies)
        )
    }

    /// Writes ``browser`` and ``cookies``.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Key.self)
        try fields.encode(browser, forKey: .browser)
        try fields.encode(cookies, forKey: .cookies)
    }
}
