internal import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra

/// A running browser: its jar, its caches, and `fetch()` in its pages, over an HTTP client that you
/// supply.
///
///     let session = BrowserSession(.chrome) { request in try await client.send(request) }
///     let page = Page(try WebURL("http://localhost:5173/"))
///     let result = await session.fetch("http://127.0.0.1:5000/login", from: page)
///     print(result.refusal?.code.rawValue ?? "the page may read it")
///
/// Requests may run at the same time; they share one jar, as a browser's tabs do.
///
/// https://fetch.spec.whatwg.org/
public struct BrowserSession: Sendable {
    /// Sends one request and returns the response, whatever its status.
    ///
    /// The client must not follow redirects or store cookies: the session does both. Errors that it
    /// throws become ``FetchRefusal/Code/networkError``, except `CancellationError`.
    public typealias Client = @Sendable (NetworkRequest) async throws -> NetworkResponse

    /// The browser whose rules apply.
    public let browser: Browser
    private let suffixes: PublicSuffixList
    private let engine: EngineBrowser

    /// Creates a newly installed browser.
    ///
    /// - Parameters:
    ///   - browser: The browser whose rules apply.
    ///   - suffixes: The public suffix list.
    ///   - clock: Returns the current time.
    ///   - client: Sends the requests.
    public init(
        _ browser: Browser,
        suffixes: PublicSuffixList = .builtin,
        clock: @escaping @Sendable () -> Timestamp = { .now },
        client: @escaping Client
    ) {
        self.init(CookieJar(browser, suffixes: suffixes), clock: clock, client: client)
    }

    /// Creates a browser that already has cookies.
    ///
    /// - Parameters:
    ///   - jar: The cookies, and the browser whose rules apply. The session changes a copy, which is
    ///     ``jar``.
    ///   - clock: Returns the current time.
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

    /// The current cookies.
    public var jar: CookieJar {
        get async { CookieJar(browser, suffixes: suffixes, engine: await engine.jar) }
    }

    /// Does what a page's `fetch(url, init)` does: preflight, cookies, redirects, CORS.
    ///
    /// https://fetch.spec.whatwg.org/#fetch-method
    ///
    /// - Parameters:
    ///   - request: The arguments that the page passes to `fetch()`.
    ///   - page: The page.
    /// - Returns: Everything that happened. Nothing is thrown: the reason why the page's promise is
    ///   rejected is ``FetchResult/refusal``.
    public func fetch(_ request: FetchRequest, from page: Page) async -> FetchResult {
        FetchResult(await engine.fetch(request.engine, from: page.engine))
    }

    /// Does what a page's `fetch(url)` does.
    ///
    /// - Parameters:
    ///   - url: The URL, absolute or relative to the page's.
    ///   - page: The page.
    /// - Returns: Everything that happened.
    public func fetch(_ url: String, from page: Page) async -> FetchResult {
        await fetch(FetchRequest(url), from: page)
    }

    /// Navigates a tab to a URL, which the user types, or to which a page's link or form leads.
    ///
    /// https://html.spec.whatwg.org/#navigate
    ///
    /// - Parameters:
    ///   - url: The URL, absolute or relative to the page's.
    ///   - page: The page with the link or form; `nil` if the user types the address.
    ///   - form: The data that a form submits with a `POST`; `nil` for a `GET`.
    /// - Returns: Everything that happened; ``FetchResult/document`` is the document that the tab shows
    ///   afterwards.
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

    /// Returns the value of a page's `document.cookie`.
    ///
    /// https://html.spec.whatwg.org/#dom-document-cookie
    ///
    /// - Parameter page: The page whose script reads it.
    /// - Returns: The value; `nil` if reading it throws a SecurityError because the page has no origin.
    public func documentCookie(of page: Page) async -> String? {
        await engine.documentCookie(in: page.engine).value
    }

    /// Assigns to `document.cookie`.
    ///
    /// - Parameters:
    ///   - line: The text to assign, `name=value; attributes`.
    ///   - page: The page whose script assigns it.
    /// - Returns: The outcome; `nil` if assigning has no effect because the page has no cookies.
    @discardableResult
    public func setDocumentCookie(_ line: String, of page: Page) async -> SetCookieVerdict? {
        let report = await engine.documentCookie(setting: [ByteString(utf8: line)], in: page.engine)
        return report.setCookies.first.map { SetCookieVerdict($0) }
    }
}

/// The data that a form submits.
public struct FormSubmission: Hashable, Sendable, Codable {
    /// The encoded fields.
    public var body: [UInt8]
    /// The encoding of the fields, as a MIME type.
    public var contentType: String

    /// Creates a form's data.
    ///
    /// - Parameters:
    ///   - body: The encoded fields.
    ///   - contentType: The encoding of the fields, as a MIME type.
    public init(_ body: [UInt8], contentType: String = "application/x-www-form-urlencoded") {
        self.body = body
        self.contentType = contentType
    }
}

/// The engine's transport, implemented by a client function.
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
