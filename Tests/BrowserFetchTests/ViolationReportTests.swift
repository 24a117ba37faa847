import BrowserCookies
import BrowserFetch
import BrowserHTTP
import BrowserInfra
import TestSupport
import Testing
import WebOrigin

/// What violation reports contain, where they are sent, and how failures to deliver them are
/// handled.
@Suite struct ViolationReportTests {
    private func page(_ policy: String, reportOnly: Bool = false) throws -> Page {
        var page = try testPage("https://a.test/dir/page.html?q=1#f")
        let policy = ContentSecurityPolicy(parsing: policy)
        if reportOnly {
            page.policies.reportOnlyPolicies = [policy]
        } else {
            page.policies.contentSecurityPolicies = [policy]
        }
        return page
    }

    private static let answers: [String: HTTPResponse] = [
        "GET https://b.test/x": .allowingAll, "POST https://a.test/dir/r": .ok(),
        "POST https://a.test/other": .answer(404), "POST https://c.test/r": .ok(),
    ]

    private func text(_ report: ViolationReport?) -> String { report?.body.utf8Decoded ?? "" }

    @Test(
        arguments: [
            ("report-uri r", [.url("https://a.test/dir/r")]),
            (
                "report-uri /other https://c.test/r",
                [.url("https://a.test/other"), .url("https://c.test/r")]
            ),
            ("report-uri http://[bad r", [.unusable("http://[bad"), .url("https://a.test/dir/r")]),
            ("report-uri ftp://a.test/r", [.unusable("ftp://a.test/r")]),
            ("report-uri", []),
            ("report-to main", [.group("main")]),
            // As in the standard, `report-to` overrides `report-uri`.
            ("report-uri r; report-to main", [.group("main")]),
        ] as [(String, [Expected])]
    )
    func everyEndpointIsReportedTo(_ directives: String, _ expected: [Expected]) async throws {
        let scripted = ScriptedBrowser(.chrome, answers: [:])
        let report = await scripted.browser.fetch(
            FetchRequest(url: "https://b.test/x"),
            from: try page("connect-src 'self'; \(directives)")
        )
        #expect(report.violationReports.map { Expected($0.endpoint) } == expected)
        #expect(report.violationReports.allSatisfy { $0.delivery == .notSent })
        #expect(scripted.transport.requests.isEmpty)
    }

    enum Expected: Hashable, Sendable {
        case url(String), unusable(String), group(String)

        init(_ endpoint: ViolationReport.Endpoint) {
            switch endpoint {
            case .url(let url): self = .url(url.href)
            case .unusable(let token): self = .unusable(token)
            case .group(let name): self = .group(name)
            }
        }
    }

