internal import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra
internal import CookieFiles
internal import CopiedRequests
internal import Profile
internal import Report
internal import WebOrigin

extension CopiedRequest {
    /// The cookies that the request carried; `nil` when there were none.
    func cookieFile() throws(CommandFailure) -> CookieFile? {
        guard !cookies.isEmpty else { return nil }
        guard let url = try? WebURL(parsing: request.url), url.isHTTP else {
            throw CommandFailure(
                .invalidInput,
                "the cookies of the copied request do not have a host: its URL, "
                    + "\(request.url.prefix(80)), is not a valid http or https URL"
            )
        }
        return CookieFile(
            copied: cookies.map { ($0.name, $0.value, $0.domain, $0.path) },
            to: url
        )
    }
}

extension Session {
    /// Stores the cookies of a file in a jar. Saves the jar in the profile, in one transaction,
    /// unless a cookie is rejected and rejected ones are not skipped.
    func restore(
        _ contents: CookieFile,
        of name: String,
        into jar: inout CookieJar,
        skippingRefused: Bool = false,
        isVerbose: Bool = false
    ) throws(CommandFailure) -> CookieImportExplanation {
        var explanation = CookieImportExplanation(
            of: name,
            format: contents.format,
            skipsRefused: skippingRefused,
            isVerbose: isVerbose
        )
        explanation.remarks = contents.remarks
        restore(contents, into: &jar, explanation: &explanation)
        guard !explanation.isRefused else { return explanation }
        try Self.guarded { () throws(ProfileError) in
            try profile?.save(&jar, of: policy)
        }
        return explanation
    }

    /// Stores all cookies in one jar, whose changes then form one transaction.
    private func restore(
        _ contents: CookieFile,
        into jar: inout CookieJar,
        explanation: inout CookieImportExplanation
    ) {
        let now = clock.now()
        var stored: Set<Cookie.Identity> = []
        explanation.refused = contents.refused.map {
            .init(at: $0.place, .entry($0.refusal, $0.title))
        }
        for entry in contents.entries(importedAt: now) {
            switch jar.restore(entry.cookie, policy: policy.cookies, now: now) {
            case .stored(let cookie, let replaced, let isShortened):
                stored.insert(cookie.identity)
                explanation.created += replaced ? 0 : 1
                explanation.replaced += replaced ? 1 : 0
                if isShortened { explanation.shortened.append(cookie.name.utf8Decoded) }
            case .expired:
                explanation.expired.append(entry.cookie.name.utf8Decoded)
            case .refused(let refusal):
                explanation.refused.append(.init(at: entry.place, .cookie(entry.cookie, refusal)))
            }
        }
        explanation.refused.sort { $0.place < $1.place }
        let kept = jar.allCookies(at: now).reduce(into: 0) { count, cookie in
            count += stored.contains(cookie.identity) ? 1 : 0
        }
        explanation.evicted = stored.count - kept
    }
}

extension Browser {
    /// Continues with another jar.
    func use(_ jar: CookieJar) {
        self.jar = jar
    }
}
