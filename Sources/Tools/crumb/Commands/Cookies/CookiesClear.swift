internal import ArgumentParser
internal import Cookies
internal import Explanations
internal import Fetch
internal import Glibc
internal import ProfileStore
internal import WebOrigin

struct CookiesClear: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clear",
        abstract: "Delete all cookies of the browser, or those of one site.",
        discussion: """
            Examples:
              crumb cookies clear
              crumb cookies clear --site http://127.0.0.1:5000
            """
    )

    @Option(help: "Only the cookies of this URL's or host's site.")
    var site: String?

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    mutating func run() async throws {
        let session = try Session(global)
        let key = try site.map { text throws(UsageError) in
            guard
                let host =
                    (try? WebURL(parsing: text.contains("://") ? text : "http://\(text)"))?.host
            else {
                throw UsageError(
                    "--site \(text.withoutUserinfo) is no site: write http://127.0.0.1:5000"
                )
            }
            return CookieJar.siteKey(of: host, suffixes: session.suffixes)
        }
        let state = session.deleteFromProcesses(ofSite: key) { _ in true }
        let count = try Session.guarded { () throws(ProfileError) in
            try session.store?.commit(ProfileChanges(browser: session.policy.name, state: state))
            return try session.store?.clearCookies(of: session.policy.name, site: key) ?? 0
        }
        guard !global.quiet else { return }
        try global.output.print(line: "\(counted(count, "cookie")) deleted")
    }
}
