internal import ArgumentParser
internal import BrowserCookies
internal import BrowserFetch
internal import Explanations
internal import Glibc
internal import Profile
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

    @OptionGroup(title: "Global options") var global: GlobalOptions

    mutating func run() async throws {
        let session = try Session(global)
        let key = try site.map { text throws(UsageError) in
            guard let host = Host(ofURLOrName: text) else {
                throw UsageError(
                    "--site \(text.withoutUserinfo) is not a site: write http://127.0.0.1:5000"
                )
            }
            return CookieJar.siteKey(of: host, suffixes: session.suffixes)
        }
        let browser = session.policy.name
        let count = try Session.guarded { () throws(ProfileError) in
            // Clearing a site's cookies also clears its requests from the log.
            let entries = try session.profile?.log().filter { entry in
                entry.browser == browser && (key == nil || session.siteKey(of: entry) == key)
            }
            try session.profile?.clearLog(entries?.map(\.number) ?? [])
            return try session.profile?.clearCookies(of: session.policy, site: key) ?? 0
        }
        guard !global.quiet else { return }
        try global.output.print(line: "\(counted(count, "cookie")) deleted")
        // Only on a terminal: a script reads one line.
        if global.output.terminal.isOutputTerminal, let others = try session.otherJars() {
            try global.output.print(line: "\(others): --browser NAME clears them.")
        }
    }
}

extension Host {
    /// Parses the host of a URL, or a bare one as people write it: `localhost:5000`; `nil` when it
    /// is neither.
    init?(ofURLOrName text: String) {
        let url = try? WebURL(parsing: text.contains("://") ? text : "https://\(text)")
        guard let host = url?.host else { return nil }
        self = host
    }
}

extension Session {
    /// The site of a logged request's URL; `nil` when it has none.
    fileprivate func siteKey(of entry: LogEntry) -> String? {
        (try? WebURL(parsing: entry.url))?.host.map {
            CookieJar.siteKey(of: $0, suffixes: suffixes)
        }
    }
}
