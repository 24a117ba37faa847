import CORS
import Cookies
import Explanations
import Fetch
import Foundation
import HTTP
import Infra
import WebOrigin

/// One side of a browser's behaviour, judged by itself.
enum Projection: String, CaseIterable, Sendable {
    case requests
    case cookies = "cookies-sent"
    case outcome
    case jar
    case documentCookie = "document.cookie"
    case reasons
    case console
}

/// A step as lines of text, by projection: what a recording says and what crumb does take the same
/// form, so that a difference can be read.
typealias ProjectedStep = [Projection: [String]]

/// The request headers that are compared wherever they come from; of the others only those that
/// the page set.
private let comparedHeaders: Set<String> = [
    "access-control-request-headers", "access-control-request-method",
    "access-control-request-private-network", "authorization",
    "cache-control", "content-type", "if-none-match", "origin", "pragma", "range", "referer",
    "sec-fetch-dest", "sec-fetch-mode", "sec-fetch-site", "sec-fetch-storage-access",
    "sec-fetch-user", "upgrade-insecure-requests",
]

extension ObservedStep {
    /// `headers`: what the page set; `prefixes`: of header names that were not recorded; `truth`: the
    /// recorded jar, for the expiry times that are close enough.
    func projected(
        settingHeaders headers: [[String]],
        leavingOut prefixes: [String],
        near truth: [RecordedTruth.JarCookie]
    ) -> ProjectedStep {
        [
            .requests: requests.map { $0.line(settingHeaders: headers, leavingOut: prefixes) },
            .cookies: requests.compactMap { request in
                request.headers.get("Cookie").map { cookieLine(request, $0.isomorphicDecoded) }
            },
            .outcome: outcome,
            .jar: jarLines(near: truth),
            .documentCookie: [documentCookie],
            .reasons: reasonLines,
            .console: reports.flatMap(\.consoleMessages).filter { !isLeftOut($0) },
        ]
    }

    private func cookieLine(_ request: HTTPRequest, _ cookie: String) -> String {
        "\(request.method) \(request.url.serialized(excludingFragment: true)): \(cookie)"
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
        let exchanges = reports.flatMap(\.exchanges)
        // DevTools learns of the cookies with the connection: without one, of none.
        let sent = exchanges.filter { $0.response != nil }.flatMap(\.cookies)
            .filter { $0.exclusions.allSatisfy(\.isInDevTools) }
            .map { verdict in
                sentLine(
                    name: verdict.cookie.name.shownByDevTools,
                    domain: (verdict.cookie.isHostOnly ? "" : ".") + verdict.cookie.domain,
                    path: verdict.cookie.path.shownByDevTools,
                    blocked: verdict.exclusions.map(\.code)
                )
            }
        let stored = exchanges.flatMap(\.setCookies)
            .map { $0.refusals.filter(\.isInDevTools).map(\.code) }
            .filter { !$0.isEmpty }.map(storedLine)
        return sent.sorted() + stored + reports.compactMap(\.failureLine)
    }
}

extension RecordedTruth {
    /// Every step as lines; step 0 is the page's opening.
    func projected(of recorded: RecordedCase) -> [ProjectedStep] {
        var (jar, script) = ([JarCookie](), "")
        let asked = [recorded.page] + recorded.steps.map { $0.url ?? "" }
        return zip(steps, asked).map { step, url in
            jar = step.jar ?? jar
            script = step.documentCookie ?? script
            return step.projected(asked: url, jar: jar, script: script)
        }
    }
}

extension RecordedTruth.Step {
    /// `asked`: the URL that the step asks for; `jar` and `script`: as after the step before.
    func projected(asked: String, jar: [RecordedTruth.JarCookie], script: String) -> ProjectedStep {
        let requests = requests ?? []
        let sent = (sent ?? []).map { cookie in
            sentLine(
                name: cookie.name,
                domain: cookie.domain,
                path: cookie.path,
                blocked: cookie.blocked ?? []
            )
        }
        return [
            .requests: requests.map { $0.line(asked: asked) },
            .cookies: requests.compactMap { request in
                request.headers?["cookie"].map {
                    "\(request.method ?? "GET") \(request.url ?? asked): \($0)"
                }
            },
            .outcome: outcome.lines(asked: asked),
            .jar: jar.map(\.line).sorted(),
            .documentCookie: [script],
            .reasons: sent.sorted() + (stored ?? []).map(storedLine)
                + (failures ?? []).compactMap { $0.line(asked: asked) },
            .console: (console ?? []).filter { !isLeftOut($0) },
        ]
    }
}

