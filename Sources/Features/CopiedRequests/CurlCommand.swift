internal import BrowserHTTP
internal import BrowserInfra
internal import BrowserJSON

/// Reads the output of DevTools' *Copy as cURL*, for bash and for Windows, and similar curl
/// commands: those of documentation, Postman, and Swagger.
///
/// Options of curl that configure the network rather than the request are errors: crumb has its
/// own, which belong on its command line.
///
/// https://curl.se/docs/manpage.html
struct CurlCommand {
    static func read(
        _ cursor: TextCursor,
        _ shell: CopyFormat.Shell
    ) throws(FileProblem) -> CopiedCall {
        let found =
            switch shell {
            case .bash: try ShellWords.read(cursor)
            case .cmd: try CmdWords.read(cursor)
            case .powerShell: try PowerShellWords.read(cursor)
            }
        guard let first = found.words.first else {
            throw FileProblem("it is empty: a curl command is expected", at: nil)
        }
        guard ["curl", "curl.exe"].contains(first.text.lowercased()) else {
            throw FileProblem(
                "this is not a curl command: choose Copy as cURL (bash) in DevTools",
                at: first.place
            )
        }
        var command = CurlCommand(rest: found.words.dropFirst())
        try command.run()
        var call = try command.call(at: first.place)
        if let behind = found.behind { call.leftOut.append(behind) }
        call.lostCharacters = found.lostCharacters
        return call
    }

    private var rest: ArraySlice<ShellWords.Word>
    private var url: String?
    private var method: String?
    private var isHead = false
    private var putsDataIntoQuery = false
    private var headers: [Header] = []
    private var data: [[UInt8]] = []
    private var dataType: ByteString = "application/x-www-form-urlencoded"
    private var form: [MultipartForm.Field] = []
    private var isJSON = false
    private var isInsecure = false
    private var leftOut: [String] = []

    private init(rest: ArraySlice<ShellWords.Word>) {
        self.rest = rest
    }

    // MARK: Options

    private static let shortNames: [UInt8: String] = [
        UInt8(ascii: "X"): "request", UInt8(ascii: "H"): "header", UInt8(ascii: "b"): "cookie",
        UInt8(ascii: "d"): "data", UInt8(ascii: "A"): "user-agent", UInt8(ascii: "e"): "referer",
        UInt8(ascii: "u"): "user", UInt8(ascii: "k"): "insecure", UInt8(ascii: "I"): "head",
        UInt8(ascii: "G"): "get", UInt8(ascii: "s"): "silent", UInt8(ascii: "S"): "show-error",
        UInt8(ascii: "v"): "verbose", UInt8(ascii: "i"): "include", UInt8(ascii: "L"): "location",
        UInt8(ascii: "g"): "globoff", UInt8(ascii: "f"): "fail", UInt8(ascii: "F"): "form",
        UInt8(ascii: "o"): "output", UInt8(ascii: "w"): "write-out",
        UInt8(ascii: "D"): "dump-header",
        UInt8(ascii: "c"): "cookie-jar", UInt8(ascii: "N"): "no-buffer",
        UInt8(ascii: "#"): "progress-bar",
        UInt8(ascii: "O"): "remote-name", UInt8(ascii: "J"): "remote-header-name",
        UInt8(ascii: "j"): "junk-session-cookies", UInt8(ascii: "4"): "ipv4",
        UInt8(ascii: "6"): "ipv6",
        UInt8(ascii: "T"): "upload-file",
    ]

    private static let takingValue: Set<String> = [
        "request", "header", "cookie", "data", "data-ascii", "data-raw", "data-binary", "json",
        "user-agent", "referer", "user", "url", "form", "form-string", "data-urlencode",
        "oauth2-bearer", "upload-file",
    ]

    /// Options for output and retries: not part of the request.
    private static let leftOutWithValue: Set<String> = [
        "output", "write-out", "dump-header", "cookie-jar", "retry", "retry-delay",
        "retry-max-time", "max-redirs", "trace", "trace-ascii", "stderr", "limit-rate",
        "output-dir",
    ]

    /// Options that change what is printed, or request what a browser does anyway.
    private static let withoutEffect: Set<String> = [
        "compressed", "silent", "show-error", "verbose", "include", "location", "globoff", "fail",
        "path-as-is", "http1.1", "http2", "no-buffer", "progress-bar", "no-progress-meter",
        "remote-name", "remote-header-name", "junk-session-cookies", "ipv4", "ipv6", "basic",
        "fail-with-body", "location-trusted", "retry-connrefused", "create-dirs",
        "http2-prior-knowledge",
        "http3", "tcp-nodelay", "keepalive",
    ]

