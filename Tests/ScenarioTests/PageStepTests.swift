import BrowserFetch
import BrowserHTTP
import BrowserJSON
import Explanations
import Scenario
import Synchronization
import TestSupport
import Testing
import WebOrigin

/// A simulated page without a process: clicking a target requests the path of that name.
private actor PretendedPage: ScenarioPage {
    private let browser: Browser
    private(set) var tab: Tab
    private var events = ScenarioPageEvents()
    private var text = "Welcome"
    private(set) var isClosed = false

    init(_ tab: Tab, in browser: Browser) {
        self.tab = tab
        self.browser = browser
    }

    func perform(
        _ act: ScenarioPageAction,
        within timeout: Microseconds
    ) async -> ScenarioPageAction.Result {
        switch act.kind {
        case .click("Gone"):
            return .failed("nothing is called \"Gone\"", candidates: ["Buy", "Sell"])
        case .click(let target), .submit(let target):
            text = target + act.frame.joined(separator: "/")
            await ask("/" + target)
        case .type(let target, let typed): text += " \(target)=\(typed)"
        case .script("throw"):
            events.errors.append(
                .init(kind: .exception, text: "Error: thrown\n  at x", source: "s:1:1")
            )
        case .script(let code):
            return .done(JSONReader.value(of: Array(code.utf8)) ?? .string(code))
        case .isVisible(let target): return .done(.bool(text.contains(target)))
        case .state:
            return .done(
                .object([
                    "url": .string(tab.page.url.href), "title": "Shop", "text": .string(text),
                ])
            )
        }
        return .done(.null)
    }

    private func ask(_ path: String) async {
        events.console.append(.init(level: "log", text: "asking \(path)", source: ""))
        events.reports.append(await browser.fetch(FetchRequest(url: path), from: tab.page))
    }

    func takeEvents() -> ScenarioPageEvents {
        defer { events = ScenarioPageEvents() }
        return events
    }

    func advance(
        by duration: Microseconds,
        within timeout: Microseconds
    ) async -> ScenarioPageAction.Result {
        await ask("/after\(duration / 1_000_000)")
        return .done(.null)
    }

    func close() { isClosed = true }
}

private final class PretendedPages: ScenarioPageOpener {
    let opened = Mutex<[PretendedPage]>([])
    let maps = Mutex<[String]>([])

    func open(
        _ opening: ScenarioOpening,
        in browser: Browser,
        _ tab: Tab?
    ) async -> ScenarioOpening.Result {
        maps.withLock { $0 += opening.maps.map { "\($0.url)=\($0.file)" } }
        var moved = tab ?? .new
        let request = NavigationRequest(url: opening.url, kind: .typed)
        let report = await moved.navigate(request, from: nil, by: browser)
        guard report.document != nil else { return .none(report) }
        let page = PretendedPage(moved, in: browser)
        opened.withLock { $0.append(page) }
        return .page(page)
    }
}

@Suite struct PageStepTests {
    private let pages = PretendedPages()

    private func run(
        _ steps: String,
        top: String = "",
        answering answer: @escaping ScriptedTransport.Answer = { _ in
            response(200, [("Set-Cookie", "seen=1")], body: "{}")
        }
    ) async throws -> ScenarioResult {
        var environment = environment(ScriptedTransport(answer))
        environment.pages = pages
        let lines = steps.split(separator: "\n").map { "  - \($0)\n" }.joined()
        let scenario = try Scenario(
            parsing: Array((top + "steps:\n" + lines).utf8),
            path: "test.yaml",
            in: environment.context
        )
        return await ScenarioRunner(environment).run(scenario, in: "chrome")
    }

    @Test func aPageIsOpenedUsedAndClosed() async throws {
        let result = try await run(
            """
            { open: "http://a.test/", expect: { title: Shop, text: [Wel, come], url: { matches: "a.test" } } }
            { click: Buy, in: outer/inner, expect: { text: Buyouter/inner, visible: { Buy: true, Sell: false } } }
            { type: { Name: Ada, Age: 36 }, expect: { text: { matches: "Name=Ada Age=36$" } } }
            { submit: form, expect: { console: asking /form } }
            { cookies: { names: [seen] } }
            { document-cookie: {}, expect: { value: "seen=1" } }
            { fetch: /me, expect: { outcome: visible, sent: { seen: "1" } } }
            { visit: "http://b.test/" }
            """
        )
        #expect(result.hasPassed, "\(result.text)")
        let page = try #require(pages.opened.withLock { $0.first })
        #expect(await page.isClosed)
    }

    @Test func aScriptHasAValue() async throws {
        let result = try await run(
            """
            { open: "http://a.test/" }
            { script: '{"user": {"name": "Ada", "age": 36}}', capture: { name: /user/name, all: "" }, expect: { value: { user: { age: { greaterThan: 30 } } } } }
            { script: "{{name}}", expect: { value: Ada } }
            { script: "null", expect: { value: null } }
            """
        )
        #expect(result.hasPassed, "\(result.text)")
    }

