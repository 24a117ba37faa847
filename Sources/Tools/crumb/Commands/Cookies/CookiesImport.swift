internal import ArgumentParser
internal import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import CookieFiles
internal import CopiedRequests
internal import Glibc
internal import Profile
internal import Report

struct CookiesImport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract:
            "Store the cookies of a file: of a browser, its tools and extensions, of curl, of crumb.",
        discussion: """
            Every cookie is judged as if a response of its own host had just set it. If one is \
            refused, nothing is stored, every refused one is named with its place, and the exit \
            status is 2. What has expired is left out.

            The kind of file is detected: cookies.txt; JSON of Playwright, Puppeteer, \
            the DevTools protocol, Selenium, Cypress, Cookie-Editor, EditThisCookie, tough-cookie \
            and HTTPie; rows of DevTools' table; Cookie: and Set-Cookie: lines and names with \
            values (with --url); a copied request; HAR. What a file leaves out is reported.

            cookies.sqlite and Chrome's Cookies are read as they stand, with the log beside them; \
            the browser may run. Firefox's session cookies are not in that file, and those of \
            container tabs are refused, as are Chrome's values of which a keyring holds the key.

            Examples:
              curl -s -c cookies.txt \\
                  -o page.html http://127.0.0.1:5000/set-cookie
              crumb cookies import cookies.txt
              crumb cookies import state.json --skip-refused
              crumb cookies import \\
                  ~/.mozilla/firefox/*.default-release/cookies.sqlite
              crumb cookies import --as-curl copied.txt
              echo 'Cookie: sid=abc' | crumb cookies import - \\
                  --url http://127.0.0.1:5000/
              crumb cookies export \\
                  --profile work | crumb cookies import -
            """
    )

    @Argument(help: "The file; - is standard input.", completion: .file())
    var file: String?

    @Option(
        help: ArgumentHelp(
            "The cookies of a copied request: Copy as cURL, fetch or PowerShell.",
            valueName: "file"
        ),
        completion: .file()
    )
    var asCurl: String?

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
            "Which URL these cookies belong to, if the file does not say: a Cookie: header, "
                + "names and values.",
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
        var jar = try session.jar()
        let explanation = try session.restore(
            contents,
            of: name,
            into: &jar,
            skippingRefused: skipRefused,
            isVerbose: global.verbose
        )
        if global.json {
            try global.output.print(json: explanation, as: \.json)
        } else if !global.quiet || explanation.isRefused {
            global.output.note(explanation, as: \.layout)
        }
        if explanation.isRefused { throw CommandFailure(.invalidInput) }
    }

    private func copied(_ request: CopiedRequest) throws -> CookieFile {
        guard let file = try request.cookieFile() else {
            throw CommandFailure(.invalidInput, "\(name): this request carried no cookies")
        }
        return file
    }

    /// What a message calls the file.
    private var name: String { path == "-" ? "standard input" : path }

    private var path: String { file ?? asCurl ?? "-" }

    mutating func validate() throws {
        guard (file == nil) != (asCurl == nil) else {
            throw ValidationError(
                file == nil
                    ? "import needs a file: crumb cookies import cookies.txt, or --as-curl FILE for a "
                        + "copied request"
                    : "one file at a time: it is named once, behind import or behind --as-curl"
            )
        }
    }

    private func contents() throws -> CookieFile {
        if asCurl != nil { return try copied(CopyOptions.read(path, as: .curl, on: global)) }
        let format = try format.map { text throws(UsageError) in
            try CookieFileFormat(option: text, among: CookieFileFormat.allCases)
        }
        let content: CookieFileContent
        do throws(File.Failure) {
            content = try CookieFileContent(of: path)
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
            if error == .unrecognized, CopiedRequest.isCopiedRequest(content.bytes) {
                let bytes = content.bytes
                return try copied(CopyOptions.parse(bytes, of: path, as: nil, on: global))
            }
            let place = error.place.map { ":\($0.line):\($0.column)" } ?? ""
            throw CommandFailure(.invalidInput, "\(name)\(place): \(error.sentence)")
        }
    }
}
