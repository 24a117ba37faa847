internal import ArgumentParser
internal import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import Explanations
internal import Redaction
internal import Report
internal import Terminal
internal import WebOrigin

struct CookieStoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cookie-store",
        abstract: "Call a page's cookieStore: get, getAll, set, delete.",
        discussion: """
            Only secure contexts have one: https, and http on this machine. The exit status is 3 if \
            the promise rejects.

            Examples:
              crumb cookie-store getAll --from http://localhost:5500
              crumb cookie-store set theme dark \\
                  --max-age 3600 --same-site lax
            """,
        subcommands: [
            CookieStoreGet.self, CookieStoreGetAll.self, CookieStoreSet.self,
            CookieStoreDelete.self,
        ]
    )
}

struct CookieStoreGet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "get",
        abstract: "Call cookieStore.get(name): the first such script-readable cookie, or null.",
        discussion: """
            Example:
              crumb cookie-store get theme --from http://localhost:5500
            """
    )

    @Argument(help: "The cookie's name.")
    var name: String

    @OptionGroup(title: "The page") var pageOptions: PageOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    mutating func run() async throws {
        let name = name
        try await CookieStoreCall(global, pageOptions).read(orElse: "null") { browser, page in
            try await browser.getCookie(CookieStoreQuery(name: name), in: page).map { [$0] } ?? []
        }
    }
}

struct CookieStoreGetAll: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "getAll",
        abstract: "Call cookieStore.getAll(): every script-readable cookie.",
        discussion: """
            Example:
              crumb cookie-store getAll --from http://localhost:5500
            """
    )

    @Argument(help: "Only cookies with this name.")
    var name: String?

    @OptionGroup(title: "The page") var pageOptions: PageOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    mutating func run() async throws {
        let name = name
        try await CookieStoreCall(global, pageOptions).read { browser, page in
            try await browser.getAllCookies(CookieStoreQuery(name: name), in: page)
        }
    }
}

struct CookieStoreSet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Store a cookie as cookieStore.set() does.",
        discussion: """
            It is always Secure, and has SameSite=Strict and the path / by default.

            Example:
              crumb cookie-store set theme dark \\
                  --max-age 3600 --same-site lax
            """
    )

    @Argument(help: "The cookie's name.")
    var name: String

    @Argument(help: "Its value.")
    var value: String

    @Option(help: "The domain, whose subdomains are included (default: the page's host only).")
    var domain: String?

    @Option(help: "The path below which it is sent (default: /).")
    var path: String?

    @Option(help: "The expiry in ISO 8601 (default: the end of the session).")
    var expires: String?

    @Option(help: ArgumentHelp("The lifetime.", valueName: "seconds"))
    var maxAge: Int64?

    @Option(help: "strict, lax or none (default: strict).")
    var sameSite: SameSiteOption?

    @Flag(help: "Partitioned by top-level site.")
    var partitioned = false

    @OptionGroup(title: "The page") var pageOptions: PageOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    enum SameSiteOption: String, ExpressibleByArgument, CaseIterable, Sendable {
        case strict, lax, none
    }

    mutating func run() async throws {
        var cookie = CookieInit(name: name, value: value)
        cookie.domain = domain
        if let path { cookie.path = path }
        if let expires {
            guard let moment = Moment(iso8601: expires) else {
                throw UsageError(
                    "--expires \(expires) is not a moment such as 2027-01-01T00:00:00Z"
                )
            }
            cookie.expires = moment
        }
        cookie.maxAge = maxAge
        cookie.sameSite = sameSite.flatMap { CookieInit.SameSite(rawValue: $0.rawValue) } ?? .strict
        cookie.partitioned = partitioned
        let wanted = cookie
        try await CookieStoreCall(global, pageOptions).write { browser, page in
            try await browser.setCookie(wanted, in: page)
        }
    }
}

struct CookieStoreDelete: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Delete a cookie as cookieStore.delete() does.",
        discussion: """
            The domain, path and partition must be those of the cookie.

            Example:
              crumb cookie-store delete theme
            """
    )

    @Argument(help: "The cookie's name.")
    var name: String

    @Option(help: "The cookie's Domain attribute, if it has one.")
    var domain: String?

    @Option(help: "The cookie's path (default: /).")
    var path: String?

    @Flag(help: "The cookie is partitioned by top-level site.")
    var partitioned = false

    @OptionGroup(title: "The page") var pageOptions: PageOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    mutating func run() async throws {
        var deletion = CookieDeletion(name: name)
        deletion.domain = domain
        if let path { deletion.path = path }
        deletion.partitioned = partitioned
        let wanted = deletion
        try await CookieStoreCall(global, pageOptions).write { browser, page in
            try await browser.deleteCookie(wanted, in: page)
        }
    }
}

