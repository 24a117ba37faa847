import BrowserCORS
import BrowserCookies
import BrowserFetch
import BrowserHTTP
import BrowserInfra
import Explanations
import Foundation
import WebOrigin

/// One aspect of a browser's behavior, compared separately from the others.
enum Projection: String, CaseIterable, Sendable {
    case requests
    case cookies = "cookies-sent"
    case outcome
    case jar
    case documentCookie = "document.cookie"
    case reasons
    case console
}

/// A step as lines of text, by projection. A recorded step and a step of crumb have the same form,
/// so that a difference can be read.
typealias ProjectedStep = [Projection: [String]]

/// The request headers that are always compared; others are only compared if the page set them.
private let comparedHeaders: Set<String> = [
    "access-control-request-headers", "access-control-request-method",
    "access-control-request-private-network", "authorization",
    "cache-control", "content-type", "if-none-match", "origin", "ping-from", "ping-to", "pragma",
    "range",
    "referer",
    "sec-fetch-dest", "sec-fetch-mode", "sec-fetch-site", "sec-fetch-storage-access",
    "sec-fetch-user", "sec-websocket-protocol", "sec-websocket-version",
    "upgrade-insecure-requests",
]

/// Further request headers that are always recorded, with the values that are compared.
private let otherHeaders: [String: Set<String>] = [
    "upgrade": ["websocket"], "sec-purpose": ["prefetch"],
    "accept": ["text/event-stream", "image/svg+xml"],
]

extension ObservedStep {
    /// `headers`: the headers that the page set; `prefixes`: prefixes of header names that were not
    /// recorded; `truth`: the recorded jar, whose expiry times are used where they are close
    /// enough.
    func projected(
        settingHeaders headers: [[String]],
        leavingOut prefixes: [String],
        near truth: [RecordedTruth.JarCookie]
    ) -> ProjectedStep {
        if isUnfinished { return [.outcome: outcome] }
        return [
            .requests: requests.map { $0.line(settingHeaders: headers, leavingOut: prefixes) },
            .cookies: requests.compactMap { request in
                request.headers.get("Cookie").map { cookieLine(request, $0.isomorphicDecoded) }
            },
            .outcome: outcome,
            .jar: jarLines(near: truth),
            .documentCookie: [documentCookie],
            .reasons: reasonLines,
            .console: inOrder(
                messages + reports.flatMap(\.consoleMessages).filter { !isLeftOut($0) }
            ),
        ]
    }

    private func cookieLine(_ request: HTTPRequest, _ cookie: String) -> String {
        "\(request.method) \(request.shownURL): \(cookie)"
    }

    private func jarLines(
        near truth: [RecordedTruth.JarCookie]
    ) -> [String] {
        jar.map { cookie in
            RecordedTruth.JarCookie(cookie, at: time)
                .nearest(of: truth).line
        }.sorted()
    }

    private var reasonLines: [String] {
        // DevTools does not report the cookies of a handshake, nor those of a request that is a
        // download from the start.
        let exchanges = reports.filter { $0.initiator != .webSocket }
            .flatMap { $0.violationReports.flatMap(\.exchanges) + $0.exchanges }
            .filter { !$0.isDownload }
        // DevTools reports cookies when the connection is made, so none without a connection. For a
        // request that is retried, it reports the cookies sent first and the ones received last.
        let first = zip(exchanges, [nil] + exchanges.map(\.kind)).filter { $0.1 != .retry }.map(\.0)
        let sent = first.filter { $0.response != nil }.flatMap(\.cookies)
            .filter { $0.exclusions.allSatisfy(\.isInDevTools) }
            .map { verdict in
                sentLine(
                    name: verdict.cookie.name.shownByDevTools,
                    domain: (verdict.cookie.isHostOnly ? "" : ".") + verdict.cookie.domain,
                    path: verdict.cookie.path.shownByDevTools,
                    blocked: verdict.exclusions.map(\.code)
                )
            }
        let stored = exchanges.filter { $0.kind != .retry }.flatMap(\.devToolsReasons)
            .filter { !$0.isEmpty }.map(storedLine)
        // DevTools reports a redirect when it is followed, but not that of a handshake.
        let redirects = reports.filter { $0.initiator != .webSocket && $0.redirect != .error }
            .filter { report in
                report.exchanges.last.map { $0.url.scheme == "https" } ?? true
                    && !report.isStoppedByPreflight
            }
            .flatMap(\.internalRedirects)
            .filter { $0.reason == .strictTransportSecurity }
            .map { redirectLine([$0.from.href, $0.to.href, $0.reason.rawValue]) }
        return redirects + sent.sorted() + stored + reports.flatMap(\.failureLines)
    }
}

