import BrowserCookies
import BrowserFetch
import BrowserHTTP
import BrowserInfra
import BrowserJSON
import FoundationEssentials
import Report
import Scenario
import Synchronization
import Terminal
import TestSupport
import Testing
import WebOrigin

let context = Scenario.Context(browserNames: ["chrome", "spec"])

func parsed(_ text: String, path: String = "test.yaml") throws -> Scenario {
    try Scenario(parsing: Array(text.utf8), path: path, in: context)
}

/// The mistakes of a file, each as `line:column message`.
func mistakes(_ text: String, path: String = "test.yaml") -> [String] {
    do throws(InvalidFile) {
        _ = try Scenario(parsing: Array(text.utf8), path: path, in: context)
        return []
    } catch {
        return error.problems.map { problem in
            let place = problem.place.map { "\($0.line):\($0.column) " } ?? ""
            return place + problem.message
        }
    }
}

/// The machine's clock in these tests, which advances by one second whenever it is read.
final class TickingClock: Sendable {
    private let seconds = Mutex<Int64>(1_700_000_000)

    func now() -> Moment {
        seconds.withLock { seconds in
            seconds += 1
            return Moment(secondsSinceEpoch: seconds)
        }
    }
}

func environment(
    _ transport: any Transport,
    browser: String? = nil,
    variables: [String: String] = [:]
) -> RunEnvironment {
    let clock = TickingClock()
    return RunEnvironment(
        policies: ["chrome": .chrome, "spec": .standard],
        defaultBrowser: "chrome",
        browserOverride: browser.map { [$0] } ?? [],
        variables: variables,
        suffixes: .builtin,
        wallClock: { clock.now() },
        makeTransport: { _ in transport }
    )
}

/// Runs a scenario against a network that responds from a script.
func result(
    of text: String,
    browser: String = "chrome",
    variables: [String: String] = [:],
    answering answer: @escaping ScriptedTransport.Answer
) async throws -> ScenarioResult {
    let environment = environment(ScriptedTransport(answer), variables: variables)
    let scenario = try Scenario(
        parsing: Array(text.utf8),
        path: "test.yaml",
        in: environment.context
    )
    return await ScenarioRunner(environment).run(scenario, in: browser)
}

func response(
    _ status: Int = 200,
    _ headers: [(String, String)] = [],
    body: String = ""
) -> HTTPResponse {
    HTTPResponse(
        status: status,
        headers: HeaderList(headers.map { Header(name: $0.0, value: ByteString(utf8: $0.1)) }),
        body: ByteString(utf8: body)
    )
}

extension ScenarioResult {
    /// The result as it is printed, without colors.
    var text: String { layout(.standard).rendered(width: 100, inColor: false) }
}

/// The JSON Schema of scenario files, which `crumb schema` prints.
let schemaURL = packageURL.appending(
    path: "Sources/Features/Scenario/Format/crumb-scenario.schema.json"
)
