internal import BrowserCookies
package import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
package import Redaction
internal import WebOrigin

/// The commented scenario that `crumb init` writes, filled in from a probe if there was one.
package struct FirstScenario: Redactable, Sendable {
    /// The API for scenarios that do not name one.
    package static let defaultAPI = "http://127.0.0.1:5000"

    private let browser: String
    /// The path it is written to, for the command in its comment.
    private var path = "scenario.yaml"
    private var page: String
    private let api: String
    private let example: String
    private var step: RecordedStep?
    /// The names of cookies that survive a minute and a browser restart.
    private var persistentCookies: [String] = []

    /// Without a probe: uses the tutorial's API as an example to edit.
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

    /// `report` is the result of `request`; `api`: the start of its URL.
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

    /// The same scenario, with `path` in the command in its comment; `-` keeps the default.
    package func named(_ path: String) -> FirstScenario {
        guard path != "-" else { return self }
        var scenario = self
        scenario.path = path
        return scenario
    }

    /// The jar at the end: persistent cookies that have not expired after a minute.
    private var jar: String {
        persistentCookies.map(\.yamlQuoted).joined(separator: ", ")
    }

    package func collectSecrets(_ redaction: inout Redaction) {
        step?.collectSecrets(&redaction)
    }

    /// Hides secrets as recorded steps do.
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

        # The values of {{name}}; crumb run --variable api=… overrides them.
        variables:
          api: \(api.yamlQuoted)

        # Paths are relative to this file's folder, wherever crumb is started.
        paths: file

        # Started before the first step, stopped after the last; ready: waits for any HTTP response.
        # servers:
        #   - run: flask --app app run --port 5000
        #     ready: "{{api}}/"

        # Virtual time, which only advance: steps move. The default is the machine's clock.
        # clock: 2026-01-01T00:00:00Z

        # The page whose script calls fetch(): CORS and SameSite apply to its origin.
        page: \(page.yamlQuoted)

        steps:
        \(example + (step?.text ?? ""))
          # The cookies that scripts can read: HttpOnly ones stay hidden.
          - document-cookie: {}

          # A minute passes at once.
          - advance: 61s

          # Session cookies and caches are cleared; persistent cookies remain.
          - close-browser: true

          # The jar: count, names, and cookies by name.
          - cookies: { names: [\(jar)] }


        """
    }
}