extension RecordedTruth {
    /// Returns every step as lines; step 0 is the opening of the page.
    func projected(of recorded: RecordedCase) -> [ProjectedStep] {
        var (jar, script) = ([JarCookie](), "")
        let asked = [(recorded.page, .navigate)] + recorded.steps.map { ($0.url ?? "", $0.kind) }
        return zip(steps, asked).map { step, asked in
            jar = step.jar ?? jar
            script = step.documentCookie ?? script
            return step.projected(asked: asked.0, kind: asked.1, jar: jar, script: script)
        }
    }
}

extension RecordedTruth.Step {
    /// `asked`: the URL that the step requests; `kind`: the kind of the case's step; `jar` and
    /// `script`: the jar and `document.cookie` after the step.
    func projected(
        asked: String,
        kind: RecordedCase.Step.Kind,
        jar: [RecordedTruth.JarCookie],
        script: String
    ) -> ProjectedStep {
        let requests = requests ?? []
        let sent = (sent ?? []).map { cookie in
            sentLine(
                name: cookie.name,
                domain: cookie.domain,
                path: cookie.path,
                blocked: cookie.blocked ?? []
            )
        }
        if nowait == true { return [.outcome: outcome.lines(asked: asked, kind: kind)] }
        return [
            .requests: requests.map { $0.line(asked: asked) },
            .cookies: requests.compactMap { request in
                request.headers?["cookie"].map {
                    "\(request.method ?? "GET") \(request.url ?? asked): \($0)"
                }
            },
            .outcome: outcome.lines(asked: asked, kind: kind),
            .jar: jar.map(\.line).sorted(),
            .documentCookie: [script],
            .reasons: (internalRedirects ?? []).map(redirectLine) + sent.sorted()
                + (stored ?? []).map(storedLine)
                + (failures ?? []).compactMap { $0.line(asked: asked) },
            .console: inOrder((console ?? []).filter { !isLeftOut($0) }),
        ]
    }
}

func sentLine(name: String, domain: String, path: String, blocked: [String]) -> String {
    "cookie \(name) of \(domain) \(path): "
        + (blocked.isEmpty ? "sent" : blocked.joined(separator: " "))
}

/// The line of an internal redirect: from, to, and why.
func redirectLine(_ redirect: [String]) -> String {
    "redirect " + redirect.joined(separator: " ")
}

func storedLine(_ codes: [String]) -> String {
    "not stored: " + codes.joined(separator: " ")
}

/// The browser process reports violations of a permissions policy late, so those messages come
/// last.
private func inOrder(_ messages: [String]) -> [String] {
    let isOfBrowser = { (message: String) in message.contains("because of a permissions policy") }
    return messages.filter { !isOfBrowser($0) } + messages.filter(isOfBrowser)
}

/// Whether crumb is not expected to print the console message.
///
/// A rejected promise is only logged if no code handles it, and the recordings' code does; and
/// crumb parses no fonts and no manifests.
func isLeftOut(_ message: String) -> Bool {
    let beginnings = [
        "Uncaught (in promise)", "Slow network is detected.", "Failed to decode downloaded font:",
        "OTS parsing error:", "Manifest: Line:",
    ]
    return beginnings.contains(where: message.hasPrefix)
}

extension HTTPRequest {
    fileprivate func line(
        settingHeaders set: [[String]],
        leavingOut prefixes: [String]
    ) -> String {
        let names = Set(headers.headers.map(\.name)).filter { name in
            !prefixes.contains(where: name.lowercased().hasPrefix)
        }
        return requestLine(
            method: method,
            url: shownURL,
            headers: names.map { (name: $0, value: headers.get($0)?.isomorphicDecoded ?? "") },
            setByPage: set,
            body: body?.isomorphicDecoded ?? ""
        )
    }

    var isViolationReport: Bool { headers.get("Content-Type") == ViolationReport.contentType }

    /// The URL that the page requested: for a handshake, that of its WebSocket.
    fileprivate var shownURL: String {
        let shown = headers.get("Upgrade") == "websocket" ? url.webSocketURL : url
        return shown.strippingCredentialsAndFragment().href
    }
}

