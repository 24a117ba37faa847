internal import BrowserCORS
internal import BrowserCookies
package import BrowserFetch
package import BrowserInfra
internal import BrowserJSON

extension FetchReport {
    /// The browser's, with the user's choice about third-party cookies.
    package var policy: BrowserPolicy {
        var policy = BrowserPolicy.named(browser)
        if let thirdParty { policy.cookies.thirdParty = thirdParty }
        return policy
    }

    /// How well the least known of the rules that decided is known.
    package var basis: Evidence {
        let evidence = policy.evidence
        let verdicts = exchanges.flatMap { exchange in
            exchange.cookies.map { _ in evidence.cookieAccess }
                + exchange.setCookies.map { $0.basis(evidence) }
        }
        return ([evidence.fetch] + verdicts).max() ?? evidence.fetch
    }
}

extension Evidence {
    /// What a reader of the verdicts on cookies should know.
    package var sentence: String {
        switch self {
        case .recorded: "What happened to the cookies is as recorded from the browser."
        case .documented:
            "Cookie results follow this browser's documentation; they were not checked against "
                + "the real browser."
        case .unsure:
            "What happened to a cookie is unsure: this browser's jar is neither documented in this "
                + "point nor was it recorded."
        }
    }
}

extension SetCookieVerdict {
    /// How well the rule that decided is known.
    package func basis(_ evidence: PolicyEvidence) -> Evidence {
        if effect == .ignored { return evidence.fetch }
        return refusals.contains(where: \.isAboutSyntax)
            ? evidence.cookieSyntax : evidence.cookieAccess
    }
}

extension CookieRefusal {
    /// Whether the line alone, and not who sent it, is the reason.
    fileprivate var isAboutSyntax: Bool {
        switch self {
        case .noContent, .emptyName, .pairTooLong, .disallowedCharacter, .ambiguousSerialization,
            .domainNotASCII, .emptyLabelInHost, .missingForPrefix, .hiddenPrefix,
            .partitionedWithoutSecure, .expired:
            true
        case .domainMismatch, .publicSuffixDomain, .thirdPartyBlocked, .schemeNotSupported,
            .secureOnly, .httpOnly, .sameSiteNoneInsecure, .sameSite, .overwriteSecure,
            .overwriteHTTPOnly:
            false
        }
    }
}

extension JSONValue {
    func judged(_ verdict: CookieVerdict, by policy: BrowserPolicy) -> JSONValue {
        judged(policy.evidence.cookieAccess, verdict.exclusions.first?.code, by: policy)
    }

    func judged(_ verdict: SetCookieVerdict, by policy: BrowserPolicy) -> JSONValue {
        judged(verdict.basis(policy.evidence), verdict.refusals.first?.code, by: policy)
    }

    func judged(_ verdict: CORSVerdict, by policy: BrowserPolicy) -> JSONValue {
        var code: String?
        if case .failed(let failure) = verdict { code = failure.code }
        return judged(policy.evidence.fetch, code, by: policy)
    }

    /// With how well the verdict is known, and the browser's own key for the reason if it has one.
    private func judged(_ basis: Evidence, _ code: String?, by policy: BrowserPolicy) -> JSONValue {
        guard case .object(var members) = self else { return self }
        members.append(Member("basis", .string(basis.rawValue)))
        if let key = code.flatMap({ policy.nativeReasons[$0] }) {
            members.append(Member("nativeReason", .string(key)))
        }
        return .object(members)
    }
}
