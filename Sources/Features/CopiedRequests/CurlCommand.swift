internal import HTTP
internal import Infra
internal import JSON

/// Reads what DevTools' *Copy as cURL (bash)* writes, and curl commands like it.
///
/// Options of curl that say how the network is reached, and not what is asked, are refused: they
/// are crumb's own, and stand on its command line.
///
/// https://curl.se/docs/manpage.html
struct CurlCommand {
    static func read(_ bytes: [UInt8]) throws(FileProblem) -> CopiedCall {
        let words = try ShellWords.read(bytes)
        guard let first = words.first else {
            throw FileProblem("it is empty: a curl command is expected", at: nil)
        }
        guard first.text == "curl" else { throw notCurl(first) }
        var command = CurlCommand(rest: words.dropFirst())
        try command.run()
        return try command.call(at: first.place)
    }

    private var rest: ArraySlice<ShellWords.Word>
    private var url: String?
    private var method: String?
    private var isHead = false
    private var putsDataIntoQuery = false
    private var headers: [Header] = []
    private var data: [[UInt8]] = []
    private var dataType: ByteString = "application/x-www-form-urlencoded"
    private var isInsecure = false

    private init(rest: ArraySlice<ShellWords.Word>) {
        self.rest = rest
    }

    private static func notCurl(_ word: ShellWords.Word) -> FileProblem {
        let isScript = word.text.hasPrefix("fetch(") || word.text == "await"
        return FileProblem(
            isScript
                ? "this is no curl command but a script's call: read it with --as-script"
                : "this is no curl command: choose Copy as cURL (bash) in DevTools",
            at: word.place
        )
    }

    // MARK: Options

    private static let shortNames: [UInt8: String] = [
        UInt8(ascii: "X"): "request", UInt8(ascii: "H"): "header", UInt8(ascii: "b"): "cookie",
        UInt8(ascii: "d"): "data", UInt8(ascii: "A"): "user-agent", UInt8(ascii: "e"): "referer",
        UInt8(ascii: "u"): "user", UInt8(ascii: "k"): "insecure", UInt8(ascii: "I"): "head",
        UInt8(ascii: "G"): "get", UInt8(ascii: "s"): "silent", UInt8(ascii: "S"): "show-error",
        UInt8(ascii: "v"): "verbose", UInt8(ascii: "i"): "include", UInt8(ascii: "L"): "location",
        UInt8(ascii: "g"): "globoff", UInt8(ascii: "f"): "fail",
    ]

    private static let takingValue: Set<String> = [
        "request", "header", "cookie", "data", "data-ascii", "data-raw", "data-binary", "json",
        "user-agent", "referer", "user", "url",
    ]

    /// They change what is printed, or what a browser does anyway.
    private static let withoutEffect: Set<String> = [
        "compressed", "silent", "show-error", "verbose", "include", "location", "globoff", "fail",
        "path-as-is", "http1.1", "http2",
    ]

    private mutating func run() throws(FileProblem) {
        while let word = rest.popFirst() {
            let bytes = word.bytes
            if bytes.starts(with: Array("--".utf8)) {
                let name = String(word.text.dropFirst(2))
                if Self.takingValue.contains(name) {
                    try set(name, to: value(of: word))
                } else {
                    try turnOn(name, written: word)
                }
            } else if bytes.first == UInt8(ascii: "-"), bytes.count > 1 {
                try short(word)
            } else {
                try setURL(word)
            }
        }
    }

    private mutating func value(
        of option: ShellWords.Word
    ) throws(FileProblem) -> ShellWords.Word {
        guard let value = rest.popFirst() else {
            throw FileProblem("\(option.text) needs a value after it", at: option.place)
        }
        return value
    }

    /// `-XPOST`, `-sSk`.
    private mutating func short(_ word: ShellWords.Word) throws(FileProblem) {
        var letters = word.bytes.dropFirst()
        while let letter = letters.popFirst() {
            guard let name = Self.shortNames[letter] else { throw Self.unknown(word) }
            guard Self.takingValue.contains(name) else {
                try turnOn(name, written: word)
                continue
            }
            let joined = ShellWords.Word(bytes: Array(letters), place: word.place)
            try set(name, to: letters.isEmpty ? value(of: word) : joined)
            return
        }
    }

