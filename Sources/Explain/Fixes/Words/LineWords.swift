internal import BrowserCookies
package import BrowserFetch
internal import BrowserHTTP
package import BrowserInfra
internal import Explanations
internal import WebOrigin

// How each cookie must be set.

extension PlanDescription {
    var lineAdvice: [Advice] {
        let subjects = plan.lines.keys.filter { found.changes[$0]?.isEmpty == false }
            .sorted { $0.order.lexicographicallyPrecedes($1.order) }
        return subjects.compactMap { subject in
            guard let line = plan.lines[subject], let changes = found.changes[subject] else {
                return nil
            }
            return advice(subject, line, changes)
        }
    }

    private func advice(
        _ subject: CookieReference,
        _ line: SetCookieLine,
        _ changes: [LineChange]
    ) -> Advice {
        let own = problems.filter { $0.subject == subject }
        let code = own.lazy.compactMap(\.code).first ?? AdviceCode.sameSite.rawValue
        let name = line.name.isEmpty ? "the cookie" : line.name.utf8Decoded
        var sentences = [
            "Set \(name) with \(enumerated(changes.map(\.phrase).uniqued()))."
        ]
        sentences += changes.compactMap { reason(for: $0, own, line) }.uniqued()
        var advice = Advice(
            code: code,
            text: sentences.joined(separator: " "),
            fixes: call(subject, line, changes)?.fixes ?? [],
            cookies: [subject.mention]
        )
        if !line.name.isEmpty { advice.topic = .cookie(name) }
        return advice
    }

    /// Returns the call that sends this line.
    private func call(
        _ subject: CookieReference,
        _ line: SetCookieLine,
        _ changes: [LineChange]
    ) -> SetCookieCall? {
        var url = situation.target
        if case .line(let hop, _) = subject, situation.hops.indices.contains(hop) {
            url = situation.hops[hop].url
        }
        // Only the developer can choose a shorter value.
        guard let url, !line.name.isEmpty, changes != [.shortenValue] else { return nil }
        var call = SetCookieCall(
            line,
            at: plan.place.target(url, of: situation, from: report.page),
            now: serverTime(subject)
        )
        call.requiresServerChange = !changes.allSatisfy(\.addsFlags)
        call.changedAttributes = Set(changes.compactMap(\.changedAttribute))
        return call
    }

    /// Returns the time at which the server sent the line, by its own clock, which it uses to compute
    /// Expires.
    private func serverTime(_ subject: CookieReference) -> Moment {
        guard case .line(let hop, _) = subject, situation.hops.indices.contains(hop) else {
            return situation.started
        }
        return situation.hops[hop].response?.date ?? situation.started
    }

    /// Returns the reason for a change, if it is not obvious.
    private func reason(
        for change: LineChange,
        _ problems: [Problem],
        _ line: SetCookieLine
    ) -> String? {
        let refusals = problems.flatMap(\.refusals)
        switch change {
        case .dropDomain:
            let reason = refusals.lazy.compactMap(\.domainReason).first
            guard report.relation?.sameOrigin == true,
                situation.target?.host?.isThisMachine == true
            else { return reason }
            // If the page's own server proxies the calls, the line comes from the server behind it.
            return (reason ?? "") + " (If a development server proxies the calls, give it "
                + "the option cookieDomainRewrite: \"\".)"
        case .noneAndSecure, .partitioned:
            let isUnsaid = problems.contains { $0.mismatch?.sameSite == .unspecified }
            let python =
                !isUnsaid
                ? ""
                : report.mayBePython
                    ? " The response has no SameSite (in Python, samesite=None sends none: write the "
                        + "string \"None\")." : " The response has no SameSite."
            guard change == .noneAndSecure else {
                return "This browser blocks third-party cookies unless they are Partitioned: "
                    + "those have a separate jar for each site in the tab.\(python)"
            }
            return isNavigation
                ? "A POST from another site carries no other cookies; you then need a CSRF token."
                : "Only such cookies are sent across sites.\(python)"
        case .lax:
            if line.sameSite == .lax, problems.contains(where: { $0.mismatch?.sameSite == .strict })
            {
                return "A Strict cookie is not sent if another site began the navigation; Lax is "
                    + "sent when other sites link or redirect here, and with nothing else of "
                    + "theirs."
            }
            return report.relation?.sameSite == true
                ? "Page and API are on one site, so None would only expose it to others." : nil
        case .secure:
            guard refusals.contains(.sameSiteNoneInsecure) else { return nil }
            return "Browsers only accept SameSite=None together with Secure."
        case .secureMatchingConnection:
            return "This browser only stores Secure cookies over https, even on this machine."
        case .rootPath:
            guard problems.contains(where: \.isAboutPath), let path = original(of: problems) else {
                return line.name.bytes.starts(with: Array("__Host-".utf8))
                    ? "The prefix __Host- requires Path=/."
                    : "Path=/ makes it valid for the whole host; without Path, only for paths "
                        + "below that of the URL that sets it."
            }
            return "With Path=\(path) it is never sent to this URL; keep that if only URLs "
                + "below it should get it. The cookie that browsers have now stays until it "
                + "expires or is deleted with Path=\(path)."
        case .dropPrefix:
            return "A name with that prefix requires https."
        case .shortenValue:
            return "Keep the data on the server, and only its key in the cookie: browsers accept "
                + "at most 4096 bytes of name and value."
        case .name, .encodeValue, .domain, .httpOnly, .dropPartitioned: return nil
        }
    }

