import BrowserCORS
import BrowserFetch
import BrowserHTTP
import BrowserInfra
import Testing
import WebOrigin

/// Which URL a redirect leads to, and which `Location` headers are not followed.
@Suite struct LocationTests {
    private func fetch(
        _ first: HTTPResponse,
        _ policy: BrowserPolicy = .chrome,
        end: String = "https://b.test/end"
    ) async throws -> FetchReport {
        let scripted = ScriptedBrowser(
            policy,
            answers: ["GET https://b.test/": first, "GET \(end)": .allowingAll]
        )
        return await scripted.browser.fetch(
            FetchRequest(url: "https://b.test/"),
            from: try ScriptedBrowser.page("https://a.test/")
        )
    }

    @Test func anEmptyLocationIsNotARedirectInChrome() async throws {
        guard case .fulfilled(let response) = try await fetch(.redirect(to: "")).outcome else {
            Issue.record("rejected")
            return
        }
        #expect(response.status == 302)
        #expect(!response.isRedirected)
    }

    /// Each byte is percent-encoded on its own, whether or not the bytes are UTF-8; those of a host
    /// are decoded again.
    @Test(arguments: [
        ("/end?\u{C3}\u{A9}", "https://b.test/end?%C3%A9"),
        ("/end?\u{E9}", "https://b.test/end?%E9"),
        ("/\u{FF}/\u{C3}", "https://b.test/%FF/%C3"),
        ("/end#\u{80}", "https://b.test/end#%80"),
        ("//b\u{C3}\u{BC}cher.test/", "https://xn--bcher-kva.test/"),
    ])
    func nonASCIIBytesOfALocationArePercentEncoded(
        _ location: String,
        _ expected: String
    ) async throws {
        let bytes = try #require(ByteString(isomorphicEncoding: location))
        let withoutFragment = String(expected.prefix { $0 != "#" })
        let report = try await fetch(.redirect(to: bytes), end: withoutFragment)
        #expect(report.exchanges.last?.url.href == expected)
    }

    @Test func aHostWithInvalidUTF8IsRejected() async throws {
        let location = try #require(ByteString(isomorphicEncoding: "https://\u{FC}/"))
        let report = try await fetch(.redirect(to: location))
        #expect(report.outcome == .rejected(.invalidRedirect(location: "https://\u{FC}/")))
    }

    @Test func anEmptyLocationMeansTheSameURLInTheStandard() async throws {
        let report = try await fetch(.redirect(to: ""), .standard)
        #expect(report.outcome == .rejected(.tooManyRedirects(limit: 20)))
    }

    @Test func equalLocationsCountOnce() async throws {
        let report = try await fetch(.redirect(to: "/end", "/end"))
        #expect(report.exchanges.map(\.url.href) == ["https://b.test/", "https://b.test/end"])
    }

    @Test func chromeRejectsConflictingLocations() async throws {
        let report = try await fetch(.redirect(to: "/end", "/other"))
        #expect(report.outcome == .rejected(.invalidRedirect(location: "/end, /other")))
    }

    @Test(arguments: ["about:blank", "blob:https://a.test/1", "data:,a", "file:///a"])
    func chromeBlocksUnsafeRedirectSchemes(_ location: String) async throws {
        let report = try await fetch(.redirect(to: .init(utf8: location)))
        #expect(report.outcome == .rejected(.invalidRedirect(location: location)))
    }

    @Test(arguments: ["mailto:a@b", "ftp://b.test/", "javascript:1"])
    func otherSchemesDoNotSupportCORS(_ location: String) async throws {
        let scheme = String(location.prefix { $0 != ":" })
        let report = try await fetch(.redirect(to: .init(utf8: location)))
        #expect(report.outcome == .rejected(.cors(.disabledScheme(scheme))))
    }
}