    private mutating func turnOn(
        _ name: String,
        written word: ShellWords.Word
    ) throws(FileProblem) {
        switch name {
        case "insecure": isInsecure = true
        case "head": isHead = true
        case "get": putsDataIntoQuery = true
        default:
            guard Self.withoutEffect.contains(name) else { throw Self.unknown(word) }
        }
    }

    private static func unknown(_ word: ShellWords.Word) -> FileProblem {
        // Its value may be a password.
        let option = word.text.prefix { $0 != "=" }
        return FileProblem(
            "Copy as cURL writes no \(option): leave it out here, and if it is about the "
                + "network (a proxy, certificates, time), give it to crumb itself",
            at: word.place
        )
    }

    private mutating func set(
        _ name: String,
        to value: ShellWords.Word
    ) throws(FileProblem) {
        switch name {
        case "request": method = value.text
        case "header": try addHeader(value)
        case "cookie":
            guard value.bytes.contains(UInt8(ascii: "=")) else {
                throw FileProblem(
                    "without a = this is the name of a file of cookies, which is not read",
                    at: value.place
                )
            }
            addHeader("Cookie", value.bytes)
        case "user-agent": addHeader("User-Agent", value.bytes)
        case "referer": addHeader("Referer", value.bytes)
        case "user":
            addHeader("Authorization", Array("Basic \(ByteString(value.bytes).base64Encoded)".utf8))
        case "url": try setURL(value)
        case "json":
            dataType = "application/json"
            try addData(value)
        case "data-raw": data.append(value.bytes)
        default: try addData(value)
        }
    }

    private mutating func addHeader(_ name: String, _ value: [UInt8]) {
        headers.append(Header(name: name, value: ByteString(value)))
    }

    /// `Name: value`; `Name;` has an empty value; `Name:` takes away one of curl's own.
    private mutating func addHeader(_ word: ShellWords.Word) throws(FileProblem) {
        let colon = UInt8(ascii: ":")
        if let separator = word.bytes.firstIndex(of: colon), separator > 0 {
            let value = ByteString(word.bytes[(separator + 1)...])
                .trimming(while: \.isHTTPTabOrSpace)
            guard !value.isEmpty else { return }
            let name = String(decoding: word.bytes[..<separator], as: UTF8.self)
            headers.append(Header(name: name, value: value))
        } else if word.bytes.last == UInt8(ascii: ";"), word.bytes.count > 1 {
            addHeader(String(word.text.dropLast()), [])
        } else {
            throw FileProblem("this is no header: it is written 'Name: value'", at: word.place)
        }
    }

    private mutating func addData(_ word: ShellWords.Word) throws(FileProblem) {
        guard word.bytes.first != UInt8(ascii: "@") else {
            throw FileProblem(
                "a body from a file is not read here: give -d \(word.text) to crumb itself, or "
                    + "write --data-raw if the @ belongs to the body",
                at: word.place
            )
        }
        data.append(word.bytes)
    }

    private mutating func setURL(_ word: ShellWords.Word) throws(FileProblem) {
        guard url == nil else {
            throw FileProblem("this is a second URL: one request at a time", at: word.place)
        }
        // Where curl would take brackets for a pattern, DevTools writes a backslash before them.
        var text = word.text
        for bracket in ["[", "]", "{", "}"] {
            text.replace("\\\(bracket)", with: bracket)
        }
        url = text
    }

    // MARK: The whole

    private func call(at start: Place) throws(FileProblem) -> CopiedCall {
        guard var url else { throw FileProblem("there is no URL in this command", at: start) }
        let joined = Array(data.joined(separator: [UInt8(ascii: "&")]))
        var call = CopiedCall(url: url)
        call.headers = headers
        call.isInsecure = isInsecure
        if putsDataIntoQuery {
            if !data.isEmpty {
                url += (url.contains("?") ? "&" : "?") + String(decoding: joined, as: UTF8.self)
            }
            call.url = url
        } else if !data.isEmpty {
            call.body = ByteString(joined)
            call.bodyContentType = dataType
        }
        call.method = method ?? (isHead ? "HEAD" : call.body == nil ? "GET" : "POST")
        return call
    }
}
