import BrowserFetch
import BrowserHTTP
import BrowserInfra
import TestSupport
import Testing

/// Cases that the recordings do not cover, and invariants that they rely on.
@Suite struct ResourceKindTests {
    private static let page = "https://a.test/p.html"

    private func load(
        _ kind: ResourceKind,
        _ url: String,
        by policy: BrowserPolicy,
        _ change: (inout LoadRequest) -> Void = { _ in }
    ) async throws -> (report: FetchReport, browser: ScriptedBrowser) {
        let answers = ["GET", "POST"].map { ("\($0) \(url)", HTTPResponse.allowingAll) }
        let scripted = ScriptedBrowser(
            policy,
            answers: Dictionary(uniqueKeysWithValues: answers)
        )
        var request = LoadRequest(url: url, as: kind)
        change(&request)
        let report = await scripted.browser.load(request, from: try ScriptedBrowser.page(Self.page))
        return (report, scripted)
    }

    @Test(arguments: [
        ("importScripts", ResourceKind.importScripts), ("sharedworker", .sharedWorker),
        ("css image", .cssImage), ("Preload-Font", .preloadFont), ("module", .module),
    ])
    func kindNamesIgnoreCaseAndSeparators(_ text: String, _ kind: ResourceKind) {
        #expect(ResourceKind(named: text) == kind)
    }

    @Test func kindNamesAreUnique() {
        let names = ResourceKind.allCases.map { $0.rawValue.filter { $0 != "-" }.lowercased() }
        #expect(Set(names).count == names.count)
        #expect(Set(ResourceKind.allCases.map(\.code)).count == names.count)
    }

    @Test(arguments: [
        (ResourceKind.image, RequestMode.noCORS, CredentialsMode.include),
        (.module, .cors, .sameOrigin), (.font, .cors, .sameOrigin), (.mask, .cors, .sameOrigin),
        (.manifest, .cors, .omit), (.worker, .sameOrigin, .sameOrigin),
        (.track, .sameOrigin, .sameOrigin), (.ping, .noCORS, .include),
        (.iframe, .navigate, .include), (.object, .navigate, .include),
        (.objectImage, .noCORS, .include),
    ])
    func theKindDecidesModeAndCredentials(
        _ kind: ResourceKind,
        _ mode: RequestMode,
        _ credentials: CredentialsMode
    ) async throws {
        let (report, _) = try await load(kind, "https://a.test/x", by: .chrome)
        #expect(report.mode == mode)
        #expect(report.credentials == credentials)
    }

    @Test(arguments: [BrowserPolicy.chrome, .safari, .firefox])
    func aCrossOriginWorkerIsNeverRequested(_ policy: BrowserPolicy) async throws {
        let (report, scripted) = try await load(.worker, "https://b.test/w.js", by: policy)
        #expect(report.failureCode == "DisallowedByMode")
        #expect(scripted.transport.requests.isEmpty)
    }

    @Test(arguments: [
        (CredentialsMode?.none, CredentialsMode.sameOrigin), (.omit, .omit), (.include, .include),
    ])
    func onlyModuleWorkersTakeACredentialsOption(
        _ option: CredentialsMode?,
        _ credentials: CredentialsMode
    ) async throws {
        let (report, _) = try await load(.moduleWorker, "https://a.test/w.js", by: .chrome) {
            $0.credentials = option
        }
        #expect(report.credentials == credentials)
        let (classic, _) = try await load(.worker, "https://a.test/w.js", by: .chrome) {
            $0.credentials = option
        }
        #expect(classic.credentials == .sameOrigin)
    }

    @Test(arguments: [
        ("https://a.test/log", String?.some("https://a.test/p.html")), ("https://b.test/log", nil),
    ])
    func pingFromIsSentToTheSameOriginOnly(_ url: String, _ from: String?) async throws {
        let (_, scripted) = try await load(.ping, url, by: .chrome) { $0.linkURL = "/next" }
        #expect(scripted.sent("Ping-From") == [from])
        #expect(scripted.sent("Ping-To") == ["https://a.test/next"])
        #expect(scripted.sent("Referer") == [nil])
        #expect(scripted.transport.requests.map(\.method) == ["POST"])
    }

    @Test func aRequestThatTheBrowserNeverMakesIsReported() async throws {
        let (report, scripted) = try await load(.ping, "https://a.test/log", by: .firefox)
        #expect(report.failureCode == "NotAskedFor")
        #expect(scripted.transport.requests.isEmpty)
    }
}
