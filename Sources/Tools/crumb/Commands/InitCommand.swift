internal import ArgumentParser
internal import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra
internal import Explanations
internal import Glibc
internal import Redaction
internal import Scenario
internal import Terminal
internal import WebOrigin

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write a first scenario.",
        discussion: """
            With a URL, crumb sends a page's fetch() there (GET, with credentials), and the scenario \
            expects the same result. With a HAR file, nothing is sent: the scenario repeats its \
            pages' requests, and expects what the browser's rules decide for its contents. \
            Credentials and cookies become variables, unless --no-redact is given. Existing files \
            are never overwritten.

            Examples:
              crumb init
              crumb init http://127.0.0.1:5000/set-cookie \\
                  --from http://127.0.0.1:5500
              crumb init http://127.0.0.1:5000/login -o login.yaml
              crumb init app.har -o app.yaml
            """
    )

    @Argument(help: "A URL of the API, or a HAR file.", completion: .file(extensions: ["har"]))
    var url: String?

    @Option(
        help:
            "The page that makes the request (default: http://127.0.0.1:5500/app.html, or the HAR's)."
    )
    var from: String?

    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp("The file to write; - is standard output.", valueName: "file"),
        completion: .file(extensions: ["yaml", "yml", "json"])
    )
    var output = "scenario.yaml"

    @OptionGroup(title: "The network") var transportOptions: TransportOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    mutating func run() async throws {
        if let archive {
            try write(await archive.scenario(), as: \.text)
        } else {
            let scenario = try await RequestClock.$current.withValue(RequestClock()) { [self] in
                try await self.scenario()
            }
            try write(scenario.named(output), as: \.text)
        }
    }

    private func write<Value: Redactable>(
        _ scenario: Value,
        as text: (Value) -> String
    ) throws(CommandFailure) {
        if output == "-" {
            try global.output.print(text: scenario, as: text)
            return
        }
        try global.output.create(
            scenario,
            at: output,
            hint: "; choose another with -o FILE",
            as: text
        )
        guard !global.quiet else { return }
        let word = ByteString(utf8: output).shellWord
        global.output.note(line: "wrote \(output.terminalSafe); crumb run \(word)")
        if url == nil {
            global.output.note(
                line: "it calls \(FirstScenario.defaultAPI): change api, or uncomment servers"
            )
        }
    }

    /// The URL of the API.
    private static func target(_ text: String) throws(UsageError) -> WebURL {
        let shown = text.withoutUserinfo
        let problem = "init \(shown) is not the URL of an API: "
        let url: WebURL
        do throws(URLFailure) {
            url = try WebURL(parsing: text)
        } catch {
            throw UsageError(
                problem + "\(error.hidingUserinfo(of: text).sentence) Write it as "
                    + "http://127.0.0.1:5000/login"
            )
        }
        guard url.isHTTP else {
            throw UsageError(
                problem + "\"\(url.scheme):\" is read as its scheme. Write http://\(shown)"
            )
        }
        return url
    }

    /// The HAR file; `nil` when the operand is not one.
    private var archive: ArchiveScenario? {
        guard let url, !url.contains("://"), url.hasSuffix(".har") || File.exists(url) else {
            return nil
        }
        return ArchiveScenario(path: url, from: from, global: global)
    }

    private func scenario() async throws -> FirstScenario {
        let policy = try global.policy()
        guard let url else { return FirstScenario(browser: policy.name) }
        let from = from ?? "http://127.0.0.1:5500/app.html"
        let page = Page(url: try PageURL.parse(from, option: "--from"))
        let target = try Self.target(url)
        let suffixes = try global.suffixes()
        let clock = try global.clock()
        let browser = Browser(
            policy: policy,
            suffixes: suffixes,
            jar: CookieJar(suffixes: suffixes),
            transport: try transportOptions.transport(),
            now: { clock.now() }
        )
        let request = FetchRequest(url: target.href, credentials: .include)
        let report = await browser.fetch(request, from: page)
        if case .rejected(let failure) = report.outcome, failure.isNetworkFailure {
            throw CommandFailure(
                .networkFailed,
                "\(url.withoutUserinfo): \(failure.sentence) [\(failure.code)]"
            )
        }
        return FirstScenario(
            browser: policy.name,
            api: target.origin.serialized,
            request: request,
            report: report
        )
    }
}
