internal import BrowserHTTP
internal import BrowserInfra
internal import BrowserJSON

/// Reads the output of DevTools' *Copy as PowerShell*, and similar calls: a session with its
/// cookies, and one Invoke-WebRequest or Invoke-RestMethod.
///
/// https://learn.microsoft.com/powershell/module/microsoft.powershell.utility/invoke-webrequest
struct PowerShellCommand {
    static func read(_ cursor: TextCursor) throws(FileProblem) -> CopiedCall {
        var command = PowerShellCommand(reader: PowerShellReader(cursor))
        return try command.read()
    }

    private var reader: PowerShellReader
    private var cookies: [CopiedCookie] = []
    private var userAgent: String?
    private var leftOut: [String] = []

    private init(reader: PowerShellReader) {
        self.reader = reader
    }

    private static let cmdlets: Set<String> = [
        "invoke-webrequest", "invoke-restmethod", "iwr", "irm",
    ]

    // MARK: Statements

    private mutating func read() throws(FileProblem) -> CopiedCall {
        while true {
            reader.skipSpace(acrossLines: true)
            if reader.cursor.take(";") || reader.cursor.take("(") { continue }
            guard let next = reader.cursor.next else {
                throw FileProblem("there is no Invoke-WebRequest in it", at: nil)
            }
            if next == UInt8(ascii: "$") {
                if let call = try assignment() { return call }
                continue
            }
            let start = reader.cursor
            let word = reader.word()
            if Self.cmdlets.contains(word.lowercased()) { return try call(at: start.place) }
            reader.cursor.skip { $0 != 0x0A }
        }
    }

    /// Reads `$name = …`, `$session.UserAgent = …`, `$session.Cookies.Add(…)`, or
    /// `$headers.Add("a", "b")`. Returns the call if one is assigned.
    private mutating func assignment() throws(FileProblem) -> CopiedCall? {
        reader.cursor.take()
        let name = reader.variableName().lowercased()
        var path: [String] = []
        while reader.cursor.take(".") { path.append(reader.variableName().lowercased()) }
        reader.skipSpace()
        if path.last == "add" || path.last == "append" {
            try add(reader.arguments(), to: name, path)
            return nil
        }
        if reader.cursor.take("[") {
            // $headers["Accept"] = "…"
            let key = try reader.literal(isArgument: false).plainText ?? ""
            guard reader.cursor.take("]") else {
                throw reader.problem("a closing bracket is missing")
            }
            reader.skipSpace()
            guard reader.cursor.take("=") else { throw reader.problem("an equals sign is missing") }
            reader.skipSpace(acrossLines: true)
            try add([.literal(.text(key)), reader.value(isArgument: false)], to: name, ["add"])
            return nil
        }
        guard reader.cursor.take("=") else {
            reader.cursor.skip { $0 != 0x0A && $0 != UInt8(ascii: ";") }
            return nil
        }
        reader.skipSpace(acrossLines: true)
        let start = reader.cursor
        if Self.cmdlets.contains(reader.word().lowercased()) { return try call(at: start.place) }
        reader.cursor = start
        let value = try reader.value(isArgument: false)
        if path.isEmpty {
            reader.variables[name] = value
        } else if path == ["useragent"], case .literal(let literal) = value {
            userAgent = literal.plainText
        }
        return nil
    }

    private mutating func add(
        _ arguments: [PowerShellReader.Value],
        to name: String,
        _ path: [String]
    ) throws(FileProblem) {
        if path.first == "cookies" || path == ["add"], arguments.contains(where: \.isCookie) {
            for case .cookie(let cookie) in arguments { cookies.append(cookie) }
            return
        }
        guard case .literal(.object(var members))? = reader.variables[name],
            arguments.count == 2, case .literal(let key) = arguments[0],
            case .literal(let value) = arguments[1], let key = key.plainText
        else { return }
        let place = reader.cursor.place
        members.append(
            LiteralValue.Member(name: key, place: place, value: value, valuePlace: place)
        )
        reader.variables[name] = .literal(.object(members))
    }

    // MARK: The call

    private static let switches: [String] = [
        "UseBasicParsing", "SkipCertificateCheck", "SkipHttpErrorCheck", "SkipHeaderValidation",
        "PassThru", "DisableKeepAlive", "AllowUnencryptedAuthentication", "UseDefaultCredentials",
        "Verbose", "Debug", "NoProxy", "AllowInsecureRedirect",
    ]

    private static let parameters: [String] = [
        "Uri", "Method", "CustomMethod", "WebSession", "SessionVariable", "Headers", "ContentType",
        "Body", "Form", "UserAgent", "TimeoutSec", "OutFile", "MaximumRedirection", "ErrorAction",
        "HttpVersion", "ResponseHeadersVariable", "StatusCodeVariable", "MaximumRetryCount",
        "RetryIntervalSec", "ErrorVariable", "SslProtocol", "TransferEncoding", "InFile", "Proxy",
        "Credential", "Certificate", "CertificateThumbprint", "Authentication", "Token",
    ]

