internal import BrowserCORS
internal import BrowserCookies
package import BrowserFetch
package import BrowserInfra
internal import BrowserJSON

extension FetchReport {
    /// The browser's policy, with the user's setting for third-party cookies.
    package var policy: BrowserPolicy {
        var policy = BrowserPolicy.named(browser)
        if let thirdParty { policy.cookies.thirdParty = thirdParty }
        return policy
    }

    /// The evidence for the rules that were applied; the weakest one counts.
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
    /// A sentence on the evidence for the verdicts on cookies.
    package var sentence: String {
        switch self {
        case .recorded: "Cookie results match recordings of the real browser."
        case .documented:
            "Cookie results follow this browser's documentation; they were not checked against "
                + "the real browser."
        case .unsure:
            "Cookie results are uncertain: what this browser's jar does here is neither documented "
                + "nor recorded."
        }
    }
}

extension SetCookieVerdict {
    /// Returns the evidence for the rule that decided the verdict.
    package func basis(_ evidence: PolicyEvidence) -> Evidence {
        if effect == .ignored { return evidence.fetch }
        return refusals.contains(where: \.isAboutSyntax)
            ? evidence.cookieSyntax : evidence.cookieAccess
    }
}

extension CookieRefusal {
    /// Whether the reason is in the line alone, and does not depend on the request.
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

    /// Returns the JSON with the evidence for the verdict, and with the browser's own key for the reason
    /// if it has one.
    private func judged(_ basis: Evidence, _ code: String?, by policy: BrowserPolicy) -> JSONValue {
        guard case .object(var members) = self else { return self }
        members.append(Member("basis", .string(basis.rawValue)))
        if let key = code.flatMap({ policy.nativeReasons[$0] }) {
            members.append(Member("nativeReason", .string(key)))
        }
        return .object(members)
    }
}
