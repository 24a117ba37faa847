internal import BrowserCookies
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

// The page as a widget of another site: which of the API's cookies it still has, judged without a
// request.

extension DoctorPlan {
    /// `answers`: what the API answered the page in each browser; `nil` where it did not.
    func framedPages(
        in policies: [BrowserPolicy],
        answers: [HTTPResponse?],
        suffixes: PublicSuffixList,
        now: @escaping @Sendable () -> Moment
    ) async -> [Diagnosis.Result] {
        let answers = answers.compactMap(\.self)
        guard answers.count == policies.count, var framed = framedPage,
            answers.contains(where: { $0.headers.contains("Set-Cookie") })
        else { return [] }
        let request = FetchRequest(url: url.href, method: readMethod, credentials: .include)
        var results: [Diagnosis.Result] = []
        for purpose in [Probe.Purpose.framedPage, .framedPageWithAccess] {
            framed.hasStorageAccess = purpose == .framedPageWithAccess
            let probe = Probe(purpose: purpose, page: framed, request: .fetch(request))
            var result = Diagnosis.Result(probe: probe, reports: [])
            for (policy, answer) in zip(policies, answers) {
                let browser = Browser(
                    policy: policy,
                    suffixes: suffixes,
                    jar: CookieJar(suffixes: suffixes),
                    transport: FixedResponseTransport(answer),
                    now: now
                )
                await agree(in: browser)
                // In a tab of its own it gets the cookies.
                _ = await browser.fetch(request, from: pageWithoutPolicies)
                result.reports.append(await browser.fetch(request, from: framed))
            }
            results.append(result)
        }
        return results
    }

    private var framedPage: Page? {
        guard page.ancestors.isEmpty, page.url.isHTTP,
            var top = stranger(host: "crumb-doctor.invalid")
        else { return nil }
        top.addressSpace = page.addressSpace
        var framed = pageWithoutPolicies
        framed.ancestors = [top]
        return framed
    }
}
