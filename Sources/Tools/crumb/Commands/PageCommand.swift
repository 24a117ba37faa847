internal import ArgumentParser
internal import BrowserFetch
internal import BrowserJSON
internal import Glibc
internal import Profile
internal import Terminal
internal import WebOrigin

struct PageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "page",
        abstract: "Set the page that makes requests when --from is not given, and its "
            + "credentials mode.",
        discussion: """
            It is stored in the profile, for all browsers. A visit replaces it until the browser is \
            closed. Without arguments, shows the current setting.

            Examples:
              crumb page http://127.0.0.1:5500/app.html \\
                  --credentials include
              crumb fetch http://127.0.0.1:5000/me
              crumb page https://app.example.com \\
                  --csp "connect-src 'self'"
              crumb page --clear
            """
    )

    @Argument(help: "The page: its URL or bare origin.")
    var url: String?

    @Option(help: "The credentials mode of fetch() without --credentials.")
    var credentials: CredentialsOption?

    @Option(
        help: ArgumentHelp(
            "A Content-Security-Policy of the page; repeatable.",
            valueName: "policy"
        )
    )
    var csp: [String] = []

    @Option(help: "The page's Cross-Origin-Embedder-Policy: require-corp or credentialless.")
    var coep: EmbedderPolicyOption?

    @Option(help: "The page's own referrer policy.")
    var pageReferrerPolicy: ReferrerPolicyOption?

    @Flag(help: "Delete the page and the credentials mode.")
    var clear = false

    @OptionGroup(title: "Global options") var global: GlobalOptions

    mutating func run() async throws {
        if clear, url != nil || credentials != nil {
            throw UsageError(
                "--clear deletes both, so it cannot be combined with a page or --credentials"
            )
        }
        let session = try Session(global)
        var page = try url.map { Page(url: try PageURL.parse($0, option: "the page")) }
        let context = PageContext(
            contentSecurityPolicies: csp,
            embedderPolicy: coep?.value,
            referrerPolicy: pageReferrerPolicy?.value
        )
        if context != PageContext() {
            guard page != nil else {
                throw UsageError("--csp, --coep and --page-referrer-policy need a page: name it")
            }
            page?.adopt(context, in: session.policy)
        }
        var preference = try Session.guarded { () throws(ProfileError) in
            try session.profile?.pagePreference() ?? PagePreference()
        }
        if clear || page != nil || credentials != nil {
            if let page { preference.page = page }
            if let credentials { preference.credentials = credentials.value }
            if clear { preference = PagePreference() }
            let kept = preference
            try Session.guarded { () throws(ProfileError) in try session.profile?.prefer(kept) }
            if global.quiet, !global.json { return }
        }
        let shown = try session.currentPage().map(global.output.shown)
        let kept = preference.page.map(global.output.shown)
        if global.json {
            let policies = (shown?.policyLines ?? []).map { name, value in
                JSONValue.array([.string(name), .string(value)])
            }
            try global.output.print(
                json: .object([
                    "schema": "crumb.page/1",
                    "page": shown.map { .string($0.url.href) } ?? .null,
                    "policies": .array(policies),
                    "kept": kept.map { .string($0.url.href) } ?? .null,
                    "credentials": preference.credentials.map { .string($0.rawValue) } ?? .null,
                ])
            )
            return
        }
        try global.output.print(line: line(shown, kept: kept))
        for (name, value) in shown?.policyLines ?? [] {
            try global.output.print(line: "  \(name): \(value.terminalSafe)")
        }
        try global.output.print(
            line: "credentials  "
                + (preference.credentials.map(\.rawValue) ?? "same-origin, fetch()'s own default")
        )
    }

    private func line(_ shown: Page?, kept: Page?) -> String {
        guard let shown else { return "page         none: set one with crumb page URL" }
        let visit = shown.url == kept?.url ? "" : " (from the last visit, until crumb close)"
        return "page         \(shown.url.href)\(visit)"
    }
}
