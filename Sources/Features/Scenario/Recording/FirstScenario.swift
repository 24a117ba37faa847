internal import BrowserCookies
package import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
package import Redaction
internal import WebOrigin

/// The commented scenario that `crumb init` writes, filled from a probe if there was one.
package struct FirstScenario: Redactable, Sendable {
    /// The API that a scenario has where none was named.
    package static let defaultAPI = "http://127.0.0.1:5000"

    private let browser: String
    /// Where it is written: for the command in its comment.
    private var path = "scenario.yaml"
    private var page: String
    private let api: String
    private let example: String
    private var step: RecordedStep?
    /// The names of those that a minute and the end of the browser leave.
    private var persistentCookies: [String] = []

    /// Without a probe: the tutorial's API, as an example to change.
    package init(browser: String) {
        self.browser = browser
        page = "http://127.0.0.1:5500/app.html"
        api = Self.defaultAPI
        example = """
              - name: the button "Set Cookie"
                fetch: "{{api}}/set-cookie"
                credentials: include # what fetch(url, { credentials: "include" }) says
                expect:
                  outcome: visible # or opaque, blocked, failed
                  status: 200
                  stored: { user_token: { httpOnly: true } }

            """
    }

    /// `request` was sent and `report` came of it; `api`: what its URL begins with.
    package init(browser: String, api: String, request: FetchRequest, report: FetchReport) {
        self.browser = browser
        self.api = api
        page = report.page?.url.href ?? "http://127.0.0.1:5500/"
        var recorded = RecordedStep(request, report: report)
        recorded.begin(with: "api", for: api)
        example = "  # What happened just now; change it to what should happen.\n"
        step = recorded
        let end = (report.exchanges.first?.started ?? .epoch).advanced(bySeconds: 61)
        let stored = report.exchanges.flatMap(\.setCookies)
            .filter { [.created, .updated].contains($0.effect) }.compactMap(\.cookie)
        persistentCookies = stored.filter { $0.expiry.map { $0 > end } ?? false }
            .map(\.name.utf8Decoded).uniqued().sorted()
    }

    /// The same, with `path` in the command of its comment; `-` keeps the default.
    package func named(_ path: String) -> FirstScenario {
        guard path != "-" else { return self }
        var scenario = self
        scenario.path = path
        return scenario
    }

    /// What the jar has at the end: the cookies that are still alive a minute later, and are no session's.
    private var jar: String {
        persistentCookies.map(\.yamlQuoted).joined(separator: ", ")
    }

    package func collectSecrets(_ redaction: inout Redaction) {
        step?.collectSecrets(&redaction)
    }

    /// As a recorded step is.
    package func redacted(by redaction: Redaction) -> FirstScenario {
        guard redaction.hidesAnything else { return self }
        var scenario = self
        scenario.step = step?.redacted(by: redaction)
        scenario.page = scenario.step?.pageURL ?? page
        return scenario
    }

    package var text: String {
        """
        # yaml-language-server: $schema=crumb-scenario.schema.json
        # A scenario for crumb: steps in a simulated browser, and expected results.
        #
        #     crumb run \(ByteString(utf8: path).shellWord)
        #
        # crumb help scenario explains every key. The first line is for editors, which complete and check
        # this file with the JSON Schema of that name: crumb schema > crumb-scenario.schema.json
        name: my first scenario
        browser: \(browser) # or a list: the file runs once in each

        # {{name}} stands for these; crumb run --variable api=… overrides them.
        variables:
          api: \(api.yamlQuoted)

        # Paths count from this file's folder, wherever crumb is started.
        paths: file

        # Started before the first step and stopped after the last; any HTTP answer at ready: will do.
        # servers:
        #   - run: flask --app app run --port 5000
        #     ready: "{{api}}/"

        # Virtual time, which only advance: steps move. Without it, the machine's clock.
        # clock: 2026-01-01T00:00:00Z

        # The page whose script calls fetch(): its origin is what CORS and SameSite look at.
        page: \(page.yamlQuoted)

        steps:
        \(example + (step?.text ?? ""))
          # What script sees of the cookies: HttpOnly ones stay hidden.
          - document-cookie: {}

          # A minute passes at once.
          - advance: 61s

          # Session cookies and caches go, persistent cookies stay.
          - close-browser: true

          # The jar: count, names, and cookies by name.
          - cookies: { names: [\(jar)] }


        """
    }
}
