internal import ArgumentParser
internal import BrowserInfra
internal import CopiedRequests
internal import Glibc
internal import WebOrigin

/// The request's body, as `fetch()` accepts it and in curl's notation.
struct BodyOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("A string body, sent as text/plain;charset=UTF-8.", valueName: "text")
    )
    var body: String?

    @Option(help: ArgumentHelp("A JSON body, sent as application/json.", valueName: "json"))
    var jsonBody: String?

    @Option(
        name: [.customShort("d"), .customLong("data")],
        help: ArgumentHelp(
            "A URL-encoded body, as in curl: repeated values are joined by &, @file reads a file.",
            valueName: "data"
        )
    )
    var data: [String] = []

    @Option(help: ArgumentHelp("Like --data, but @ is not special.", valueName: "data"))
    var dataRaw: [String] = []

    @Option(
        help: ArgumentHelp(
            "Like --data, but URL-encoded: name=content, name@file.",
            valueName: "data"
        )
    )
    var dataUrlencode: [String] = []

    /// The destination to which the normalizer moves the three options above, each with its kind,
    /// so that their order is preserved.
    @Option(help: .hidden)
    var dataPart: [String] = []

    @Option(
        name: [.customShort("F"), .customLong("form")],
        help: ArgumentHelp("A multipart field: name=content, name=@file.", valueName: "field")
    )
    var form: [String] = []

    @Flag(
        name: [.customShort("G"), .customLong("get")],
        help: "Send the -d data in the URL's query."
    )
    var get = false

    struct Body {
        var bytes: ByteString?
        var contentType: ByteString?
        /// The destination to which `-G` moves the data.
        var query: String?
        var impliedMethod: String?
    }

    func assembled() throws -> Body {
        let kinds = [body != nil, jsonBody != nil, !dataPart.isEmpty, !form.isEmpty]
        guard kinds.filter({ $0 }).count <= 1 else {
            throw UsageError("a request has one body: --body, --json-body, -d or -F, not several")
        }
        if let body {
            return Body(bytes: ByteString(utf8: body), contentType: "text/plain;charset=UTF-8")
        }
        if let jsonBody {
            return Body(
                bytes: ByteString(utf8: jsonBody),
                contentType: "application/json",
                impliedMethod: "POST"
            )
        }
        if !form.isEmpty { return try multipart() }
        guard !dataPart.isEmpty else { return Body() }
        let joined = Array(try dataPart.map(bytes(ofPart:)).joined(separator: [UInt8(ascii: "&")]))
        if get { return Body(query: String(decoding: joined, as: UTF8.self)) }
        return Body(
            bytes: ByteString(joined),
            contentType: "application/x-www-form-urlencoded",
            impliedMethod: "POST"
        )
    }

    private func bytes(ofPart part: String) throws(UsageError) -> [UInt8] {
        let pieces = part.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard pieces.count == 2 else {
            throw UsageError("--data-part \(part) is an internal option: use -d \(part)")
        }
        let value = String(pieces[1])
        switch pieces[0] {
        case "raw": return Array(value.utf8)
        case "urlencode": return Array(try urlEncoded(value).utf8)
        case "binary": return try contents(orText: value)
        default:
            // As in curl, -d strips line breaks from a file.
            let bytes = try contents(orText: value)
            return value.hasPrefix("@") ? bytes.filter { $0 != 0x0A && $0 != 0x0D } : bytes
        }
    }

    private func contents(orText value: String) throws(UsageError) -> [UInt8] {
        guard value.hasPrefix("@") else { return Array(value.utf8) }
        return try readFile(String(value.dropFirst()), option: "-d")
    }

    /// Encodes `content`, `=content`, `name=content`, `@file`, or `name@file`.
    private func urlEncoded(_ value: String) throws(UsageError) -> String {
        let separator = value.firstIndex { $0 == "=" || $0 == "@" }
        guard let separator else { return value.percentEncoded(in: .reserved) }
        let name = String(value[..<separator])
        let rest = String(value[value.index(after: separator)...])
        let content =
            value[separator] == "="
            ? Array(rest.utf8) : try readFile(rest, option: "--data-urlencode")
        return (name.isEmpty ? "" : "\(name)=") + content.percentEncoded(in: .reserved)
    }

    private func multipart() throws -> Body {
        let fields = try form.map { field throws(UsageError) in
            guard let separator = field.firstIndex(of: "="), separator != field.startIndex else {
                // The value may be the content alone, so it is not quoted.
                throw UsageError("a field of -F has no name: write name=content or name=@file")
            }
            let name = String(field[..<separator])
            let value = String(field[field.index(after: separator)...])
            guard value.hasPrefix("@") else {
                return MultipartForm.Field(name: name, content: Array(value.utf8))
            }
            let path = String(value.dropFirst())
            return MultipartForm.Field(
                name: name,
                content: try readFile(path, option: "-F"),
                fileName: path.split(separator: "/").last.map(String.init) ?? path,
                contentType: "application/octet-stream"
            )
        }
        let multipart = MultipartForm(fields)
        return Body(
            bytes: multipart.body,
            contentType: multipart.contentType,
            impliedMethod: "POST"
        )
    }

    /// Reads a file; `-` is standard input.
    private func readFile(_ path: String, option: String) throws(UsageError) -> [UInt8] {
        do {
            return try File.read(path, limit: .requestBody)
        } catch {
            throw UsageError("\(option): cannot read \(path): \(error.description)")
        }
    }
}

extension BodyOptions: FastPathOptions {
    static var rows: [FastPathRow<Self>] {
        [
            .value("body") { $0.body = $1 },
            .value("json-body") { $0.jsonBody = $1 },
            .list("data") { $0.data = $1 },
            .list("data-raw") { $0.dataRaw = $1 },
            .list("data-urlencode") { $0.dataUrlencode = $1 },
            .list("data-part") { $0.dataPart = $1 },
            .list("form") { $0.form = $1 },
            .flag("G", "get") { $0.get = $1 },
        ]
    }
}
