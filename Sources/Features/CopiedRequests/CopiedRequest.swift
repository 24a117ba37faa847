package import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
package import BrowserJSON
internal import Redaction

/// A copied request, as the `fetch()` call of a page that would make it.
///
/// DevTools copies what was sent on the wire, and a page controls only part of that. So headers
/// that no page may set are left to the browser, and what the copy does not have is derived; the
/// notes list both.
package struct CopiedRequest: Hashable, Sendable {
    /// The form that the user states. The actual form is detected; this one only matters when
    /// detection fails.
    package enum Form: Hashable, Sendable {
        /// *Copy as cURL*.
        case curl
        /// *Copy as fetch*, including its variant for Node.js.
        case script
    }

    package var request: FetchRequest
    /// The page that made the request, `null` for one with an opaque origin; `nil` when the copy
    /// does not have it.
    package var page: String?
    package var userAgent: String?
    /// Whether every certificate was accepted.
    package var isInsecure: Bool
    package var notes: [CopyNote]
    /// The cookies that the request carried. The jar and the page now decide which are sent.
    package var cookies: [CopiedCookie]

    /// The maximum size of the text in bytes, more than any request that people copy.
    package static let sizeLimit = 16 << 20

    /// Reads a copied request.
    ///
    /// `path`: the name of the text in messages.
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

    /// Whether a text looks like a copied request, and not like a file of another kind.
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

    // MARK: The page

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
        // A call from a page's own source is complete.
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

    /// Headers that browsers add on their own. If they were kept, they would count as the page's
    /// own and require a preflight.
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

    /// The cache mode that sends the same headers: DevTools' *Disable cache*, or a reload.
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
