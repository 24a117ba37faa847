internal import BrowserCookies
internal import BrowserHTTP
internal import BrowserInfra

/// The cookies of one browser, by its rules.
///
/// A value: a copy is another jar. Its `Codable` form has the browser and the cookies, but not the public
/// suffix list: a decoded jar asks ``PublicSuffixList/builtin``, or the one that ``suffixes`` is set to.
///
///     let url = try WebURL("https://shop.example/login")
///     var jar = CookieJar(.chrome)
///     jar.store("sid=1; Secure; HttpOnly", from: url)
///     print(jar.header(for: url) ?? "no cookies")
///
/// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-5
public struct CookieJar: Sendable {
    /// Whose rules these are.
    public let browser: Browser
    /// What decides which domains cookies may be for, and what a site is.
    public var suffixes: PublicSuffixList {
        didSet { self = CookieJar(browser, suffixes: suffixes, cookies: cookies) }
    }

    private(set) var engine: EngineJar

    /// An empty jar.
    ///
    /// - Parameters:
    ///   - browser: Whose rules it has.
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

    /// Every cookie, by site, then in the order of creation; also those that have expired meanwhile.
    public var cookies: [Cookie] {
        engine.allCookies(at: .distantPast).map { Cookie($0) }
    }

    /// Stores what one `Set-Cookie` header asks for, or says why not.
    ///
    /// - Parameters:
    ///   - setCookie: The header's value, `name=value; attributes`, or what script writes to
    ///     `document.cookie`.
    ///   - url: Whose response it is, after each redirect its own; or the document's.
    ///   - initiator: Who made the browser ask.
    ///   - now: The time.
    ///   - responseDate: The response's `Date`, by which Chrome corrects `Expires`.
    /// - Returns: What became of it.
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

    /// The same of a header in the bytes that were received, which may be no UTF-8.
    ///
    /// - Parameters:
    ///   - setCookie: The header's value.
    ///   - url: Whose response it is.
    ///   - initiator: Who made the browser ask.
    ///   - now: The time.
    ///   - responseDate: The response's `Date`.
    /// - Returns: What became of it.
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
        // They are for whoever keeps the jar elsewhere.
        _ = engine.takeChanges()
        return SetCookieVerdict(verdict)
    }

    /// Stores what every `Set-Cookie` header of a response asks for.
    ///
    /// - Parameters:
    ///   - headers: The response's.
    ///   - url: Whose response it is.
    ///   - initiator: Who made the browser ask.
    ///   - now: The time.
    /// - Returns: What became of each, in order.
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

    /// The value of the request's `Cookie` header, decoded as UTF-8.
    ///
    /// For ``Initiator/script(of:)`` it is what `document.cookie` reads.
    ///
    /// - Parameters:
    ///   - url: The URL that is asked for.
    ///   - initiator: Who makes the browser ask.
    ///   - now: The time.
    /// - Returns: `nil` where no cookie is sent.
    public mutating func header(
        for url: WebURL,
        askedBy initiator: Initiator = .user,
        at now: Timestamp = .now
    ) -> String? {
        judge(url, initiator, now).cookieHeader?.utf8Decoded
    }

    /// A verdict on every cookie of the URL's site, also on those that are not sent.
    ///
    /// - Parameters:
    ///   - url: The URL that is asked for.
    ///   - initiator: Who makes the browser ask.
    ///   - now: The time.
    /// - Returns: First those that are not sent, in the order of creation, then those that are, in the
    ///   order in which they are sent.
    public mutating func verdicts(
        for url: WebURL,
        askedBy initiator: Initiator = .user,
        at now: Timestamp = .now
    ) -> [CookieVerdict] {
        judge(url, initiator, now).map { CookieVerdict($0) }
    }

    /// Removes a cookie of this name, domain, path and partition, if there is one.
    public mutating func remove(_ cookie: Cookie) {
        engine.remove(cookie.engine.identity)
        _ = engine.takeChanges()
    }

    /// Removes every cookie.
    public mutating func removeAll() {
        engine.clear()
        _ = engine.takeChanges()
    }

    /// The browser is closed: cookies without a lifetime go.
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
    /// Whether both are of one browser and have the same cookies.
    public static func == (left: CookieJar, right: CookieJar) -> Bool {
        left.browser == right.browser && left.cookies == right.cookies
    }

    /// Of the browser and the cookies.
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