    @Test func withoutSupportForReportToReportURIIsUsed() async throws {
        let scripted = ScriptedBrowser(.firefox, answers: [:])
        let report = await scripted.browser.fetch(
            FetchRequest(url: "https://b.test/x"),
            from: try page("connect-src 'self'; report-uri r; report-to main")
        )
        #expect(
            report.violationReports.map { Expected($0.endpoint) } == [.url("https://a.test/dir/r")]
        )
    }

    @Test(arguments: [
        (BrowserPolicy.chrome, ["POST", "GET"]), (.firefox, ["GET", "POST"]),
        (.safari, ["GET", "POST", "POST"]),
    ])
    func aReportOnlyPolicyReportsAndDoesNotBlock(
        _ policy: BrowserPolicy,
        _ methods: [String]
    ) async throws {
        let scripted = ScriptedBrowser(policy, answers: Self.answers)
        await scripted.browser.report(
            ViolationReporting(isSending: true, headStart: .seconds(60), patience: .seconds(60))
        )
        let report = await scripted.browser.fetch(
            FetchRequest(url: "https://b.test/x"),
            from: try page("connect-src 'none'; report-uri r", reportOnly: true)
        )
        #expect(report.failureCode == nil)
        #expect(scripted.transport.requests.map(\.method) == methods)
        #expect(report.violationReports.map(\.delivery).allSatisfy { $0 == .sent(status: 200) })
        #expect(text(report.violationReports.first).contains("\"disposition\":\"report\""))
    }

    /// Every policy that forbids the request reports it, even if an earlier one already blocked it.
    @Test func everyViolatedPolicyReports() async throws {
        let scripted = ScriptedBrowser(.chrome, answers: Self.answers)
        await scripted.browser.report(ViolationReporting(isSending: true))
        var page = try page("connect-src 'self'; report-uri r")
        page.policies.contentSecurityPolicies.append(
            ContentSecurityPolicy(parsing: "default-src 'none'; report-uri /other")
        )
        page.policies.contentSecurityPolicies.append(
            ContentSecurityPolicy(parsing: "img-src 'none'; report-uri https://c.test/r")
        )
        let report = await scripted.browser.fetch(FetchRequest(url: "https://b.test/x"), from: page)
        #expect(report.failureCode == "ContentSecurityPolicy")
        #expect(
            report.violationReports.map(\.delivery) == [.sent(status: 200), .sent(status: 404)]
        )
        // The report names the effective directive, not the fallback directive that was applied.
        #expect(
            text(report.violationReports.last).contains("\"violated-directive\":\"connect-src\"")
        )
    }

    @Test func cookiesAreSentToTheSameOriginOnly() async throws {
        let scripted = ScriptedBrowser(.chrome, answers: Self.answers)
        await scripted.browser.report(ViolationReporting(isSending: true))
        let page = try page("connect-src 'none'; report-uri r https://c.test/r")
        for site in ["https://a.test/", "https://c.test/"] {
            _ = await scripted.browser.documentCookie(
                setting: ["k=1; SameSite=None; Secure"],
                in: try testPage(site)
            )
        }
        _ = await scripted.browser.fetch(FetchRequest(url: "https://b.test/x"), from: page)
        let cookies = scripted.transport.requests.map {
            "\($0.url.host?.serialized ?? ""): \($0.headers.get("Cookie")?.isomorphicDecoded ?? "-")"
        }
        #expect(Set(cookies) == ["a.test: k=1", "c.test: -"])
    }

    /// A page must not learn the path of a cross-origin frame, or the target of a redirect.
    @Test(arguments: [
        ("frame-src", ResourceKind.iframe, "https://b.test/secret?t=1", "https://b.test"),
        ("frame-src", .iframe, "https://a.test/own?t=1#f", "https://a.test/own?t=1"),
        ("img-src", .image, "https://me:pw@b.test/i.png#f", "https://b.test/i.png"),
        ("img-src", .image, "data:image/png,x", "data"),
    ])
    func blockedURLsAreStripped(
        _ directive: String,
        _ kind: ResourceKind,
        _ url: String,
        _ shown: String
    ) async throws {
        let scripted = ScriptedBrowser(.chrome, answers: [:])
        let report = await scripted.browser.load(
            LoadRequest(url: url, as: kind),
            from: try page("\(directive) 'none'; report-uri r")
        )
        #expect(text(report.violationReports.first).contains("\"blocked-uri\":\"\(shown)\""))
        #expect(
            text(report.violationReports.first)
                .contains("\"document-uri\":\"https://a.test/dir/page.html?q=1\"")
        )
    }

    @Test func aBlockedRedirectIsReportedWithItsOriginalURL() async throws {
        let scripted = ScriptedBrowser(
            .chrome,
            answers: ["GET https://b.test/x": .redirect(to: "https://d.test/secret")]
        )
        let report = await scripted.browser.fetch(
            FetchRequest(url: "https://b.test/x"),
            from: try page("connect-src https://b.test; report-uri r")
        )
        #expect(report.failureCode == "ContentSecurityPolicy")
        #expect(
            text(report.violationReports.first).contains("\"blocked-uri\":\"https://b.test/x\"")
        )
        #expect(!text(report.violationReports.first).contains("secret"))
    }

    /// The report quotes the policy as it was written, including the parts that have no effect.
    @Test func thePolicyIsReportedVerbatim() async throws {
        let policy = "connect-src  'none'; connect-src *; unknown-thing x;;  report-uri r"
        let scripted = ScriptedBrowser(.chrome, answers: [:])
        let report = await scripted.browser.fetch(
            FetchRequest(url: "https://b.test/x"),
            from: try page(policy)
        )
        #expect(text(report.violationReports.first).contains("\"original-policy\":\"\(policy)\""))
    }

    @Test func frameAncestorsReportsComeFromTheFramedDocument() async throws {
        let framed = HTTPResponse.ok([
            "Content-Security-Policy": "frame-ancestors 'none'; report-uri /other",
            "Content-Security-Policy-Report-Only": "frame-ancestors https://x.test; report-uri /ro",
        ])
        let scripted = ScriptedBrowser(.chrome, answers: ["GET https://b.test/x": framed])
        let report = await scripted.browser.load(
            LoadRequest(url: "https://b.test/x", as: .iframe),
            from: try testPage("https://a.test/")
        )
        #expect(report.failureCode == "FrameAncestors")
        #expect(
            report.violationReports.map { Expected($0.endpoint) }
                == [.url("https://b.test/other"), .url("https://b.test/ro")]
        )
    }

    /// Reporting directives in a `<meta>` policy are ignored.
    @Test func aMetaPolicyDoesNotReport() async throws {
        let scripted = ScriptedBrowser(.chrome, answers: [:])
        var tab = Tab(try testPage("https://a.test/"))
        tab.add(ContentSecurityPolicy(parsing: "connect-src 'none'; report-uri /r"))
        let report = await scripted.browser.fetch(
            FetchRequest(url: "https://b.test/x"),
            from: tab.page
        )
        #expect(report.failureCode == "ContentSecurityPolicy")
        #expect(report.violationReports.isEmpty)
    }

    /// An endpoint that never responds delays a request only briefly.
    @Test func anUnresponsiveEndpointDoesNotBlockTheRequest() async throws {
        let browser = Browser(
            policy: .chrome,
            suffixes: .builtin,
            jar: .init(suffixes: .builtin),
            transport: SilentCollector(),
            now: { Moment(secondsSinceEpoch: 1_793_491_200) }
        )
        await browser.report(
            ViolationReporting(
                isSending: true,
                headStart: .milliseconds(1),
                patience: .milliseconds(1)
            )
        )
        let report = await browser.fetch(
            FetchRequest(url: "https://b.test/x"),
            from: try page("connect-src 'none'; report-uri r", reportOnly: true)
        )
        #expect(report.failureCode == nil)
        #expect(report.violationReports.map(\.delivery) == [.sent(status: nil)])
    }
}

/// Responds to every request except reports, which stay pending until they are canceled.
private struct SilentCollector: Transport {
    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        guard request.method == "POST" else { return .allowingAll }
        await pause(for: .seconds(3600))
        throw .cancelled
    }
}