/// The line of a request on the wire; `set`: the headers that the page set.
func requestLine(
    method: String,
    url: String,
    headers: [(name: String, value: String)],
    setByPage set: [[String]],
    body: String
) -> String {
    var compared: [String] = []
    var other: [String] = []
    for (name, value) in headers {
        if comparedHeaders.contains(name.lowercased()) {
            compared.append("\(name.lowercased()): \(value)")
        } else if value == pageValue(of: name, in: set)
            || otherHeaders[name.lowercased()]?.contains(value) == true
            || ["last-event-id", "sec-required-csp"].contains(name.lowercased())
        {
            other.append("\(name): \(value)")
        }
    }
    let line =
        (["\(method) \(url.prefix { $0 != "#" })"] + compared.sorted() + other.sorted()
        + (body.isEmpty ? [] : ["body \(bodyText(body, length: body.count))"])).joined(
            separator: " | "
        )
    return withoutBoundary(line)
}

/// Replaces the boundary of a multipart form, which each browser chooses freely.
private func withoutBoundary(_ line: String) -> String {
    guard let boundary = line.firstMatch(of: /boundary=([^\s|]{6,})/)?.output.1 else { return line }
    return line.replacing(boundary, with: "{{boundary}}")
}

/// The first 200 characters, and the length if there are more.
///
/// A violation report is cut shorter, because the recording is, and without its column number,
/// which crumb cannot determine.
private func bodyText(_ body: String, length: Int) -> String {
    if body.contains("\"csp-report\":{") {
        return String(body.replacing(/"column-number":[0-9]+,/, with: "").prefix(150))
    }
    return length > 200 ? "\(body.prefix(200))… (\(length))" : body
}

/// The combined value of the page's headers with this name; the browser may still send a value of
/// its own.
private func pageValue(of name: String, in set: [[String]]) -> String {
    set.filter { $0[0].lowercased() == name.lowercased() }
        .map { $0[1].trimmingCharacters(in: .whitespaces) }.joined(separator: ", ")
}

extension RecordedTruth.Request {
    fileprivate func line(asked: String) -> String {
        var all = headers ?? [:]
        all["cookie"] = nil
        let metadata = ["sec-fetch-site", "sec-fetch-mode", "sec-fetch-dest", "sec-fetch-user"]
        for (name, value) in zip(metadata, (fetch ?? "").split(separator: " ")) where value != "-" {
            all[name] = String(value)
        }
        let compared = all.filter { comparedHeaders.contains($0.key) }
            .map { "\($0.key): \($0.value)" }
        let other = (other ?? []).map { "\($0[0]): \($0[1])" }
        let target = (url ?? asked).prefix { $0 != "#" }
        return
            (["\(method ?? "GET") \(target)"] + compared.sorted() + other.sorted()
            + (body.map { ["body \(bodyText($0, length: bodyLength ?? $0.count))"] } ?? []))
            .joined(separator: " | ")
    }
}

extension RecordedTruth.Outcome {
    fileprivate func lines(asked: String, kind: RecordedCase.Step.Kind) -> [String] {
        if let lines = connectionLines(asked: asked, kind: kind) { return lines }
        return switch result {
        case "resolved" where status != nil:
            responseLines(asked: asked)
        case "resolved" where type != nil:
            ["resolved", type ?? "", "0", "\(redirected ?? false)", url ?? asked, body ?? ""]
        case "resolved" where kind == .import: ["resolved"] + (keys ?? [])
        case "resolved": ["resolved", cookie ?? ""]
        case "rejected": ["rejected", name ?? "", message ?? ""]
        case "navigated": ["navigated", location ?? asked] + (bfcache == true ? ["restored"] : [])
        case "load" where kind == .frame || kind == .frameNavigate: ["load", location ?? asked]
        case "no event" where kind == .frame || kind == .frameNavigate:
            ["no event", location ?? asked]
        default: [result]
        }
    }
}

extension RecordedTruth.Outcome {
    /// Whether this is the outcome of a WebSocket whose closing was not recorded.
    private var isOpeningOnly: Bool { closeCode == nil && timeout != true }

    private func responseLines(asked: String) -> [String] {
        var lines = ["resolved", type ?? "", "\(status ?? 0)"]
        lines.append(type == nil ? "" : "\(redirected ?? false)")
        lines.append(String((url ?? asked).prefix { $0 != "#" }))
        for header in headers ?? [] { lines.append("\(header[0]): \(header[1])") }
        lines.append(body ?? "")
        if let bodyError { lines.append(bodyError) }
        return lines
    }

    /// The lines of a WebSocket, an EventSource, a beacon, a CookieStore or a storage, without the
    /// messages of their errors, which are not compared.
    private func connectionLines(asked: String, kind: RecordedCase.Step.Kind) -> [String]? {
        if kind == .beacon || kind == .storageAccess, let value { return [result, value.line] }
        if returned != nil { return [result, returned?.line ?? ""] }
        switch kind {
        case .websocket, .eventsource, .beacon, .cookieStore, .storage: break
        case .fetch, .xhr, .documentCookie, .navigate, .subresource, .wait, .frame, .frameNavigate,
            .element, .worker, .import, .storageAccess:
            return nil
        }
        switch (kind, result) {
        case (_, "rejected"): return [result, name ?? ""]
        case (.websocket, "open") where isOpeningOnly, (.websocket, "error") where isOpeningOnly:
            return [result]
        case (.websocket, "open"), (.websocket, "error"):
            let close =
                closeCode.map { "close \($0) \(closeReason ?? "") \(wasClean ?? false)" }
                ?? "no close event"
            let received = (messages?.elements ?? []).map {
                "message \($0.elements.first?.scriptString ?? "")"
            }
            return [result, url ?? asked, "protocol \(self.protocol ?? "")"] + received + [close]
        case (.eventsource, "open") where log == nil, (.eventsource, "error") where log == nil:
            return [result]
        case (.eventsource, "open"), (.eventsource, "error"):
            return [result, url ?? asked] + (log?.elements ?? []).map(\.line)
                + [ended ?? "", "\(readyState ?? 0)"]
        case (.beacon, "resolved"): return [result, "false"]
        case (.cookieStore, "resolved"):
            return [result] + (ops?.elements ?? []).map(\.withoutMessage.line)
                + (changes?.elements ?? []).map { "change \($0.line)" }
        case (.storage, "resolved"): return [result, local?.line ?? "{}", session?.line ?? "{}"]
        default: return [result]
        }
    }
}

extension RecordedTruth.JarCookie {
    init(_ cookie: Cookie, at now: Moment) {
        self.init(
            name: cookie.name.shownByDevTools,
            value: cookie.value.shownByDevTools,
            domain: cookie.domain,
            hostOnly: cookie.isHostOnly ? true : nil,
            path: cookie.path.shownByDevTools,
            expires: cookie.expiry.map { $0.microseconds(since: now) / 1_000_000 },
            httpOnly: cookie.isHTTPOnly ? true : nil,
            secure: cookie.isSecure ? true : nil,
            sameSite: cookie.sameSite == .unspecified
                ? "unset" : cookie.sameSite.rawValue.capitalized,
            // DevTools does not show a partition key that has a nonce.
            partitionKey: cookie.partitionKey.flatMap { $0.nonce == nil ? $0 : nil }.map {
                Key(
                    // The recordings have a placeholder instead of the unique part.
                    topLevelSite: $0.topLevelSite.replacing(
                        /opaque-[0-9a-f]+\.mozilla/,
                        with: "opaque-uuid.mozilla"
                    ),
                    hasCrossSiteAncestor: $0.hasCrossSiteAncestor
                )
            }
        )
    }

    var line: String {
        let flags = [
            hostOnly == true ? "host-only" : "", httpOnly == true ? "HttpOnly" : "",
            secure == true ? "Secure" : "",
        ].filter { !$0.isEmpty }
        let key = partitionKey.map { "\($0)" } ?? "-"
        return "\(domain) \(path) \(name)=\(value) \(flags.joined(separator: " ")) \(sameSite) "
            + "\(expires.map(String.init) ?? "session") \(key)"
    }

    /// The cookie of `others` that only differs by at most two seconds of its expiry, or else this
    /// one.
    func nearest(of others: [RecordedTruth.JarCookie]) -> RecordedTruth.JarCookie {
        others.first { other in
            var moved = self
            moved.expires = other.expires
            guard let left = expires, let right = other.expires else { return false }
            return moved == other && abs(left - right) <= 2
        } ?? self
    }
}

extension ByteString {
    /// The text as the DevTools protocol reports it, which omits invalid UTF-8: a byte that cannot
    /// start a sequence, or an invalid sequence, whose bytes have been consumed by then.
    var shownByDevTools: String {
        if let text = utf8Validated { return text }
        var scalars = String.UnicodeScalarView()
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            let (count, bits): (Int, UInt32)
            switch byte {
            case 0..<0x80: (count, bits) = (0, UInt32(byte))
            case 0xC0..<0xE0: (count, bits) = (1, UInt32(byte & 0x1F))
            case 0xE0..<0xF0: (count, bits) = (2, UInt32(byte & 0x0F))
            case 0xF0..<0xF8: (count, bits) = (3, UInt32(byte & 0x07))
            default: continue
            }
            guard rest.count >= count else { continue }
            let following = rest.prefix(count)
            rest = rest.dropFirst(count)
            guard following.allSatisfy({ $0 & 0xC0 == 0x80 }) else { continue }
            let value = following.reduce(bits) { $0 << 6 | UInt32($1 & 0x3F) }
            guard count == 0 || value > 0x7F, let scalar = Unicode.Scalar(value) else { continue }
            scalars.append(scalar)
        }
        return String(scalars)
    }
}

