import BrowserCookies
import BrowserFetch
import BrowserHTTP
import BrowserInfra
import TestSupport
import Testing
import WebOrigin

/// What is reported of violations, to whom, and what comes of that.
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
            // The standard's: the one takes the place of the other.
            ("report-uri r; report-to main", [.group("main")]),
        ] as [(String, [Expected])]
    )
    func everyEndpointIsTold(_ directives: String, _ expected: [Expected]) async throws {
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

    @Test func aBrowserThatDoesNotKnowReportToUsesReportURI() async throws {
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
    func aReportOnlyPolicyReportsAndLetsPass(
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

    /// All policies that forbid it report, also those that would not have been needed.
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
        // The directive that would have ruled is named, and not the one that stands in for it.
        #expect(
            text(report.violationReports.last).contains("\"violated-directive\":\"connect-src\"")
        )
    }

    @Test func cookiesGoToTheOwnOriginOnly() async throws {
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

    /// The frame's own path is not the page's to know, nor is where a redirect led.
    @Test(arguments: [
        ("frame-src", ResourceKind.iframe, "https://b.test/secret?t=1", "https://b.test"),
        ("frame-src", .iframe, "https://a.test/own?t=1#f", "https://a.test/own?t=1"),
        ("img-src", .image, "https://me:pw@b.test/i.png#f", "https://b.test/i.png"),
        ("img-src", .image, "data:image/png,x", "data"),
    ])
    func blockedURLsAreCutDown(
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

    @Test func aRedirectIsReportedByWhatWasAskedFor() async throws {
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

    /// The policy is told as it was written, what does not count included.
    @Test func thePolicyIsToldAsItIsWritten() async throws {
        let policy = "connect-src  'none'; connect-src *; unknown-thing x;;  report-uri r"
        let scripted = ScriptedBrowser(.chrome, answers: [:])
        let report = await scripted.browser.fetch(
            FetchRequest(url: "https://b.test/x"),
            from: try page(policy)
        )
        #expect(text(report.violationReports.first).contains("\"original-policy\":\"\(policy)\""))
    }

    @Test func frameAncestorsAreReportedByTheFramedDocument() async throws {
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

    /// A `<meta>` names no endpoint that counts.
    @Test func aMetaPolicyReportsNothing() async throws {
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

    /// An endpoint that never answers holds nothing up for long.
    @Test func silenceChangesNothing() async throws {
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

/// Answers everything but reports, until it is given up.
private struct SilentCollector: Transport {
    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        guard request.method == "POST" else { return .allowingAll }
        await pause(for: .seconds(3600))
        throw .cancelled
    }
}