    private mutating func run() throws(FileProblem) {
        while let word = rest.popFirst() {
            let bytes = word.bytes
            if bytes.starts(with: Array("--".utf8)) {
                let name = String(word.text.dropFirst(2))
                if Self.takingValue.contains(name) {
                    try set(name, to: value(of: word))
                } else if Self.leftOutWithValue.contains(name) {
                    leftOut.append("\(word.text) \(try value(of: word).text)")
                } else if let equals = name.firstIndex(of: "="),
                    Self.takingValue.contains(String(name[..<equals]))
                {
                    throw FileProblem(
                        "curl takes the value as a separate word, after a space",
                        at: word.place
                    )
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

    /// Reads short options: `-XPOST`, `-sSk`.
    private mutating func short(_ word: ShellWords.Word) throws(FileProblem) {
        var letters = word.bytes.dropFirst()
        while let letter = letters.popFirst() {
            guard let name = Self.shortNames[letter] else { throw Self.unknown(word) }
            if Self.leftOutWithValue.contains(name) {
                let text = String(decoding: letters, as: UTF8.self)
                let value = letters.isEmpty ? try value(of: word).text : text
                leftOut.append("--\(name) \(value)")
                return
            }
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
        // The value may be a password. The name is at the end, because what follows the name of a secret's
        // option is masked.
        let option = word.text.prefix { $0 != "=" }
        return FileProblem(
            "this option is not supported here: omit it, or, if it configures the network (a proxy, "
                + "certificates, timeouts), use crumb's own \(option)",
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
                    "without = this is the name of a cookie file, which is not read here: import it with "
                        + "crumb cookies import FILE",
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
            isJSON = true
            try addData(value)
        case "form", "form-string": try addField(value, isLiteral: name == "form-string")
        case "data-urlencode": try addEncoded(value)
        case "oauth2-bearer":
            addHeader("Authorization", Array("Bearer \(value.text)".utf8))
        case "upload-file":
            throw FileProblem(
                "a body from a file is not read here: use -X PUT --data-binary @\(value.text) with "
                    + "crumb itself",
                at: value.place
            )
        case "data-raw": data.append(value.bytes)
        default: try addData(value)
        }
    }

    private mutating func addHeader(_ name: String, _ value: [UInt8]) {
        headers.append(Header(name: name, value: ByteString(value)))
    }

    /// Reads a header: `Name: value`; `Name;` has an empty value; `Name:` removes one of curl's
    /// own.
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
            throw FileProblem("this is not a header: write 'Name: value'", at: word.place)
        }
    }

    private mutating func addData(_ word: ShellWords.Word) throws(FileProblem) {
        guard word.bytes.first != UInt8(ascii: "@") else {
            throw FileProblem(
                "a body from a file is not read here: use -d \(word.text) with crumb itself, or "
                    + "write --data-raw if the @ belongs to the body",
                at: word.place
            )
        }
        data.append(word.bytes)
    }

    /// Reads `name=content`. curl interprets quotes and `;type=` in it; `@` and `<` name a file.
    private mutating func addField(
        _ word: ShellWords.Word,
        isLiteral: Bool
    ) throws(FileProblem) {
        guard let equals = word.bytes.firstIndex(of: UInt8(ascii: "=")), equals > 0 else {
            throw FileProblem(
                "this is not a form field: write 'name=content'",
                at: word.place
            )
        }
        let name = String(decoding: word.bytes[..<equals], as: UTF8.self)
        let content = word.bytes[(equals + 1)...]
        if isLiteral {
            form.append(MultipartForm.Field(name: name, content: Array(content)))
            return
        }
        if content.first == UInt8(ascii: "@") || content.first == UInt8(ascii: "<") {
            throw FileProblem(
                "a file is not read here: omit this field, and use all fields with crumb itself, "
                    + "-F '\(word.text)'",
                at: word.place
            )
        }
        form.append(MultipartForm.Field(name: name, curlContent: Array(content)))
    }

    /// Reads `content`, `=content`, or `name=content`.
    private mutating func addEncoded(_ word: ShellWords.Word) throws(FileProblem) {
        let separator = word.bytes.firstIndex { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: "@") }
        guard let separator else {
            data.append(Array(word.bytes.formURLEncoded(spaces: "%20").utf8))
            return
        }
        guard word.bytes[separator] == UInt8(ascii: "=") else {
            throw FileProblem(
                "a body from a file is not read here: use --data-urlencode \(word.text) with crumb "
                    + "itself",
                at: word.place
            )
        }
        let name = Array(word.bytes[..<separator])
        let content = Array(word.bytes[(separator + 1)...]).formURLEncoded(spaces: "%20")
        data.append(name + (name.isEmpty ? [] : Array("=".utf8)) + Array(content.utf8))
    }

    private mutating func setURL(_ word: ShellWords.Word) throws(FileProblem) {
        guard url == nil else {
            throw FileProblem("this is a second URL: one request at a time", at: word.place)
        }
        // Where curl would interpret brackets as a pattern, DevTools writes a backslash before
        // them.
        var text = word.text
        for bracket in ["[", "]", "{", "}"] {
            text.replace("\\\(bracket)", with: bracket)
        }
        // Without a scheme, curl guesses one.
        if !text.contains("://") {
            let isFTP = text.lowercased().hasPrefix("ftp.")
            text = "\(isFTP ? "ftp" : "http")://" + text
        }
        url = text
    }

    // MARK: The result

    private func call(at start: Place) throws(FileProblem) -> CopiedCall {
        guard var url else { throw FileProblem("there is no URL in this command", at: start) }
        let joined = Array(data.joined(separator: [UInt8(ascii: "&")]))
        var call = CopiedCall(url: url)
        call.headers = headers
        call.isInsecure = isInsecure
        call.leftOut = leftOut
        if isJSON, call.header("Accept") == nil {
            call.headers.append(Header(name: "Accept", value: "application/json"))
        }
        if !form.isEmpty, !data.isEmpty {
            throw FileProblem("curl only sends one body: use -d or -F, not both", at: start)
        }
        if putsDataIntoQuery {
            if !data.isEmpty {
                url += (url.contains("?") ? "&" : "?") + String(decoding: joined, as: UTF8.self)
            }
            call.url = url
        } else if !data.isEmpty {
            call.body = ByteString(joined)
            call.bodyContentType = dataType
        }
        if !form.isEmpty {
            let multipart = MultipartForm(form)
            // Swagger writes this header, and curl adds its boundary to it.
            call.headers.removeAll { header in
                header.name.equalsIgnoringASCIICase("Content-Type")
                    && header.value.utf8Decoded.asciiLowercased.hasPrefix("multipart/form-data")
            }
            call.body = multipart.body
            call.bodyContentType = multipart.contentType
        }
        call.method = method ?? (isHead ? "HEAD" : call.body == nil ? "GET" : "POST")
        return call
    }
}
