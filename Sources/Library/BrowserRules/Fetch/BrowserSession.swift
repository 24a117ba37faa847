internal import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra

/// A browser that is running: its jar, its caches, and `fetch()` of its pages, over an HTTP client of
/// yours.
///
///     let session = BrowserSession(.chrome) { request in try await client.send(request) }
///     let page = Page(try WebURL("http://localhost:5173/"))
///     let result = await session.fetch("http://127.0.0.1:5000/login", from: page)
///     print(result.refusal?.code.rawValue ?? "the page may read it")
///
/// Requests may run at the same time; they use one jar, as those of a browser's tabs do.
///
/// https://fetch.spec.whatwg.org/
public struct BrowserSession: Sendable {
    /// Sends one request and returns the response, of whatever status.
    ///
    /// Redirects are not to be followed and cookies not to be kept: that is what the session does. What
    /// it throws is ``FetchRefusal/Code/networkError``, `CancellationError` besides.
    public typealias Client = @Sendable (NetworkRequest) async throws -> NetworkResponse

    /// Whose rules these are.
    public let browser: Browser
    private let suffixes: PublicSuffixList
    private let engine: EngineBrowser

    /// A browser that has just been installed.
    ///
    /// - Parameters:
    ///   - browser: Whose rules it has.
    ///   - suffixes: The public suffix list.
    ///   - clock: The time, wherever it is asked.
    ///   - client: Sends the requests.
    public init(
        _ browser: Browser,
        suffixes: PublicSuffixList = .builtin,
        clock: @escaping @Sendable () -> Timestamp = { .now },
        client: @escaping Client
    ) {
        self.init(CookieJar(browser, suffixes: suffixes), clock: clock, client: client)
    }

    /// A browser that has cookies already.
    ///
    /// - Parameters:
    ///   - jar: Its cookies, and whose rules it has. It gets a copy: ``jar`` is what becomes of it.
    ///   - clock: The time, wherever it is asked.
    ///   - client: Sends the requests.
    public init(
        _ jar: CookieJar,
        clock: @escaping @Sendable () -> Timestamp = { .now },
        client: @escaping Client
    ) {
        browser = jar.browser
        suffixes = jar.suffixes
        engine = EngineBrowser(
            policy: jar.browser.policy,
            suffixes: jar.suffixes.engine,
            jar: jar.engine,
            transport: ClientTransport(client: client),
            now: { clock().moment }
        )
    }

    /// Its cookies now.
    public var jar: CookieJar {
        get async { CookieJar(browser, suffixes: suffixes, engine: await engine.jar) }
    }

    /// What a page's `fetch(url, init)` does: preflight, cookies, redirects, CORS.
    ///
    /// https://fetch.spec.whatwg.org/#fetch-method
    ///
    /// - Parameters:
    ///   - request: What the page passes to `fetch()`.
    ///   - page: The page.
    /// - Returns: All that happened. Nothing is thrown: what the page's promise is rejected with is
    ///   ``FetchResult/refusal``.
    public func fetch(_ request: FetchRequest, from page: Page) async -> FetchResult {
        FetchResult(await engine.fetch(request.engine, from: page.engine))
    }

    /// The same with no more than a URL.
    ///
    /// - Parameters:
    ///   - url: Absolute, or relative to the page.
    ///   - page: The page.
    /// - Returns: All that happened.
    public func fetch(_ url: String, from page: Page) async -> FetchResult {
        await fetch(FetchRequest(url), from: page)
    }

    /// Sends a tab to a URL: the user types it, or a page's link or form leads there.
    ///
    /// https://html.spec.whatwg.org/#navigate
    ///
    /// - Parameters:
    ///   - url: Absolute, or relative to the page.
    ///   - page: The page that holds the link or form; `nil` where the user types the address.
    ///   - form: What a form sends with a `POST`; `nil` for a `GET`.
    /// - Returns: All that happened; the document that the tab shows now is ``FetchResult/document``.
    public func navigate(
        to url: String,
        from page: Page? = nil,
        posting form: FormSubmission? = nil
    ) async -> FetchResult {
        let kind: NavigationKind = page == nil ? .typed : form == nil ? .link : .form
        let navigation = NavigationRequest(
            url: url,
            kind: kind,
            method: form == nil ? "GET" : "POST",
            body: form.map { ByteString($0.body) },
            bodyContentType: form.map { ByteString(utf8: $0.contentType) }
        )
        return FetchResult(await engine.navigate(navigation, from: page?.engine))
    }

    /// What `document.cookie` is.
    ///
    /// https://html.spec.whatwg.org/#dom-document-cookie
    ///
    /// - Parameter page: The page whose script reads it.
    /// - Returns: `nil` where reading throws a SecurityError: the page has no origin.
    public func documentCookie(of page: Page) async -> String? {
        await engine.documentCookie(in: page.engine).value
    }

    /// Assigns to `document.cookie`.
    ///
    /// - Parameters:
    ///   - line: `name=value; attributes`.
    ///   - page: The page whose script writes it.
    /// - Returns: What became of it; `nil` where it has no effect at all: the page has no cookies.
    @discardableResult
    public func setDocumentCookie(_ line: String, of page: Page) async -> SetCookieVerdict? {
        let report = await engine.documentCookie(setting: [ByteString(utf8: line)], in: page.engine)
        return report.setCookies.first.map { SetCookieVerdict($0) }
    }
}

/// What a form sends.
public struct FormSubmission: Hashable, Sendable, Codable {
    /// Its fields, encoded.
    public var body: [UInt8]
    /// How they are encoded.
    public var contentType: String

    /// What a form sends.
    ///
    /// - Parameters:
    ///   - body: Its fields, encoded.
    ///   - contentType: How they are encoded.
    public init(_ body: [UInt8], contentType: String = "application/x-www-form-urlencoded") {
        self.body = body
        self.contentType = contentType
    }
}

/// The engine's idea of a network, by a function.
private struct ClientTransport: Transport {
    let client: BrowserSession.Client

    func send(_ request: EngineRequest) async throws(TransportError) -> EngineResponse {
        do {
            return try await client(NetworkRequest(request)).engine
        } catch is CancellationError {
            throw .cancelled
        } catch {
            throw .network(code: nil, detail: "\(error)")
        }
    }
}