func sentLine(name: String, domain: String, path: String, blocked: [String]) -> String {
    "cookie \(name) of \(domain) \(path): "
        + (blocked.isEmpty ? "sent" : blocked.joined(separator: " "))
}

func storedLine(_ codes: [String]) -> String {
    "not stored: " + codes.joined(separator: " ")
}

/// Console messages that are not crumb's to say.
///
/// A rejected promise is logged only where no code catches it, and the recordings' code does.
func isLeftOut(_ message: String) -> Bool {
    message.hasPrefix("Uncaught (in promise)")
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
            url: url.href,
            headers: names.map { (name: $0, value: headers.get($0)?.isomorphicDecoded ?? "") },
            setByPage: set,
            body: body?.isomorphicDecoded ?? ""
        )
    }
}

/// A request on the wire; `set`: the headers that the page set.
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
        } else if value == pageValue(of: name, in: set) {
            other.append("\(name): \(value)")
        }
    }
    return
        (["\(method) \(url.prefix { $0 != "#" })"] + compared.sorted() + other.sorted()
        + (body.isEmpty ? [] : ["body \(body)"])).joined(separator: " | ")
}

/// What a page's headers of one name come to; the browser may send its own value all the same.
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
            + (body.map { ["body \($0)"] } ?? [])).joined(separator: " | ")
    }
}

extension RecordedTruth.Outcome {
    fileprivate func lines(asked: String) -> [String] {
        switch result {
        case "resolved" where status != nil:
            ["resolved", type ?? "", "\(status ?? 0)", type == nil ? "" : "\(redirected ?? false)"]
                + [String((url ?? asked).prefix { $0 != "#" })]
                + (headers ?? []).map { "\($0[0]): \($0[1])" } + [body ?? ""]
        case "resolved" where type != nil:
            ["resolved", type ?? "", "0", "\(redirected ?? false)", url ?? asked, body ?? ""]
        case "resolved": ["resolved", cookie ?? ""]
        case "rejected": ["rejected", name ?? "", message ?? ""]
        case "navigated": ["navigated", location ?? asked]
        default: [result]
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
            partitionKey: cookie.partitionKey.map {
                Key(
                    topLevelSite: $0.topLevelSite,
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

    /// Itself, or the cookie of `others` that it is but for at most two seconds of its expiry.
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
    /// DevTools' protocol leaves out what is no UTF-8: a byte that begins no sequence, or a sequence
    /// that is none, whose bytes it has read by then.
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
    /// Only failures with a reason: the others are the network's.
    fileprivate func line(asked: String) -> String? {
        let target = url ?? asked
        if let cors { return "failure \(target): \(cors) \(parameter ?? "")" }
        // "other" tells nothing.
        guard let blockedReason, blockedReason != "other" else { return nil }
        return "failure \(target): \(blockedReason)"
    }
}

extension FetchReport {
    /// DevTools names a request by its first URL.
    fileprivate var failureLine: String? {
        guard case .rejected(let failure) = outcome, let url else { return nil }
        let line = { (reason: String) in "failure \(url.href): \(reason)" }
        switch failure {
        case .cors(let failure): return line("\(failure.code) \(failure.parameter)")
        // A navigation that is blocked is aborted, without a reason.
        case .mixedContent: return mode == .navigate ? nil : line("mixed-content")
        case .disallowedByMode: return exchanges.isEmpty ? nil : line("origin")
        case .corpNotSameOrigin: return line("corp-not-same-origin")
        case .corpNotSameSite: return line("corp-not-same-site")
        default: return nil
        }
    }
}
