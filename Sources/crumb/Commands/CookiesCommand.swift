internal import ArgumentParser
internal import Cookies
internal import Fetch
internal import Glibc
internal import Infra
internal import ProfileStore
internal import Report
internal import WebOrigin

struct CookiesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cookies",
        abstract: "The jar, as in DevTools > Application > Cookies.",
        subcommands: [List.self, Clear.self],
        defaultSubcommand: List.self
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show the stored cookies, in DevTools' columns.",
            discussion: """
                Examples:
                  crumb cookies list
                  crumb cookies list --domain 127.0.0.1 --json
                """
        )

        @Option(help: "Only cookies whose domain covers this URL's host.")
        var url: String?

        @Option(help: "Only cookies of this domain and what is below it.")
        var domain: String?

        @OptionGroup(title: "Everywhere") var global: GlobalOptions

        mutating func run() async throws {
            let session = try Session(global)
            let filter = try CookieFilter(url: url, domain: domain)
            let now = session.clock.now()
            let cookies = try await Session.guardedStorage { () throws(CookieStorageError) in
                var jar = session.jar()
                return try jar.allCookies(at: now)
            }.filter(filter.accepts)
            let terminal = global.terminal
            if global.json {
                terminal.write(
                    JSONValue.array(cookies.map(\.json)).text + "\n",
                    to: STDOUT_FILENO
                )
            } else {
                let table = CookieTable(
                    cookies,
                    now: now,
                    width: terminal.width(of: STDOUT_FILENO)
                )
                terminal.printOutput(table.layout)
            }
        }
    }

    struct Clear: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Delete all cookies of the browser, or those of one site.",
            discussion: """
                Examples:
                  crumb cookies clear
                  crumb cookies clear --site http://127.0.0.1:5000
                """
        )

        @Option(help: "Only the cookies of this URL's site.")
        var site: String?

        @OptionGroup(title: "Everywhere") var global: GlobalOptions

        mutating func run() async throws {
            let session = try Session(global)
            let key = try site.map { text throws(UsageError) in
                guard
                    let host =
                        (try? WebURL(parsing: text.contains("://") ? text : "http://\(text)"))?
                        .host
                else {
                    throw UsageError("--site \(text) is no site: write http://127.0.0.1:5000")
                }
                return CookieJar.siteKey(of: host, suffixes: session.suffixes)
            }
            let count = try Session.guarded { () throws(ProfileError) in
                try session.store?.clearCookies(of: session.policy.name, site: key) ?? 0
            }
            if !global.quiet {
                global.terminal.write(
                    "\(count) cookie\(count == 1 ? "" : "s") deleted\n",
                    to: STDOUT_FILENO
                )
            }
        }
    }
}

/// `--url` and `--domain`.
struct CookieFilter {
    private let host: String?
    private let domain: String?

    init(url: String?, domain: String?) throws(UsageError) {
        host = try url.map { text throws(UsageError) in
            guard let host = (try? WebURL(parsing: text))?.host else {
                throw UsageError("--url \(text) is no URL: write http://127.0.0.1:5000/")
            }
            return host.serialized
        }
        self.domain = domain.map {
            String($0.hasPrefix(".") ? $0.dropFirst() : $0[...]).lowercased()
        }
    }

    func accepts(_ cookie: Cookie) -> Bool {
        if let host, cookie.domain != host {
            if cookie.isHostOnly || !host.hasSuffix("." + cookie.domain) { return false }
        }
        guard let domain else { return true }
        return cookie.domain == domain || cookie.domain.hasSuffix("." + domain)
    }
}