extension RecordedTruth.Failure {
    /// The line of a failure with a reason; failures without one are those of the network.
    fileprivate func line(asked: String) -> String? {
        let target = url ?? asked
        if let cors { return "failure \(target): \(cors) \(parameter ?? "")" }
        // "other" says nothing.
        guard let blockedReason, blockedReason != "other" else { return nil }
        return "failure \(target): \(blockedReason)"
    }
}

extension FetchReport {
    /// The lines of the failure; DevTools identifies a request by its first URL.
    fileprivate var failureLines: [String] {
        guard case .rejected(.localNetwork) = outcome, initiator != .webSocket,
            preflightCache == .miss, exchanges.last?.kind != .preflight
        else { return [failureLine].compactMap { $0 } }
        // The preflight that was not sent counts as a failure of its own.
        return [failureLine, failureLine].compactMap { $0 }
    }

    private var failureLine: String? {
        guard case .rejected(let failure) = outcome, let url else { return nil }
        let shown = url.withFragment(nil).href
        let line = { (reason: String) in "failure \(shown): \(reason)" }
        switch failure {
        case .cors(let failure): return line("\(failure.code) \(failure.parameter)")
        case .localNetwork(let refusal):
            return initiator == .webSocket ? nil : line("\(refusal.code) ")
        // A blocked navigation is aborted without a reason.
        case .mixedContent where initiator == .webSocket: return nil
        case .urlHasCredentials where initiator == .beacon: return line("origin")
        case .mixedContent: return mode == .navigate ? nil : line("mixed-content")
        // A constructor that throws does not make a request.
        case .disallowedByMode where loadingError != nil: return nil
        case .disallowedByMode(_, _, let kind):
            return exchanges.isEmpty && kind == nil ? nil : line("origin")
        // Only reported for what DevTools counts as a network request; a fetch is blocked before it
        // becomes one.
        case .contentSecurityPolicy(_, let violation):
            return isSeenBlocked(by: violation) ? line("csp") : nil
        case .embedderPolicy(_, .noResourcePolicy):
            return line("corp-not-same-origin-after-defaulted-to-same-origin-by-coep")
        case .embedderPolicy: return line("coep-frame-resource-needs-coep-header")
        case .corpNotSameOrigin: return line("corp-not-same-origin")
        case .corpNotSameSite: return line("corp-not-same-site")
        default: return nil
        }
    }
}

extension FetchReport {
    fileprivate func isSeenBlocked(by violation: ContentSecurityPolicyViolation) -> Bool {
        guard mode != .navigate, initiator != .webSocket, initiator != .beacon else { return false }
        return !exchanges.isEmpty
            || (initiator != .fetch
                && !["media-src", "worker-src"].contains(violation.effectiveName))
    }

    fileprivate var isStoppedByPreflight: Bool {
        if case .rejected(.cors(.preflightDisallowedRedirect)) = outcome { true } else { false }
    }
}

extension Exchange {
    fileprivate var isDownload: Bool {
        requestHeaders.get("Sec-Fetch-Mode") == "navigate"
            && requestHeaders.get("Sec-Fetch-Dest") == "empty"
    }

    /// The codes for each line that was not stored. DevTools cannot find a cookie that the same
    /// response has cleared again, and reports a syntax error.
    fileprivate var devToolsReasons: [[String]] {
        setCookies.map { verdict in
            let codes = verdict.refusals.filter(\.isInDevTools).map(\.code)
            return codes.isEmpty && clearSiteData?.clearsCookies == true ? ["SyntaxError"] : codes
        }
    }
}
