package import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
package import BrowserJSON
internal import Redaction

/// What a copied request asks for, as a page's `fetch()` would ask it.
///
/// DevTools copies what went over the wire, and a page decides only some of that. So headers that
/// no page may set are left to the browser again, and what the copy does not say is derived; the
/// notes tell both.
package struct CopiedRequest: Hashable, Sendable {
    /// What it is said to be; what it is, is found out by itself, and this counts only where that
    /// cannot be.
    package enum Form: Hashable, Sendable {
        /// *Copy as cURL*.
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
    /// Those that it carried, which the jar and the page decide anew.
    package var cookies: [CopiedCookie]

    /// More than any request has that somebody copies.
    package static let sizeLimit = 16 << 20

    /// `path`: what messages call the text.
    package init(
        parsing bytes: [UInt8],
        as form: Form? = nil,
        path: String
    ) throws(InvalidFile) {
        do throws(FileProblem) {
            guard bytes.count <= Self.sizeLimit else {
                throw FileProblem(
                    "it is larger than 16 MiB, far larger than any copied "
                        + "request",
                    at: nil
                )
            }
            let found = CopyFormat(of: bytes)
            try self.init(Self.call(bytes, as: found, or: form), isScript: found == .script)
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

    /// Whether a text looks like one, and not like a file of another kind.
    package static func isCopiedRequest(_ bytes: [UInt8]) -> Bool { CopyFormat(of: bytes) != nil }

    private static func call(
        _ bytes: [UInt8],
        as found: CopyFormat?,
        or form: Form?
    ) throws(FileProblem) -> CopiedCall {
        var cursor = TextCursor(bytes)
        cursor.skip(to: CopyFormat.withoutPreamble(bytes).startIndex)
        switch found {
        case .curl(let shell): return try CurlCommand.read(cursor, shell)
        case .powerShell: return try PowerShellCommand.read(cursor)
        case .script: return try ScriptCall.read(cursor)
        case nil: break
        }
        if let unread = CopyFormat.unread(in: bytes) {
            throw FileProblem(unread.sentence, at: cursor.place)
        }
        switch form {
        case .curl: return try CurlCommand.read(cursor, .bash)
        case .script: return try ScriptCall.read(cursor)
        case nil:
            throw FileProblem(
                cursor.isAtEnd
                    ? "it is empty: a copied request is expected"
                    : "this is not a copied request: choose Copy as cURL, Copy as fetch or Copy as "
                        + "PowerShell in DevTools",
                at: cursor.isAtEnd ? nil : cursor.place
            )
        }
    }

    private init(_ call: CopiedCall, isScript: Bool) {
        notes = []
        let header = call.header("Cookie").flatMap { ByteString(isomorphicEncoding: $0) }
        cookies = call.cookies + (header.map { CopiedCookie.all(inHeader: $0) } ?? [])
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
            cache: call.cache.flatMap(CacheMode.init(rawValue:)) ?? .default,
            api: call.isXHR ? .xhr : .fetch
        )
        request.targetAddressSpace = call.targetAddressSpace.flatMap(AddressSpace.init(name:))
        setPage(of: call)
        setModeAndCredentials(of: call, isScript: isScript)
        setHeaders(of: call)
        if !cookies.isEmpty { notes.append(.cookies(cookies.map(\.name.utf8Decoded))) }
        if call.lostCharacters { notes.append(.lostCharacters) }
        if !call.leftOut.isEmpty { notes.append(.leftOut(call.leftOut)) }
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

    private mutating func setModeAndCredentials(of call: CopiedCall, isScript: Bool) {
        let fetchMode = call.header("Sec-Fetch-Mode")
        let hasCookies = !cookies.isEmpty
        let said = call.mode ?? fetchMode
        switch said.flatMap(RequestMode.init(name:)) {
        case .navigate, nil: request.mode = .cors
        case let mode?: request.mode = mode
        }
        if let credentials = call.credentials.flatMap(CredentialsMode.init(rawValue:)) {
            request.credentials = credentials
            if credentials == .omit { notes.append(.omittedCredentials) }
        } else {
            request.credentials = hasCookies ? .include : .sameOrigin
        }
        // A call that a page wrote itself says all there is to say.
        let isWhole =
            isScript
            && !call.headers.contains { header in
                Header.isForbiddenInRequest(name: header.name, value: header.value)
            }
        if !isWhole, !isScript || call.credentials == nil {
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
        if !added.isEmpty { notes.append(.leftToBrowser(added.uniqued(), cache: cache)) }
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
