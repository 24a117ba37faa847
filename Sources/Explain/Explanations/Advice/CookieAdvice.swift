internal import Cookies
internal import Fetch
internal import Infra
internal import WebOrigin

// How the server has to set a cookie, so that it is stored and comes back.

extension Adviser {
    var cookieAdvice: [Advice] {
        var advice: [Advice] = []
        for exchange in report.exchanges {
            for verdict in exchange.setCookies {
                let policy = report.policy.cookies
                guard let change = SetCookieCall(verdict, policy: policy), !change.name.isEmpty
                else { continue }
                for refusal in verdict.refusals {
                    advice += [self.advice(on: refusal, changing: change)].compactMap {
                        $0
                    }
                }
            }
            for verdict in exchange.cookies {
                advice += [self.advice(on: verdict, of: exchange)].compactMap { $0 }
            }
        }
        return advice.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private func advice(
        on refusal: CookieRefusal,
        changing change: SetCookieCall
    ) -> Advice? {
        var change = change
        let text: String
        switch refusal {
        case .sameSiteNoneInsecure:
            change.secure = .yes
            text =
                "Send SameSite=None together with Secure"
                + (report.policy.cookies.loopback == .secure
                    ? "; on localhost that works over http too." : ", over https.")
        case .sameSite(let mismatch):
            guard let sentence = siteText(mismatch) else { return nil }
            change.sameSite = "None"
            change.secure = .yes
            text = sentence
        case .publicSuffixDomain(let attribute, let host):
            change.domain = nil
            text =
                "\(attribute) is a public suffix, which nobody may set cookies for. Leave Domain "
                + "out: the cookie then belongs to \(host)."
        case .domainMismatch(let attribute, let host):
            change.domain = nil
            text =
                "A server sets cookies for its own host and those above it; \(host) is not below "
                + "\(attribute). Leave Domain out: the cookie then belongs to \(host)."
        case .missingForPrefix(_, let missing):
            if missing.contains(.secureAttribute) { change.secure = .yes }
            if missing.contains(.httpOnlyAttribute) { change.isHTTPOnly = true }
            if missing.contains(.rootPath) { change.path = "/" }
            if missing.contains(.noDomainAttribute) { change.domain = nil }
            text =
                "Set it with \(enumerated(missing.map(\.phrase))), or name it without the prefix."
        case .partitionedWithoutSecure(hasAttribute: false, _):
            change.secure = .yes
            text = "Send Partitioned together with Secure."
        case .secureOnly(_, let host):
            change.secure = .likeTheConnection
            text =
                "This browser stores Secure cookies from https only. Serve \(host) over https, or "
                + "mark the cookie Secure only where the connection is."
        case .thirdPartyBlocked:
            return isOneMachine ? nil : thirdPartyAdvice
        case .noContent, .emptyName, .pairTooLong, .disallowedCharacter, .ambiguousSerialization,
            .domainNotASCII, .emptyLabelInHost, .hiddenPrefix, .partitionedWithoutSecure,
            .schemeNotSupported, .httpOnly, .overwriteSecure, .overwriteHTTPOnly, .expired:
            // A sentence says it all, beside the cookie.
            return nil
        }
        return Advice(code: refusal.code, text: text, fixes: change.fixes)
    }

    /// `nil` where it is not the cookie that has to change.
    private func siteText(_ mismatch: SameSiteMismatch) -> String? {
        guard let page = report.page, !page.origin.isOpaque else { return nil }
        if mismatch.onlySchemesDiffer || isOneMachine { return nil }
        let change = "Across sites only SameSite=None; Secure passes"
        switch mismatch.sameSite {
        case .unspecified:
            return "\(change), and no SameSite was sent at all (in Python, samesite=None sends "
                + "none: write the text \"None\"). Or serve page and API from one site."
        case .lax, .strict, .none:
            return "\(change). Or serve page and API from one site."
        }
    }

    /// A frame or a page of another site, in a browser that keeps such cookies out.
    private var thirdPartyAdvice: Advice {
        let target = report.url?.origin.serialized ?? ""
        return Advice(
            code: CookieRefusal.thirdPartyBlocked.code,
            text:
                "This browser keeps other sites' cookies out, whatever their attributes. Serve page "
                + "and API from one site; while developing, let the page's server pass calls on.",
            fixes: [
                Advice.Fix(
                    Advice.Fix.page,
                    "// vite.config.js\nexport default {server: {proxy: {\"/api\": "
                        + "\(Framework.express.quoted(target))}}}"
                )
            ]
        )
    }

    /// A stored cookie that was missed: the answer says so.
    private func advice(on verdict: CookieVerdict, of exchange: Exchange) -> Advice? {
        var change = SetCookieCall(verdict.cookie)
        if verdict.exclusions.count == 1, case .notOnPath(let path, _)? = verdict.exclusions.first,
            [401, 403, 404].contains(exchange.response?.status)
        {
            change.path = "/"
            return Advice(
                code: verdict.exclusions[0].code,
                text: "\(verdict.cookie.shownName) goes to URLs below \(path.utf8Decoded) only. If "
                    + "this one wants it, set it for all.",
                fixes: change.fixes
            )
        }
        guard let mismatch = verdict.exclusions.lazy.compactMap(\.sameSiteMismatch).first,
            let text = siteText(mismatch)
        else { return nil }
        change.sameSite = "None"
        change.secure = .yes
        return Advice(code: mismatch.code, text: text, fixes: change.fixes)
    }
}
