internal import ArgumentParser
internal import CookieFiles
internal import Cookies
internal import Fetch
internal import Glibc
internal import Infra
internal import JSON
internal import ProfileStore
internal import Report

struct CookiesImport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract:
            "Store the cookies of a file of curl's, Playwright's, DevTools', Firefox's or crumb's own.",
        discussion: """
            Every cookie is judged as if a response of its own host had just set it. If one is \
            refused, nothing is stored, every refused one is named with its place, and the exit \
            status is 2. What has expired is left out.

            cookies.sqlite is read as it stands, with the log beside it; Firefox may run. Its \
            session cookies are not in that file, and those of container tabs are refused. Of a HAR \
            the cookies are taken that its requests carried and its responses set.

            Examples:
              curl -s -c cookies.txt -o page.html http://127.0.0.1:5000/set-cookie
              crumb cookies import cookies.txt
              crumb cookies import state.json --skip-refused
              crumb cookies import ~/.mozilla/firefox/*.default-release/cookies.sqlite
              crumb cookies export --profile work | crumb cookies import -
            """
    )

    @Argument(help: "The file; - is standard input.", completion: .file())
    var file: String

    @Option(
        help: """
            netscape, json, playwright, array, header, table, har or sqlite. The default is what \
            the file looks like.
            """,
        completion: .list(CookieFileFormat.allCases.map(\.rawValue))
    )
    var format: String?

    @Option(
        help: ArgumentHelp(
            "Whose cookies these are, where the file does not say: a Cookie: header, names and values.",
            valueName: "url"
        )
    )
    var url: String?

    @Flag(help: "Import the rest if some are refused.")
    var skipRefused = false

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    mutating func run() async throws {
        let session = try Session(global)
        let contents = try contents()
        var explanation = CookieImportExplanation(
            of: name,
            format: contents.format,
            skipsRefused: skipRefused,
            isVerbose: global.verbose
        )
        explanation.remarks = contents.remarks
        let changes = try await Session.guardedStorage { () throws(CookieStorageError) in
            try restore(contents, in: session, explanation: &explanation)
        }
        if !explanation.isRefused {
            try Session.guarded { () throws(ProfileError) in
                try session.store?.commit(
                    ProfileChanges(
                        browser: session.policy.name,
                        cookies: changes,
                        state: session.endingProcesses
                    )
                )
            }
        }
        let terminal = global.terminal
        if global.json {
            terminal.write(explanation.json.text + "\n", to: STDOUT_FILENO)
        } else if !global.quiet || explanation.isRefused {
            terminal.printError(explanation.layout)
        }
        if explanation.isRefused { throw CommandFailure(.invalidInput) }
    }

    /// What a message calls the file.
    private var name: String { file == "-" ? "standard input" : file }

    private func contents() throws -> CookieFile {
        let format = try format.map { text throws(UsageError) in
            try CookieFileFormat(option: text, among: CookieFileFormat.allCases)
        }
        let content: CookieFileContent
        do throws(File.Failure) {
            content = try CookieFileContent(of: file)
        } catch {
            throw CommandFailure(.invalidInput, "cannot read \(name): \(error.description)")
        }
        let source = CookieFileSource(
            url: try url.map { text throws(UsageError) in
                try PageURL.parse(text, option: "--url")
            },
            now: try global.clock().now(),
            log: content.log
        )
        do throws(CookieFileError) {
            return try CookieFile.read(content.bytes, of: source, format: format)
        } catch {
            let place = error.place.map { ":\($0.line):\($0.column)" } ?? ""
            throw CommandFailure(.invalidInput, "\(name)\(place): \(error.sentence)")
        }
    }

    /// All of them in one jar, whose changes are then one transaction.
    private func restore(
        _ contents: CookieFile,
        in session: Session,
        explanation: inout CookieImportExplanation
    ) throws(CookieStorageError) -> [CookieChange] {
        let now = session.clock.now()
        let policy = session.policy.cookies
        var jar = session.jar()
        var stored: Set<Cookie.Identity> = []
        explanation.refused = contents.refused.map {
            .init(at: $0.place, .entry($0.refusal, $0.title))
        }
        for entry in contents.entries(importedAt: now) {
            switch try jar.restore(entry.cookie, policy: policy, now: now) {
            case .stored(let cookie, let replaced, let isShortened):
                stored.insert(cookie.identity)
                explanation.created += replaced ? 0 : 1
                explanation.replaced += replaced ? 1 : 0
                if isShortened { explanation.shortened.append(cookie.name.utf8Decoded) }
            case .expired:
                explanation.expired.append(entry.cookie.name.utf8Decoded)
            case .refused(let refusal):
                explanation.refused.append(.init(at: entry.place, .cookie(entry.cookie, refusal)))
            }
        }
        explanation.refused.sort { $0.place < $1.place }
        let kept = try jar.allCookies(at: now).reduce(into: 0) { count, cookie in
            count += stored.contains(cookie.identity) ? 1 : 0
        }
        explanation.evicted = stored.count - kept
        return jar.takeChanges()
    }
}
