internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import Explanations
internal import Terminal
internal import WebOrigin

/// The headers for which a page's script first reads a cookie: `--xsrf`, and `{{cookie:NAME}}` in
/// `-H`.
struct ScriptHeaders {
    private let token: String?
    private let headers: [String]
    private let isQuiet: Bool
    private let global: GlobalOptions

    init(_ options: FetchRequestOptions, quiet isQuiet: Bool, _ global: GlobalOptions) {
        token = options.xsrf
        headers = options.headers.filter { $0.contains(CookieReferences.opening) }
        self.isQuiet = isQuiet
        self.global = global
    }

    func fill(
        _ request: inout FetchRequest,
        from page: Page,
        in browser: Browser
    ) async throws {
        guard token != nil || !headers.isEmpty else { return }
        let report = await browser.documentCookie(in: page)
        try Session.check(report.storageError)
        for text in headers {
            let name = try HeaderOption.parse(text).0.name
            for index in request.headers.indices where request.headers[index].name == name {
                let references = CookieReferences(request.headers[index].value.isomorphicDecoded)
                let value = try references.text(in: report) { cookie, found in
                    UsageError(
                        "-H \(name): "
                            + found.sentences(of: cookie, at: page).joined(separator: " ")
                    )
                }
                request.headers[index].value =
                    ByteString(isomorphicEncoding: value) ?? ByteString(utf8: value)
            }
        }
        if let token { try add(token, to: &request, from: page, report) }
    }

    /// Adds the header. Without the cookie, none is sent, as by a page's library.
    private func add(
        _ text: String,
        to request: inout FetchRequest,
        from page: Page,
        _ report: DocumentCookieReport
    ) throws {
        guard let token = XSRFToken(text) else {
            throw UsageError(
                "--xsrf=\(text) is not COOKIE:HEADER: write --xsrf, or --xsrf=csrftoken:X-CSRFToken"
            )
        }
        let cookie = report.scriptCookie(named: token.cookieName)
        guard let header = token.header(for: cookie) else {
            let why = cookie.sentences(of: token.cookieName, at: page).joined(separator: " ")
            note("--xsrf: no \(token.headerName) is sent. \(why)")
            return
        }
        request.headers.removeAll { $0.name.equalsIgnoringASCIICase(token.headerName) }
        request.headers.append(header)
        if let url = try? WebURL(parsing: request.url, base: page.url), url.origin != page.origin {
            note(
                "--xsrf: axios only sends \(token.headerName) to another origin with "
                    + "withXSRFToken: true, and Angular does not."
            )
        }
    }

    private func note(_ sentence: String) {
        guard !isQuiet else { return }
        var layout = Layout()
        layout.text(StyledText("! ", .caution) + StyledText(escaping: sentence), hanging: 2)
        global.output.note(layout)
    }
}
