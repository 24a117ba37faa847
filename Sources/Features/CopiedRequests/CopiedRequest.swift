package import Fetch
internal import HTTP
internal import Infra
package import JSON
internal import Redaction

/// What a copied request asks for, as a page's `fetch()` would ask it.
///
/// DevTools copies what went over the wire, and a page decides only some of that. So headers that
/// no page may set are left to the browser again, and what the copy does not say is derived; the
/// notes tell both.
package struct CopiedRequest: Hashable, Sendable {
    package enum Form: Hashable, Sendable {
        /// *Copy as cURL (bash)*.
        case curl
        /// *Copy as fetch*, also for Node.js.
        case script
    }

    package var request: FetchRequest
    /// The page that asked, `null` for one without an origin; `nil` where the copy does not say.
    package var page: String?
    package var userAgent: String?
    /// Whether any certificate was accepted.
    package var isInsecure: Bool
    package var notes: [CopyNote]

    /// More than any request has that somebody copies.
    package static let sizeLimit = 16 << 20

    /// `path`: what messages call the text.
    package init(
        parsing bytes: [UInt8],
        as form: Form,
        path: String
    ) throws(InvalidFile) {
        do throws(FileProblem) {
            guard bytes.count <= Self.sizeLimit else {
                throw FileProblem("it is larger than 16 MiB, which no copied request is", at: nil)
            }
            let call =
                switch form {
                case .curl: try CurlCommand.read(bytes)
                case .script: try FetchCall.read(bytes)
                }
            self.init(call, form)
        } catch {
            let mask = SecretMask(.request)
            let text = String(decoding: mask.masking(bytes), as: UTF8.self)
            let message = mask.masking(error.message, about: bytes)
            throw InvalidFile(
                source: SourceFile(path: path, text: text),
                problems: [FileProblem(message, at: error.place)]
            )
        }
    }

    private init(_ call: CopiedCall, _ form: Form) {
        notes = []
        userAgent = call.header("User-Agent")
        isInsecure = call.isInsecure
        request = FetchRequest(
            url: call.url,
            method: call.method ?? "GET",
            body: call.body,
            bodyContentType: call.bodyContentType,
            redirect: call.redirect.flatMap(RedirectMode.init(rawValue:)) ?? .follow,
            referrer: call.referrer == "" ? .none : .client,
            referrerPolicy: call.referrerPolicy.flatMap(ReferrerPolicy.init(rawValue:)),
            cache: call.cache.flatMap(CacheMode.init(rawValue:)) ?? .default
        )
        setPage(of: call)
        setModeAndCredentials(of: call, form)
        setHeaders(of: call)
    }

    // MARK: Who asked

    private mutating func setPage(of call: CopiedCall) {
        let candidates: [(String?, CopyNote.PageSource)] = [
            (call.referrer, .referrer),
            (call.header("Referer"), .refererHeader),
            (call.header("Origin"), .originHeader),
        ]
        for (text, source) in candidates {
            guard let text, text != "", text != "about:client" else { continue }
            page = text
            notes.append(.page(text, from: source))
            return
        }
        notes.append(.noPage)
    }

    // MARK: Mode and credentials

    private mutating func setModeAndCredentials(of call: CopiedCall, _ form: Form) {
        let fetchMode = call.header("Sec-Fetch-Mode")
        let hasCookies = call.header("Cookie") != nil
        let said = call.mode ?? fetchMode
        switch said.flatMap(RequestMode.init(rawValue:)) {
        case .navigate, nil: request.mode = .cors
        case let mode?: request.mode = mode
        }
        if let credentials = call.credentials.flatMap(CredentialsMode.init(rawValue:)) {
            request.credentials = credentials
            if credentials == .omit { notes.append(.omittedCredentials) }
        } else {
            request.credentials = hasCookies ? .include : .sameOrigin
        }
        if form == .curl || call.credentials == nil {
            notes.append(
                .derived(
                    mode: request.mode,
                    fromHeader: call.mode == nil && fetchMode == request.mode.rawValue,
                    credentials: request.credentials,
                    hasCookies: hasCookies
                )
            )
        }
        if fetchMode == "navigate" || call.mode == "navigate" {
            notes.append(.wasNavigation)
        } else if let destination = call.header("Sec-Fetch-Dest"), destination != "empty" {
            notes.append(.wasElement(destination: destination))
        }
    }

    // MARK: Headers

    /// What browsers add by themselves, and what would look like the page's own, and so ask for a
    /// preflight, if it were kept.
    private static let addedByBrowsers: Set<String> = [
        "if-modified-since", "if-none-match", "priority", "purpose", "upgrade-insecure-requests",
    ]

    private mutating func setHeaders(of call: CopiedCall) {
        var forbidden: [String] = []
        var added: [String] = []
        let cache = cacheMode(of: call)
        for header in call.headers {
            let name = header.name.asciiLowercased
            if name == "user-agent" || (name == "accept" && header.value == "*/*") { continue }
            if Header.isForbiddenInRequest(name: name, value: header.value) {
                forbidden.append(name.hasPrefix("sec-") ? "sec-*" : name)
            } else if Self.addedByBrowsers.contains(name)
                || (cache != nil && ["cache-control", "pragma"].contains(name))
            {
                added.append(name)
            } else {
                request.headers.append(header)
            }
        }
        if let cache { request.cache = cache }
        if !forbidden.isEmpty { notes.append(.forbiddenLeftOut(forbidden.uniqued())) }
        if !added.isEmpty { notes.append(.leftToTheBrowser(added.uniqued(), cache: cache)) }
    }

    /// The cache mode that sends the same headers: DevTools' *Disable cache*, and a reload.
    ///
    /// https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch, steps 8.17 and 8.18
    private func cacheMode(of call: CopiedCall) -> CacheMode? {
        guard call.cache == nil else { return nil }
        switch (call.header("Cache-Control"), call.header("Pragma")) {
        case ("no-cache", "no-cache"): return .reload
        case ("max-age=0", nil): return .noCache
        default: return nil
        }
    }
}
