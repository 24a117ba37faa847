internal import ArgumentParser
internal import BrowserJSON
internal import CopiedRequests
internal import Explanations
internal import Report
internal import Terminal

/// Requests as text: read as DevTools copies them, written for curl.
struct CopyOptions: ParsableArguments {
    @Option(
        name: .customLong("as"),
        help: ArgumentHelp(
            "Read a copied request in any form: Copy as cURL (bash or cmd), fetch, PowerShell, "
                + "an axios or jQuery call; - is stdin.",
            discussion: "Without --from, the page is its referrer. Other options override it.",
            valueName: "file"
        ),
        completion: .file()
    )
    var asCopied: String?

    @Option(
        help: ArgumentHelp(
            "The same, for a fetch() call as DevTools' Copy as fetch writes it.",
            valueName: "file"
        ),
        completion: .file()
    )
    var asScript: String?

    @Option(
        help: ArgumentHelp(
            "The same, for a command as DevTools' Copy as cURL writes it.",
            valueName: "file"
        ),
        completion: .file()
    )
    var asCurl: String?

    @Flag(help: "Put the cookies of the copied request into the jar first.")
    var withCookies = false

    @Flag(help: "Send nothing: print the curl command that sends the same.")
    var printCurl = false

    /// Whether the request is a copied one.
    var isUsed: Bool { asCopied != nil || asScript != nil || asCurl != nil }

    /// `nil` where there is none.
    func read(on global: GlobalOptions) throws -> CopiedRequest? {
        let paths = [asCopied, asScript, asCurl].compactMap(\.self)
        guard paths.count <= 1 else {
            throw UsageError("one copied request at a time: --as, --as-script or --as-curl")
        }
        guard let path = paths.first else {
            guard !withCookies else {
                throw UsageError("--with-cookies is for a copied request: add --as FILE")
            }
            return nil
        }
        let form: CopiedRequest.Form? = asScript != nil ? .script : asCurl != nil ? .curl : nil
        return try Self.read(path, as: form, on: global)
    }

    static func read(
        _ path: String,
        as form: CopiedRequest.Form?,
        on global: GlobalOptions
    ) throws -> CopiedRequest {
        let bytes: [UInt8]
        do throws(File.Failure) {
            bytes = try File.read(path, limit: .copiedRequest)
        } catch {
            throw CommandFailure(.invalidInput, "cannot read \(path): \(error.description)")
        }
        return try parse(bytes, of: path, as: form, on: global)
    }

    static func parse(
        _ bytes: [UInt8],
        of path: String,
        as form: CopiedRequest.Form?,
        on global: GlobalOptions
    ) throws -> CopiedRequest {
        do throws(InvalidFile) {
            let name = path == "-" ? "stdin" : path
            return try CopiedRequest(parsing: bytes, as: form, path: name)
        } catch {
            global.output.note(error, as: \.layout)
            throw CommandFailure(.invalidInput)
        }
    }

    /// What was made of it, as far as no other option has decided that.
    func printNotes(_ notes: [CopyNote], on global: GlobalOptions) {
        guard !notes.isEmpty else { return }
        let output = global.output
        var layout = Layout()
        if output.terminal.isOutputTerminal || global.verbose {
            for (index, note) in notes.enumerated() {
                layout.row(
                    index == 0 ? "copied" : "",
                    StyledText(escaping: note.sentence),
                    indentation: 0
                )
            }
            layout.blank()
        } else {
            let sentences = notes.map(\.sentence).joined(separator: " ")
            layout.verbatim(
                StyledText("crumb: copied: ", .faint) + StyledText(escaping: sentences),
                indentation: 0
            )
        }
        output.note(layout)
    }
}

extension CopyOptions: FastPathOptions {
    static var rows: [FastPathRow<Self>] {
        [
            .value("as") { $0.asCopied = $1 },
            .value("as-script") { $0.asScript = $1 },
            .value("as-curl") { $0.asCurl = $1 },
            .flag("with-cookies") { $0.withCookies = $1 },
            .flag("print-curl") { $0.printCurl = $1 },
        ]
    }
}
