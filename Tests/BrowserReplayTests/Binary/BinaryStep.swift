import BrowserInfra
import Foundation
import TestSupport

/// What the binary printed in one step, and the requests that arrived at the server.
struct BinaryStep: Sendable {
    var requests: [ServedRequest] = []
    /// One report for the step itself, and one for a frame that had to be created for it.
    var reports: [PrintedReport] = []
    var outcome: [String] = []
    var jar: [PrintedCookie] = []
    var documentCookie = ""
    /// The virtual time at which the jar was listed.
    var time = Moment(secondsSinceEpoch: 0)

    /// `set`: the headers that the page set; `recorded`: the recorded jar, to compare expiry times
    /// with.
    func projected(
        settingHeaders set: [[String]],
        near recorded: [RecordedTruth.JarCookie]
    ) -> ProjectedStep {
        [
            .requests: requests.map { request in
                requestLine(
                    method: request.method,
                    url: request.url,
                    headers: request.headers.map { (name: $0[0], value: $0[1]) },
                    setByPage: set,
                    body: request.body
                )
            },
            .cookies: requests.compactMap { request in
                request.headers.first { $0[0].lowercased() == "cookie" }
                    .map { "\(request.method) \(request.url): \($0[1])" }
            },
            .outcome: outcome,
            .jar: jar.map { RecordedTruth.JarCookie($0, at: time).nearest(of: recorded).line }
                .sorted(),
            .documentCookie: [documentCookie],
            .reasons: reasonLines,
            .console: reports.flatMap(\.console).filter { !isLeftOut($0) },
        ]
    }

    private var reasonLines: [String] {
        // DevTools reports cookies when the connection is made: none without a connection, and none
        // of a handshake or a download.
        let exchanges = reports.filter { $0.request.mode != "websocket" }
            .flatMap { $0.violationReports.flatMap(\.exchanges) + $0.exchanges }
            .filter { !$0.isDownload }
        let sent = exchanges.filter { $0.status != nil }.flatMap(\.cookies)
            .filter { $0.blockedReasons.allSatisfy(isInDevTools) }
            .map { verdict in
                sentLine(
                    name: verdict.name ?? "",
                    domain: (verdict.hostOnly == true ? "" : ".") + (verdict.domain ?? ""),
                    path: verdict.path ?? "",
                    blocked: verdict.blockedReasons
                )
            }
        let stored = exchanges.flatMap(\.setCookies)
            .map { $0.blockedReasons.filter(isInDevTools) }
            .filter { !$0.isEmpty }.map(storedLine)
        // DevTools reports a redirect when it is followed, but not that of a handshake.
        let redirects = reports.filter(\.isFollowed).flatMap(\.internalRedirects)
            .filter { $0.reason == "HSTS" }
            .map { "redirect \($0.from) \($0.to) \($0.reason)" }
        return redirects + sent.sorted() + stored + reports.flatMap(\.failureLines)
    }
}

/// crumb has some reasons that the DevTools protocol has no code for; the recordings only have the
/// protocol's.
private func isInDevTools(_ code: String) -> Bool {
    ![
        "AmbiguousSerialization", "Expired", "HttpOnly", "InvalidPartitioned", "OverwriteHttpOnly",
        "PartitionMismatch",
    ].contains(code)
}

extension PrintedReport {
    fileprivate var isFollowed: Bool {
        request.mode != "websocket" && request.redirect != "error"
            && outcome.error?.code != "PreflightDisallowedRedirect"
    }

    /// A preflight that was not sent counts as a failure of its own.
    fileprivate var failureLines: [String] {
        guard let line = failureLine else { return [] }
        let isOfPreflight =
            isRefusedNetwork && preflightCache == "miss" && exchanges.last?.kind != "preflight"
        return isOfPreflight ? [line, line] : [line]
    }

    private var isRefusedNetwork: Bool {
        [
            "LocalNetworkAccessPermissionDenied", "InsecureLocalNetwork",
            "InvalidLocalNetworkAccess",
        ].contains(outcome.error?.code)
    }

