internal import ArgumentParser
internal import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import Explanations
internal import Fixes
internal import Glibc
internal import Profile
internal import Redaction
internal import Report
internal import WebOrigin

enum SameSiteOption: String, ExpressibleByArgument, CaseIterable, Sendable {
    case strict, lax, none, unset

    /// Also as DevTools writes it: `Lax`.
    init?(argument: String) { self.init(rawValue: argument.lowercased()) }

    var attribute: String? { self == .unset ? nil : rawValue }
}

struct CookiesEdit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Change a stored cookie, as in DevTools, and keep the rest of it.",
        discussion: """
            A browser's rules apply: what a response could not have set is rejected, with the reason \
            and exit status 3, and the cookie stays as it was. --url, --domain and --path select the cookie: \
            they do not change it.

            Examples:
              crumb cookies edit session --value expired
              crumb cookies edit session --same-site none --secure
              crumb cookies edit theme --domain shop.example \\
                  --max-age 60
            """
    )

    @Argument(help: "Its name.", completion: .ownNames)
    var name: String

    @Option(help: "Its new value.")
    var value: String?

    @Flag(inversion: .prefixedNo, help: "Whether script cannot read it.")
    var httpOnly: Bool?

    @Flag(inversion: .prefixedNo, help: "Whether it is sent over https only.")
    var secure: Bool?

    @Option(help: "Its SameSite attribute.")
    var sameSite: SameSiteOption?

    @Option(help: ArgumentHelp("How long it lives from now.", valueName: "seconds"))
    var maxAge: Int?

    @Flag(help: "It is deleted when the browser is closed.")
    var session = false

    @OptionGroup(title: "Which cookie") var filterOptions: CookieFilterOptions

    @Option(help: "Select the cookie with exactly this path.")
    var path: String?

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    mutating func run() async throws {
        guard
            value != nil || httpOnly != nil || secure != nil || sameSite != nil || maxAge != nil
                || session
        else {
            throw UsageError(
                "there is nothing to change: add --value, --http-only, --secure, --same-site, "
                    + "--max-age or --session"
            )
        }
        guard maxAge == nil || !session else {
            throw UsageError("--session and --max-age exclude each other")
        }
        if let maxAge, maxAge <= 0 {
            throw UsageError("--max-age \(maxAge) is in the past: crumb cookies delete \(name)")
        }
        if let value, value.contains(where: { $0 == ";" || $0.isNewline }) {
            throw UsageError(
                "--value has a semicolon or a line break in it, which would end the value: "
                    + "write %3B or %0A"
            )
        }
        let session = try Session(global)
        let old = try theCookie(of: session)
        let report = try await report(on: line(from: old), of: old, in: session)
        guard let verdict = report.exchanges.last?.setCookies.first else {
            throw CommandFailure(.blocked, "\(old.domain) cannot set cookies")
        }
        if let stored = verdict.cookie, verdict.effect != .rejected {
            let cookie = stored.with {
                // A line has whole seconds.
                if maxAge == nil, !self.session { $0.expiry = old.expiry }
                $0.creation = old.creation
                $0.lastAccess = old.lastAccess
            }
            var jar = try session.jar()
            jar.remove(old.identity)
            jar.insert(cookie)
            try Session.guarded { () throws(ProfileError) in
                try session.profile?.save(&jar, of: session.policy)
            }
        }
        let explanation = CookieSettingExplanation(
            global.output.shown(report).exchanges.last?.setCookies ?? [],
            hosts: nil,
            advice: [],
            now: session.clock.now()
        )
        if global.json {
            try global.output.print(json: explanation.json)
        } else if !global.quiet {
            global.output.note(explanation.layout)
        }
        if verdict.effect == .rejected { throw CommandFailure(.blocked) }
    }

    private func theCookie(of session: Session) throws -> Cookie {
        let filter = try filterOptions.chosen()
        let all = try session.storedCookies()
        let found = all.named([name], filter, path: path)
        guard let cookie = found.first else {
            let names = all.map(\.name.utf8Decoded)
            let hint = suggestion(for: name, among: names).map { ": did you mean \($0)?" } ?? ""
            throw UsageError("the jar has no cookie of this name\(hint)")
        }
        guard found.count == 1 else {
            let places = found.map { "\($0.domain)\($0.path.utf8Decoded)" }
            throw UsageError(
                "\(found.count) cookies are called \(name), of \(enumerated(places)): "
                    + "say which by --domain and --path"
            )
        }
        return cookie
    }

    private func line(from cookie: Cookie) -> SetCookieLine {
        var line = SetCookieLine(cookie)
        if let value { line.value = ByteString(utf8: value) }
        if let httpOnly { line["HttpOnly"] = httpOnly ? "" : nil }
        if let secure { line["Secure"] = secure ? "" : nil }
        if let sameSite { line["SameSite"] = sameSite.attribute }
        if let maxAge { line["Max-Age"] = String(maxAge) }
        if session { line.remove("Max-Age") }
        return line
    }

    /// As if a response of its own host had set it, over https where it is Secure.
    private func report(
        on line: SetCookieLine,
        of cookie: Cookie,
        in session: Session
    ) async throws -> FetchReport {
        let scheme = line.has("Secure") || cookie.isSecure ? "https" : "http"
        let url = try WebURL(parsing: cookie.url(scheme: scheme))
        let page = cookie.partitionKey.map { try? WebURL(parsing: $0.topLevelSite) } ?? url
        let text = line.bytes(isSecureConnection: true)
        let browser = session.offlineBrowser(
            transport: SetCookieTransport(setCookies: [String(decoding: text.bytes, as: UTF8.self)])
        )
        let report = await browser.fetch(
            FetchRequest(url: url.href, credentials: .include),
            from: Page(url: page ?? url)
        )
        try Session.check(report.storageError)
        return report
    }
}
