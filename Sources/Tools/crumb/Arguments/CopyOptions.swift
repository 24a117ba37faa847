internal import ArgumentParser
internal import CopiedRequests
internal import Explanations
internal import JSON
internal import Report
internal import Terminal

/// Requests as text: read as DevTools copies them, written for curl.
struct CopyOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Read a fetch() call as DevTools' Copy as fetch writes it; - is stdin.",
            discussion: "Without --from, the page is its referrer. Other options override it.",
            valueName: "file"
        ),
        completion: .file()
    )
    var asScript: String?

    @Option(
        help: ArgumentHelp(
            "Read a command as DevTools' Copy as cURL (bash) writes it; - is stdin.",
            discussion: "Without --from, the page is its referer or origin.",
            valueName: "file"
        ),
        completion: .file()
    )
    var asCurl: String?

    @Flag(help: "Send nothing: print the curl command that sends the same.")
    var printCurl = false

    /// `nil` where there is none.
    func read(on global: GlobalOptions) throws -> CopiedRequest? {
        guard asScript == nil || asCurl == nil else {
            throw UsageError("one copied request at a time: --as-script or --as-curl")
        }
        guard let path = asScript ?? asCurl else { return nil }
        return try read(path, as: asScript == nil ? .curl : .script, on: global)
    }

    private func read(
        _ path: String,
        as form: CopiedRequest.Form,
        on global: GlobalOptions
    ) throws -> CopiedRequest {
        let bytes: [UInt8]
        do throws(File.Failure) {
            bytes = try File.read(path, limit: .copiedRequest)
        } catch {
            throw CommandFailure(.invalidInput, "cannot read \(path): \(error.description)")
        }
        do throws(InvalidFile) {
            let name = path == "-" ? "stdin" : path
            return try CopiedRequest(parsing: bytes, as: form, path: name)
        } catch {
            global.output.note(error, as: \.layout)
            throw CommandFailure(.invalidInput)
        }
    }

    /// What was made of it, as far as no other option has decided that.
    func tell(_ notes: [CopyNote], on global: GlobalOptions) {
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

extension CopyOptions: DirectOptions {
    static var rows: [DirectRow<Self>] {
        [
            .value("as-script") { $0.asScript = $1 },
            .value("as-curl") { $0.asCurl = $1 },
            .flag("print-curl") { $0.printCurl = $1 },
        ]
    }
}
