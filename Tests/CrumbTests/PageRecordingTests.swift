import Foundation
import TestSupport
import Testing

/// The flows of `fixtures/page` in `crumb open`, compared with recordings of Chromium
/// (`Tests/record/record.py pages`): the requests with their cookies, the jar, and what the page
/// shows in the end.
@Suite(.enabled(if: ScriptProgram.isBuilt, "built with CRUMB_JS=0"))
struct PageRecordingTests {
    struct Flow: Decodable, Sendable, CustomTestStringConvertible {
        var name: String
        var page: String
        /// The name of each action, with its target and text.
        var actions: [[String]]

        var testDescription: String { name }
    }

    private static let pages = fixtureURL("page").path(percentEncoded: false)
    private static let flows =
        (try? JSONDecoder().decode(
            [Flow].self,
            from: Data(contentsOf: fixtureURL("page/flows.json"))
        )) ?? []

    @Test(arguments: flows)
    func crumbBehavesLikeTheRecordedBrowser(_ flow: Flow) async throws {
        let recording = try JSONSerialization.jsonObject(
            with: Data(contentsOf: fixtureURL("page/chromium.json"))
        )
        let flows = (recording as? [String: Any])?["flows"] as? [String: Any]
        let browser = try #require(flows?[flow.name] as? [String: Any])
        let crumb = try await page(after: flow)

        let requests = lines(crumb["requests"].map(Self.requests) ?? [])
        #expect(requests == lines(browser["requests"] ?? []))
        let cookies = lines(crumb["jar"].map(Self.cookies) ?? [])
        #expect(cookies == lines(browser["cookies"] ?? []))
        for member in ["url", "title", "text"] {
            #expect(known(crumb[member] as? String) == browser[member] as? String)
        }
        #expect((crumb["errors"] as? [Any])?.isEmpty == true)
    }

    /// Without this test, a file without flows would pass.
    @Test func everyFlowIsRecorded() throws {
        let recording = try JSONSerialization.jsonObject(
            with: Data(contentsOf: fixtureURL("page/chromium.json"))
        )
        let flows = (recording as? [String: Any])?["flows"] as? [String: Any]
        #expect(flows?.keys.sorted() == Self.flows.map(\.name).sorted())
        #expect(Self.flows.count >= 10)
    }

    // MARK: Running a flow

    private func page(after flow: Flow) async throws -> [String: Any] {
        let flask = try await FlaskServer.shared()
        let pages = try await ServerProcess(FlaskServer.python, [Self.pages + "/serve.py"])
        let modules = try await ServerProcess(
            FlaskServer.python,
            [fixtureURL("js/modules.py").path(percentEncoded: false)]
        )
        var words = ["open", flow.page.replacing("{pages}", with: Self.pages), "--json"]
        for (named, own) in [(5000, flask.port), (8000, pages.port), (8100, modules.port)] {
            words += ["--connect-to", ":\(named):127.0.0.1:\(own)"]
        }
        words += ["--map", "https://unpkg.com/vue@2/dist/vue.js=/usr/share/javascript/vue/vue.js"]
        for host in ["127.0.0.1", "localhost"] {
            words += ["--map", "http://\(host):5500/tutorial.html=\(Self.pages)/tutorial.html"]
        }
        for action in flow.actions {
            words += ["--\(action[0])", action.dropFirst().joined(separator: "=")]
        }
        let result = try await runCrumb(words)
        try await pages.stop()
        try await modules.stop()
        #expect(result.exitCode == 0, "\(result.errorOutput)")
        return try JSONReport(result.stdout).root
    }

    // MARK: The format of the recording

    private static let headers = [
        "Origin", "Referer", "Sec-Fetch-Site", "Sec-Fetch-Mode", "Sec-Fetch-Dest",
        "Sec-Fetch-User",
    ]

    private static func requests(_ reports: Any) -> Any {
        let exchanges = (reports as? [[String: Any]] ?? []).flatMap {
            $0["exchanges"] as? [[String: Any]] ?? []
        }
        return exchanges.compactMap { exchange -> [String: Any]? in
            guard let url = exchange["url"] as? String, !url.hasPrefix("file:") else { return nil }
            let fields = exchange["requestHeaders"] as? [[String]] ?? []
            func value(_ name: String) -> String? {
                fields.first { $0[0].lowercased() == name.lowercased() }?[1]
            }
            var shown: [String: Any] = [
                "method": exchange["method"] ?? "", "url": url,
                "cookies": value("Cookie")?.components(separatedBy: "; ").sorted() ?? [],
            ]
            for name in headers { shown[name] = value(name) }
            return shown
        }
    }

    private static func cookies(_ jar: Any) -> Any {
        (jar as? [[String: Any]] ?? []).map { cookie in
            var shown: [String: Any] = [:]
            let same = [
                "name", "value", "domain", "path", "httpOnly", "secure", "sameSite",
                "partitionKey",
            ]
            for key in same { shown[key] = cookie[key] }
            shown["session"] = cookie["expires"] is NSNull
            return shown
        }
    }

    /// A line for each element, sorted, because requests in parallel have no particular order.
    private func lines(_ list: Any) -> [String] {
        (list as? [Any] ?? []).compactMap { one in
            let json = try? JSONSerialization.data(
                withJSONObject: one,
                options: [.sortedKeys, .withoutEscapingSlashes]
            )
            return known(json.map { String(decoding: $0, as: UTF8.self) })
        }.sorted()
    }

    /// The text with placeholders for values that differ on every run.
    private func known(_ text: String?) -> String? {
        text?.replacing(Self.pages, with: "{pages}")
            .replacing(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/, with: "{uuid}")
            .replacing(/\b[0-9a-f]{16}\b/, with: "{hex}")
    }
}