    /// Whether DevTools reports the block: only requests that it counts as network requests, and a
    /// fetch is blocked before it becomes one.
    private var isSeenBlocked: Bool {
        if request.mode == "navigate" || ["websocket", "beacon"].contains(initiator) {
            return false
        }
        return !exchanges.isEmpty
            || !["fetch", "audio", "video", "track", "worker", "sharedworker"].contains(initiator)
    }

    /// DevTools identifies a request by its first URL.
    private var failureLine: String? {
        guard let code = outcome.error?.code else { return nil }
        let line = { (reason: String) in "failure \(request.url): \(reason)" }
        if let failure = exchanges.last?.cors, failure.error == code {
            return line("\(code) \(failure.parameter ?? "")")
        }
        return switch code {
        // A blocked navigation is aborted without a reason.
        case "MixedContent": request.mode == "navigate" ? nil : line("mixed-content")
        case "DisallowedByMode": exchanges.isEmpty ? nil : line("origin")
        // These are reported for a redirect, before a response is checked.
        case "CorsDisabledScheme", "RedirectContainsCredentials", "PreflightDisallowedRedirect":
            line("\(code) ")
        case "CorpNotSameOrigin": line("corp-not-same-origin")
        case "CorpNotSameOriginByCoep":
            line("corp-not-same-origin-after-defaulted-to-same-origin-by-coep")
        case "CoepMissing": line("coep-frame-resource-needs-coep-header")
        case "ContentSecurityPolicy": isSeenBlocked ? line("csp") : nil
        case _ where isRefusedNetwork: initiator == "websocket" ? nil : line("\(code) ")
        case "CorpNotSameSite": line("corp-not-same-site")
        default: nil
        }
    }

    /// The outcome of a step of this kind, as lines.
    func outcomeLines(of kind: RecordedCase.Step.Kind) -> [String] {
        switch kind {
        case .navigate: document.map { ["navigated", $0] } ?? ["failed"]
        case .subresource: [event ?? "no event"]
        case .websocket:
            outcome.webSocket.flatMap { $0.url == nil ? nil : $0.lines }
                ?? ["rejected", outcome.error?.name ?? ""]
        case .beacon:
            outcome.beacon.map { ["resolved", "\($0.returned)"] }
                ?? ["rejected", outcome.error?.name ?? ""]
        case .eventsource, .cookieStore, .storage, .frame, .frameNavigate,
            .element, .worker, .import, .storageAccess:
            ["no command"]
        case .fetch, .xhr, .documentCookie, .wait: fetchLines(hasType: kind == .fetch)
        }
    }

    private func fetchLines(hasType: Bool) -> [String] {
        if let response = outcome.response {
            let bytes = response.bodyBase64.flatMap { Data(base64Encoded: $0) }
            return [
                "resolved", hasType ? response.type : "", "\(response.status)",
                hasType ? "\(response.redirected)" : "", response.url,
            ] + response.headers.map { "\($0[0]): \($0[1])" } + [
                response.body ?? bytes.map { String(decoding: $0, as: UTF8.self) } ?? ""
            ]
        }
        return ["rejected", outcome.error?.name ?? "", outcome.error?.message ?? ""]
    }
}

extension RecordedTruth.JarCookie {
    fileprivate init(_ cookie: PrintedCookie, at now: Moment) {
        self.init(
            name: cookie.name.shownByDevTools,
            value: cookie.value.shownByDevTools,
            domain: cookie.domain,
            path: cookie.path,
            sameSite: cookie.sameSite ?? "unset"
        )
        // The recordings omit what is false.
        hostOnly = cookie.hostOnly ? true : nil
        httpOnly = cookie.httpOnly ? true : nil
        secure = cookie.secure ? true : nil
        expires = cookie.expires.flatMap { Moment(iso8601: $0) }
            .map { $0.microseconds(since: now) / 1_000_000 }
        partitionKey = cookie.partitionKey.map {
            Key(topLevelSite: $0.topLevelSite, hasCrossSiteAncestor: $0.hasCrossSiteAncestor)
        }
    }
}

extension String {
    /// DevTools reports the empty string for text that is not valid UTF-8.
    fileprivate var shownByDevTools: String { contains("\u{FFFD}") ? "" : self }
}
