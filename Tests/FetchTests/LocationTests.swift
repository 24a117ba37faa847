import CORS
import Fetch
import HTTP
import Infra
import Testing
import WebOrigin

/// Where a redirect leads, and where it does not.
@Suite struct LocationTests {
    private func fetch(
        _ first: HTTPResponse,
        _ policy: BrowserPolicy = .chrome
    ) async throws -> FetchReport {
        let scripted = ScriptedBrowser(
            policy,
            answers: ["GET https://b.test/": first, "GET https://b.test/end": .allowingAll]
        )
        return await scripted.browser.fetch(
            FetchRequest(url: "https://b.test/"),
            from: try ScriptedBrowser.page("https://a.test/")
        )
    }

    @Test func anEmptyLocationIsNoRedirectInChrome() async throws {
        guard case .fulfilled(let response) = try await fetch(.redirect(to: "")).outcome else {
            Issue.record("rejected")
            return
        }
        #expect(response.status == 302)
        #expect(!response.isRedirected)
    }

    @Test func anEmptyLocationIsTheSameURLInTheStandard() async throws {
        let report = try await fetch(.redirect(to: ""), .standard)
        #expect(report.outcome == .rejected(.tooManyRedirects(limit: 20)))
    }

    @Test func twoEqualLocationsAreOne() async throws {
        let report = try await fetch(.redirect(to: "/end", "/end"))
        #expect(report.exchanges.map(\.url.href) == ["https://b.test/", "https://b.test/end"])
    }

    @Test func twoLocationsAreRefusedByChrome() async throws {
        let report = try await fetch(.redirect(to: "/end", "/other"))
        #expect(report.outcome == .rejected(.invalidRedirect(location: "/end, /other")))
    }

    @Test(arguments: ["about:blank", "blob:https://a.test/1", "data:,a", "file:///a"])
    func someSchemesAreUnsafeToChrome(_ location: String) async throws {
        let report = try await fetch(.redirect(to: .init(utf8: location)))
        #expect(report.outcome == .rejected(.invalidRedirect(location: location)))
    }

    @Test(arguments: ["mailto:a@b", "ftp://b.test/", "javascript:1"])
    func otherSchemesCannotDoCORS(_ location: String) async throws {
        let scheme = String(location.prefix { $0 != ":" })
        let report = try await fetch(.redirect(to: .init(utf8: location)))
        #expect(report.outcome == .rejected(.cors(.disabledScheme(scheme))))
    }
}
