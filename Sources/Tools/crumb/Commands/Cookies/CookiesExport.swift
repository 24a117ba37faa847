internal import ArgumentParser
internal import BrowserJSON
internal import CookieFiles
internal import Glibc
internal import Report
internal import Terminal

struct CookiesExport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Export the stored cookies to a file for curl, Playwright or crumb.",
        discussion: """
            netscape is cookies.txt, for curl -b, wget --load-cookies (which skips HttpOnly \
            cookies) and Python's http.cookiejar; it cannot store SameSite, partition keys, \
            priorities or creation times. \
            playwright is a storageState without origins. json keeps everything. A note on stderr \
            lists what the format cannot store.

            The file contains sessions, so only your user can read it.

            Examples:
              crumb cookies export -o cookies.txt
              crumb cookies export --url http://127.0.0.1:5000 \\
                  --format netscape
              crumb cookies export -o state.json --format playwright
            """
    )

    @Option(
        help: """
            netscape, json or playwright (default: netscape for a file name that ends in .txt, \
            else json).
            """,
        completion: .list(CookieFileFormat.writable.map(\.rawValue))
    )
    var format: String?

    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp("The file to write; - is standard output.", valueName: "file"),
        completion: .file()
    )
    var output = "-"

    @OptionGroup(title: "Selection") var filterOptions: CookieFilterOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    mutating func run() async throws {
        let session = try Session(global)
        let format = try chosenFormat()
        let filter = try filterOptions.chosen()
        let cookies = try session.storedCookies().filter(filter.accepts)
        guard let exported = ExportedCookies(cookies, format: format) else { return }
        let file = output == "-" ? nil : output
        if let file {
            try global.output.write(
                exported.bytes,
                verbatim: .exportedCookies,
                to: file,
                hint: "; choose another with -o FILE"
            )
        } else {
            // On a terminal it is for viewing, like a body; in a pipe it is the file.
            let isTerminal = global.output.terminal.isOutputTerminal
            let shown = String(decoding: exported.bytes, as: UTF8.self).terminalSafeBody
            try global.output.print(
                isTerminal ? Array(shown.utf8) : exported.bytes,
                verbatim: .exportedCookies
            )
        }
        let explanation = CookieExportExplanation(exported, format: format, path: file)
        if global.json, file != nil {
            try global.output.print(json: explanation.json)
        } else if !global.quiet {
            global.output.note(explanation.layout)
        }
    }

    private func chosenFormat() throws(UsageError) -> CookieFileFormat {
        guard let format else { return output.hasSuffix(".txt") ? .netscape : .json }
        return try CookieFileFormat(option: format, among: CookieFileFormat.writable)
    }
}

extension CookieFileFormat {
    init(option text: String, among formats: [CookieFileFormat]) throws(UsageError) {
        guard let format = formats.first(where: { $0.rawValue == text }) else {
            throw UsageError(
                "--format \(text) is not a format: write "
                    + formats.map(\.rawValue).joined(separator: ", ")
            )
        }
        self = format
    }
}