    private var isNavigation: Bool { situation.isNavigationOfTheTab }

    private func original(of problems: [Problem]) -> String? {
        for case .notOnPath(let path, _) in problems.flatMap(\.exclusions) {
            return path.utf8Decoded
        }
        return nil
    }
}

extension HTTPResponse {
    /// The time at which the server made the response, by its own clock.
    package var date: Moment? { headers.get("Date").flatMap { Moment(httpDate: $0) } }
}

extension LineChange {
    /// Whether the change only adds flags, or changes SameSite.
    fileprivate var addsFlags: Bool {
        switch self {
        case .secure, .httpOnly, .lax, .noneAndSecure, .partitioned: true
        case .name, .encodeValue, .shortenValue, .dropPrefix, .rootPath, .dropDomain, .domain,
            .secureMatchingConnection, .dropPartitioned:
            false
        }
    }

    /// The attribute that has a default in frameworks and must now be set explicitly.
    fileprivate var changedAttribute: String? {
        switch self {
        case .rootPath: "Path"
        case .dropDomain, .domain: "Domain"
        case .name, .encodeValue, .shortenValue, .dropPrefix, .secure, .secureMatchingConnection,
            .httpOnly, .lax, .noneAndSecure, .partitioned, .dropPartitioned:
            nil
        }
    }

    /// The phrase after "Set x with".
    fileprivate var phrase: String {
        switch self {
        case .name: "a name (name=value)"
        case .encodeValue: "its control characters percent-encoded"
        case .shortenValue: "a shorter value"
        case .dropPrefix: "a name without a prefix"
        case .dropDomain: "no Domain"
        case .dropPartitioned: "no Partitioned"
        case .secureMatchingConnection: "Secure where the connection is https"
        case .rootPath, .domain, .secure, .httpOnly, .lax, .noneAndSecure, .partitioned: short
        }
    }
}

extension CookieRefusal {
    /// Why the Domain is not possible.
    fileprivate var domainReason: String? {
        switch self {
        case .publicSuffixDomain(let attribute, let host):
            return "\(attribute) is a public suffix, which no one may set cookies for; without "
                + "Domain it belongs to \(host)."
        case .domainMismatch(_, let host): return "Without Domain it belongs to \(host)."
        case .domainNotASCII: return "Domain must be ASCII."
        default: return nil
        }
    }
}

extension CookieReference {
    fileprivate var order: [Int] {
        switch self {
        case .line(let hop, let index): [hop, index]
        case .stored: [.max]
        }
    }

    var mention: Advice.CookieMention {
        switch self {
        case .line(let hop, let index): .line(request: hop, index: index)
        case .stored(let identity): .stored(name: identity.name.utf8Decoded)
        }
    }
}

extension Problem {
    var refusals: [CookieRefusal] {
        if case .notStored(_, let refusals) = self { refusals } else { [] }
    }

    var exclusions: [CookieExclusion] {
        switch self {
        case .notSent(_, let exclusions), .notSentBack(_, let exclusions): exclusions
        case .notStored, .ignored, .notRead: []
        }
    }

    var mismatch: SameSiteMismatch? {
        refusals.lazy.compactMap(\.sameSiteMismatch).first
            ?? exclusions.lazy.compactMap(\.sameSiteMismatch).first
    }

    var isAboutPath: Bool {
        exclusions.contains { if case .notOnPath = $0 { true } else { false } }
    }

    /// The code of the problem's first reason.
    var code: String? { refusals.first?.code ?? exclusions.first?.code }
}

extension CookieExclusion {
    var sameSiteMismatch: SameSiteMismatch? {
        if case .sameSite(let mismatch) = self { mismatch } else { nil }
    }
}

extension CookieRefusal {
    var sameSiteMismatch: SameSiteMismatch? {
        if case .sameSite(let mismatch) = self { mismatch } else { nil }
    }
}