/// A call of a page's `cookieStore`, and its output.
private struct CookieStoreCall {
    private let global: GlobalOptions
    private let session: Session
    private let page: Page
    private let browser: Browser

    init(_ global: GlobalOptions, _ pageOptions: PageOptions) throws {
        self.global = global
        let session = try Session(global)
        self.session = session
        page = try pageOptions.page(in: session)
        browser = session.offlineBrowser()
        guard browser.hasCookieStore(page) else {
            throw CommandFailure(
                .blocked,
                "cookieStore is undefined on this page: \(page.url.origin.serialized) is not a secure "
                    + "context (https, or http on this machine)"
            )
        }
    }

    /// Reads cookies.
    ///
    /// `nothing`: the result for script when no cookie matches; `nil` for an empty list.
    func read(
        orElse nothing: String? = nil,
        _ call: (Browser, Page) async throws -> [CookieListItem]
    ) async throws {
        let items: [CookieListItem]
        do {
            items = try await call(browser, page)
        } catch let failure as CookieStoreFailure {
            return try fail(failure)
        }
        let shown = global.output.shown(items.map(\.cookie)).map(\.listItem)
        let members = session.policy.cookieStore.itemMembers
        if global.json {
            return try global.output.print(json: CookieStoreAnswer.items(shown, members))
        }
        let isTerminal = global.output.terminal.isOutputTerminal
        if items.isEmpty, let nothing { try global.output.print(line: nothing) }
        for item in shown {
            let line = "\(item.name)=\(item.value)"
            try global.output.print(line: isTerminal ? line.terminalSafe : line)
        }
    }

    func write(_ call: (Browser, Page) async throws -> SetCookieVerdict) async throws {
        var verdict: SetCookieVerdict
        do {
            verdict = try await call(browser, page)
        } catch let failure as CookieStoreFailure {
            return try fail(failure)
        }
        try await session.save(browser, seen: page)
        // Every cookie of the store is Secure, even on this machine.
        verdict.warnings.removeAll { $0 == .secureOnLoopback }
        let report = DocumentCookieReport(setting: verdict)
        let explanation = CookieSettingExplanation(
            global.output.shown(report).setCookies,
            hosts: nil,
            now: session.clock.now()
        )
        if global.json {
            try global.output.print(json: CookieStoreAnswer.setCookies(explanation))
        } else if !global.quiet {
            global.output.note(explanation.layout)
        }
    }

    /// Reports that the promise rejects.
    private func fail(_ failure: CookieStoreFailure) throws {
        if case .storage(let error) = failure { throw CommandFailure(.profileFailed, error.detail) }
        guard global.json else {
            let codes = failure.codes.isEmpty ? "" : " [\(failure.codes.joined(separator: ", "))]"
            throw CommandFailure(.blocked, "\(failure.errorName): \(failure.sentence)\(codes)")
        }
        try global.output.print(json: CookieStoreAnswer.failure(failure))
        throw CommandFailure(.blocked)
    }
}

/// The `--json` output of a call.
enum CookieStoreAnswer {
    /// The list of items.
    ///
    /// `members`: those that the browser's items have.
    static func items(_ items: [CookieListItem], _ members: CookieStorePolicy.ItemMembers)
        -> JSONValue
    {
        .object([
            "schema": "crumb.cookie-store/1",
            "items": .array(items.map { $0.json(members: members) }),
            "error": .null,
        ])
    }

    static func setCookies(_ explanation: CookieSettingExplanation) -> JSONValue {
        .object([
            "schema": "crumb.cookie-store/1",
            "setCookies": explanation.json,
            "error": .null,
        ])
    }

    /// The rejection of the promise.
    static func failure(_ failure: CookieStoreFailure) -> JSONValue {
        .object([
            "schema": "crumb.cookie-store/1",
            "items": .null,
            "error": failure.json,
        ])
    }
}