    private mutating func call(at start: Place) throws(FileProblem) -> CopiedCall {
        var call = CopiedCall(url: "")
        var contentType: String?
        var body: LiteralValue?
        while true {
            reader.skipSpace()
            guard let next = reader.cursor.next, !"\r\n;|)}".utf8.contains(next) else { break }
            let mark = reader.cursor.mark
            guard next == UInt8(ascii: "-") else {
                call.url = try text(reader.literal(isArgument: true), from: mark)
                continue
            }
            let written = String(
                decoding: reader.cursor.takePrefix(.max) {
                    !$0.isASCIIWhitespace && $0 != UInt8(ascii: ":")
                },
                as: UTF8.self
            )
            let name = try parameter(written, from: mark)
            if Self.switches.contains(name) {
                if name == "SkipCertificateCheck" { call.isInsecure = true }
                if reader.cursor.take(":") { _ = try reader.value(isArgument: true) }
                continue
            }
            _ = reader.cursor.take(":")
            reader.skipSpace()
            let valueMark = reader.cursor.mark
            let value = try reader.value(isArgument: true)
            guard case .literal(let literal) = value else { continue }
            switch name {
            case "Uri": call.url = try text(literal, from: valueMark)
            case "Method", "CustomMethod":
                call.method = try text(literal, from: valueMark).uppercased()
            case "Headers":
                guard let pairs = literal.pairs else {
                    throw FileProblem(
                        "headers must be a table of strings",
                        at: reader.cursor.place(from: valueMark)
                    )
                }
                call.headers += pairs.map {
                    Header(name: $0.name, value: ByteString(utf8: $0.value))
                }
            case "ContentType": contentType = try text(literal, from: valueMark)
            case "Body": body = literal
            case "Form":
                let multipart = MultipartForm(
                    (literal.pairs ?? []).map {
                        .init(name: $0.name, content: Array($0.value.utf8))
                    }
                )
                call.body = multipart.body
                call.bodyContentType = multipart.contentType
            case "UserAgent": userAgent = try text(literal, from: valueMark)
            case "InFile", "Proxy", "Credential", "Certificate", "CertificateThumbprint",
                "Authentication", "Token":
                throw FileProblem(
                    "this parameter is not supported here: omit it, and use crumb's own option "
                        + "for a body, a proxy, a login or a certificate instead of \(written)",
                    at: reader.cursor.place(at: mark)
                )
            case "OutFile", "SessionVariable", "TimeoutSec", "MaximumRedirection":
                leftOut.append("\(written) \(literal.plainText ?? "…")")
            default: break
            }
        }
        guard !call.url.isEmpty else {
            throw FileProblem("there is no URL in this command", at: start)
        }
        return finished(call, body: body, contentType: contentType)
    }

    private func finished(
        _ call: CopiedCall,
        body: LiteralValue?,
        contentType: String?
    ) -> CopiedCall {
        var call = call
        if !call.url.contains("://") { call.url = "http://" + call.url }
        call.cookies = cookies
        call.leftOut = leftOut
        if let userAgent {
            call.headers.append(Header(name: "User-Agent", value: ByteString(utf8: userAgent)))
        }
        let method = call.method ?? "GET"
        if let body, let pairs = body.pairs, method == "GET" {
            let query = String.formURLEncoded(pairs)
            call.url += (call.url.contains("?") ? "&" : "?") + query
        } else if let body {
            let text = body.pairs.map { String.formURLEncoded($0) } ?? body.plainText ?? ""
            call.body = ByteString(utf8: text)
            call.bodyContentType = "application/x-www-form-urlencoded"
        }
        if let contentType {
            call.headers.append(Header(name: "Content-Type", value: ByteString(utf8: contentType)))
        }
        return call
    }

    /// The parameter of that name. PowerShell accepts an unambiguous prefix of a name.
    private func parameter(
        _ written: String,
        from mark: TextCursor.Mark
    ) throws(FileProblem) -> String {
        let start = written.dropFirst().lowercased()
        let all = Self.switches + Self.parameters
        if let exact = all.first(where: { $0.lowercased() == start }) { return exact }
        let found = all.filter { $0.lowercased().hasPrefix(start) }
        guard found.count == 1, !start.isEmpty else {
            throw FileProblem(
                "\(written) is not a supported parameter: omit it",
                at: reader.cursor.place(from: mark)
            )
        }
        return found[0]
    }

    private func text(
        _ value: LiteralValue,
        from mark: TextCursor.Mark
    ) throws(FileProblem) -> String {
        guard let text = value.plainText else {
            throw FileProblem("a string is expected here", at: reader.cursor.place(from: mark))
        }
        return text
    }
}

extension PowerShellReader.Value {
    fileprivate var isCookie: Bool {
        if case .cookie = self { true } else { false }
    }
}
