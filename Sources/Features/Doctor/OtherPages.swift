internal import BrowserCookies
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import Explanations
internal import WebOrigin

// The behavior of the API in other environments, evaluated without a request.

extension DoctorPlan {
    /// Grants the permission for a page on the internet to reach an API that is not: the server's
    /// response is checked as if the user had agreed, and the prompt has its own line.
    func agree(in browser: Browser) async {
        let origin = page.top.origin.serialized
        for name in [PermissionName.loopbackNetwork, .localNetwork] {
            await browser.assume(.init(.granted), on: .init(name: name, origin: origin))
        }
    }

    /// The page without the restrictions of its own policies.
    var pageWithoutPolicies: Page {
        var page = page
        page.policies.contentSecurityPolicies = []
        page.policies.embedderPolicy = .unsafeNone
        return page
    }

    /// The results of the probes that send nothing.
    ///
    /// `answers`: the API's response in each browser; `nil` when there was none.
    func otherPageResults(
        in policies: [BrowserPolicy],
        answers: [HTTPResponse?],
        space: AddressSpace?,
        suffixes: PublicSuffixList,
        now: @escaping @Sendable () -> Moment
    ) async -> [Diagnosis.Result] {
        var results: [Diagnosis.Result] = []
        func judge(
            _ purpose: Probe.Purpose,
            from page: Page,
            _ ask: (Browser, Page) async -> FetchReport,
            answering: Bool = false
        ) async {
            let request = FetchRequest(url: url.href)
            let probe = Probe(purpose: purpose, page: page, request: .fetch(request))
            var result = Diagnosis.Result(probe: probe, reports: [])
            for (policy, answer) in zip(policies, answers) {
                let network: any Transport =
                    answering && answer != nil
                    ? FixedResponseTransport(answer ?? HTTPResponse(status: 200))
                    : DryRunTransport()
                let browser = Browser(
                    policy: policy,
                    suffixes: suffixes,
                    jar: CookieJar(suffixes: suffixes),
                    transport: network,
                    now: now
                )
                if purpose == .pagePolicies { await agree(in: browser) }
                result.reports.append(await ask(browser, page))
            }
            results.append(result)
        }
        let fetching = { (browser: Browser, page: Page) async in
            await browser.fetch(FetchRequest(url: url.href), from: page)
        }
        if space == .loopback || space == .local, let page = publicPage {
            await judge(.publicPage, from: page, fetching)
        }
        if !page.policies.contentSecurityPolicies.isEmpty {
            await judge(.pagePolicies, from: page, fetching)
        }
        guard let answer = answers.compactMap({ $0 }).first, var other = otherPage else {
            return results
        }
        let isDocument =
            answer.headers.get("Content-Type")?.isomorphicDecoded.asciiLowercased
            .hasPrefix("text/html") ?? false
        if isDocument {
            await judge(
                .framed,
                from: other,
                { await $0.load(LoadRequest(url: url.href, as: .iframe), from: $1) },
                answering: true
            )
        } else {
            other.policies.embedderPolicy = .requireCORP
            await judge(
                .embedded,
                from: other,
                { await $0.load(LoadRequest(url: url.href, as: .image), from: $1) },
                answering: true
            )
        }
        return results
    }

    /// The page itself if it is on the internet; otherwise some page that is.
    private var publicPage: Page? {
        var page = pageWithoutPolicies
        if page.addressSpace == .public { return page }
        guard let url = try? WebURL(parsing: "https://crumb-doctor.invalid") else { return nil }
        page = Page(url: url)
        page.addressSpace = .public
        return page
    }

    /// A page of another site, on a loopback address and with the API's scheme.
    private var otherPage: Page? {
        let text = "\(url.scheme)://crumb-doctor.invalid"
        guard let url = try? WebURL(parsing: text) else { return nil }
        var page = Page(url: url)
        page.addressSpace = .loopback
        return page
    }
}

/// A transport that always returns one earlier response.
struct FixedResponseTransport: Transport {
    let answer: HTTPResponse

    init(_ answer: HTTPResponse) { self.answer = answer }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse { answer }
}
