internal import BrowserCookies
package import BrowserFetch
internal import BrowserHTTP
package import BrowserInfra
internal import Explanations
internal import WebOrigin

// How each cookie has to be set.

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

    /// The call that sends this line.
    private func call(
        _ subject: CookieReference,
        _ line: SetCookieLine,
        _ changes: [LineChange]
    ) -> SetCookieCall? {
        var url = situation.target
        if case .line(let hop, _) = subject, situation.hops.indices.contains(hop) {
            url = situation.hops[hop].url
        }
        // What is shorter than the value no one else can write.
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

    /// A server computes Expires by its own clock.
    private func serverTime(_ subject: CookieReference) -> Moment {
        guard case .line(let hop, _) = subject, situation.hops.indices.contains(hop) else {
            return situation.started
        }
        return situation.hops[hop].response?.date ?? situation.started
    }

    /// Why just that, where it does not say so itself.
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
            // Where the page's own server passes calls on, the line is of the server behind it.
            return (reason ?? "") + " (If a development server passes the calls on, give its proxy "
                + "cookieDomainRewrite: \"\".)"
        case .noneAndSecure, .partitioned:
            let isUnsaid = problems.contains { $0.mismatch?.sameSite == .unspecified }
            let python =
                !isUnsaid
                ? ""
                : report.mayBePython
                    ? " No SameSite was sent at all (in Python, samesite=None sends none: write the "
                        + "text \"None\")." : " No SameSite was sent at all."
            guard change == .noneAndSecure else {
                return "This browser keeps other sites' cookies out, but for those that are "
                    + "Partitioned: one jar for each site in the tab.\(python)"
            }
            return isNavigation
                ? "A POST from another site carries no other cookies; it then needs a CSRF token."
                : "Across sites, no other cookie is sent.\(python)"
        case .lax:
            if line.sameSite == .lax, problems.contains(where: { $0.mismatch?.sameSite == .strict })
            {
                return "A Strict cookie is left out wherever the navigation began at another site; "
                    + "Lax goes along with links and redirects, and with nothing else of other "
                    + "sites."
            }
            return report.relation?.sameSite == true
                ? "Page and API are one site, so None would only expose it to others." : nil
        case .secure:
            guard refusals.contains(.sameSiteNoneInsecure) else { return nil }
            return "Browsers take SameSite=None together with Secure only."
        case .secureMatchingConnection:
            return "Secure cookies are stored from https only, here also on this machine."
        case .rootPath:
            guard problems.contains(where: \.isAboutPath), let path = original(of: problems) else {
                return nil
            }
            return "With Path=\(path) it never goes to this URL; leave that if only URLs below it "
                + "are to have it. The one that browsers have now stays until it expires or is "
                + "deleted with Path=\(path)."
        case .dropPrefix:
            return "A name with that prefix is for https only."
        case .shortenValue:
            return "Keep the data on the server, and only its key in the cookie: a browser keeps "
                + "4096 bytes of name and value."
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
    /// When the server says that it made it: its own clock.
    package var date: Moment? { headers.get("Date").flatMap { Moment(httpDate: $0) } }
}

extension LineChange {
    /// Whether it only puts flags into the line, or another SameSite.
    fileprivate var addsFlags: Bool {
        switch self {
        case .secure, .httpOnly, .lax, .noneAndSecure, .partitioned: true
        case .name, .encodeValue, .shortenValue, .dropPrefix, .rootPath, .dropDomain, .domain,
            .secureMatchingConnection, .dropPartitioned:
            false
        }
    }

    /// What a framework has a default for, and is to have another value, or that one, now.
    fileprivate var changedAttribute: String? {
        switch self {
        case .rootPath: "Path"
        case .dropDomain, .domain: "Domain"
        case .name, .encodeValue, .shortenValue, .dropPrefix, .secure, .secureMatchingConnection,
            .httpOnly, .lax, .noneAndSecure, .partitioned, .dropPartitioned:
            nil
        }
    }

    /// After "Set x with".
    fileprivate var phrase: String {
        switch self {
        case .name: "a name (name=value)"
        case .encodeValue: "its control characters percent-encoded"
        case .shortenValue: "a shorter value"
        case .dropPrefix: "a name that has no prefix"
        case .dropDomain: "no Domain"
        case .dropPartitioned: "no Partitioned"
        case .secureMatchingConnection: "Secure where the connection is https"
        case .rootPath, .domain, .secure, .httpOnly, .lax, .noneAndSecure, .partitioned: short
        }
    }
}

extension CookieRefusal {
    /// Why there can be no such Domain.
    fileprivate var domainReason: String? {
        switch self {
        case .publicSuffixDomain(let attribute, let host):
            return "\(attribute) is a public suffix, which nobody may set cookies for; without "
                + "Domain it belongs to \(host)."
        case .domainMismatch(_, let host): return "Without Domain it belongs to \(host)."
        case .domainNotASCII: return "Domain has to be ASCII."
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

    /// Its first reason's.
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