    @Test(arguments: [
        // (the requests that the step expects, whether they match)
        ("[]", false), ("[\"http://a.test/Buy\"]", true), ("[\"http://a.test/Sell\"]", false),
        ("[ { url: { matches: Buy }, method: GET, status: 200 } ]", true),
        ("[ { url: { matches: Buy }, method: POST } ]", false),
        ("[ { url: { matches: Buy }, status: 404 } ]", false),
        ("[ { url: { matches: Buy }, stored: { seen: \"1\" }, sent: { seen: \"1\" } } ]", true),
        // One request cannot match twice.
        ("[ { url: { matches: Buy } }, { url: { matches: Buy } } ]", false),
    ])
    func requestsOfAPageAreMatched(_ expected: String, _ holds: Bool) async throws {
        let result = try await run(
            """
            { open: "http://a.test/" }
            { click: Buy, expect: { requests: \(expected) } }
            """
        )
        #expect(result.hasPassed == holds, "\(result.text)")
    }

    @Test func onlyRequestsSinceThePreviousStepCount() async throws {
        let result = try await run(
            """
            { open: "http://a.test/" }
            { click: Buy }
            { script: "1", expect: { requests: [] } }
            { advance: 5s, expect: { requests: [ "http://a.test/after5" ] } }
            """
        )
        #expect(result.hasPassed, "\(result.text)")
    }

    @Test(arguments: [
        ("", false, "did not catch an error: Error: thrown"),
        (", expect: { errors: thrown }", true, ""),
        (", expect: { errors: [other] }", false, "has no such uncaught error"),
        (", expect: { errors: [] }", false, "another uncaught error"),
    ])
    func uncaughtErrorsFailTheStepUnlessExpected(
        _ expect: String,
        _ holds: Bool,
        _ message: String
    ) async throws {
        let result = try await run(
            """
            { open: "http://a.test/" }
            { script: throw\(expect) }
            """
        )
        #expect(result.hasPassed == holds)
        #expect(result.text.contains(message), "\(result.text)")
    }

    @Test func aMissingTargetIsReportedWithTheExistingOnes() async throws {
        let result = try await run("{ open: \"http://a.test/\" }\n{ click: Gone }")
        #expect(result.text.contains("nothing is called \"Gone\""))
        #expect(result.text.contains("The page has: Buy, Sell."))
    }

    @Test(arguments: [
        ("{ click: Buy }", "add an earlier open: step"),
        ("{ advance: 5s, expect: { requests: [] } }", "add an earlier open: step"),
    ])
    func actionsNeedAnOpenPage(_ step: String, _ message: String) async throws {
        let result = try await run(step)
        #expect(result.text.contains(message), "\(result.text)")
    }

    @Test func aPageThatCannotBeLoadedIsANetworkFailure() async throws {
        let result = try await run(
            "{ open: \"http://a.test/\" }",
            answering: { (_) throws(TransportError) in throw .timeout(detail: "too slow") }
        )
        #expect(result.allFailures.map(\.kind) == [.network], "\(result.text)")
    }

    @Test func urlsAreMappedToFiles() async throws {
        _ = try await run(
            "{ open: \"http://a.test/\", map: { \"http://c.test/{{v}}\": c.js } }",
            top: "variables: { v: x }\nmap: { \"http://b.test/v.js\": v.js }\n"
        )
        let maps = pages.maps.withLock { $0 }
        #expect(maps == ["http://b.test/v.js=v.js", "http://c.test/x=c.js"])
    }

    @Test(arguments: [
        ("{ click: \"  \" }", "click needs a target: a CSS selector"),
        ("{ type: Name }", "type maps targets to the text to type there: type: { Name: Ada }"),
        ("{ type: {} }", "type maps targets to the text to type there: type: { Name: Ada }"),
        ("{ open: /a, map: { vue.js: /b } }", "map maps URLs to the files"),
        ("{ click: a, map: {} }", "click has no key map; open has it"),
        (
            "{ fetch: /, timeout: 3s }",
            "fetch has no key timeout; open, click, type, submit, script have it"
        ),
        ("{ click: a, expect: { status: 200 } }", "expect has no key \"status\""),
        ("{ click: a, expect: { value: 1 } }", "expect has no key \"value\""),
        ("{ click: a, expect: { requests: /a } }", "requests must be a list"),
        ("{ click: a, expect: { requests: [ { method: GET } ] } }", "a request needs url:"),
        ("{ click: a, expect: { visible: { b: 1 } } }", "visible must be true or false"),
        ("{ click: a, capture: { v: /x } }", "click only gives cookies: capture cookie:NAME"),
        ("{ script: a, capture: { v: header:x } }", "script has a value and cookies"),
        ("{ clik: a }", "did you mean click?"),
        ("{ parallel: [ { click: a } ] }", "can run in parallel, not click"),
    ])
    func mistakesAreReported(_ step: String, _ message: String) {
        let found = mistakes("steps:\n  - \(step)\n")
        #expect(found.count == 1 && found[0].contains(message), "\(found)")
    }
}
