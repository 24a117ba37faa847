internal import BrowserInfra
internal import BrowserJSON

/// How a copied request is written, told by its first word and by how it is quoted.
enum CopyFormat: Hashable {
    case curl(Shell)
    /// Invoke-WebRequest and Invoke-RestMethod.
    case powerShell
    /// fetch(), axios and jQuery.
    case script

    /// By whose rules a curl command is quoted.
    enum Shell: Hashable {
        case bash, cmd, powerShell
    }

    /// What else is copied around, and is not read.
    enum Unread: Hashable {
        case httpie, wget, python, xmlHTTPRequest, axiosInstance
        /// As it goes over the wire, or as a REST client's file has it; `url` with its scheme.
        case http(method: String, url: String)
        /// Names and values of headers, as DevTools shows them.
        case headers
        /// A curl command in another one: `docker run … curl …`, `sudo curl …`.
        case insideCommand
    }

    /// `nil` where nothing speaks for one.
    init?(of bytes: [UInt8]) {
        let text = Self.withoutPreamble(bytes)
        let word = Self.firstWord(of: text)
        switch word.lowercased() {
        case "curl", "curl.exe": self = .curl(Shell(of: Array(text)))
        case let word where Self.cmdlets.contains(word): self = .powerShell
        case let word where word.hasPrefix("$") && Self.isPowerShell(text): self = .powerShell
        default:
            guard ScriptCall.isIn(text) else { return nil }
            self = .script
        }
    }

    private static let cmdlets: Set<String> = [
        "invoke-webrequest", "invoke-restmethod", "iwr", "irm",
    ]

    private static func isPowerShell(_ text: ArraySlice<UInt8>) -> Bool {
        let lower = String(decoding: text, as: UTF8.self).lowercased()
        return cmdlets.contains { lower.contains($0) }
    }

    static func unread(in bytes: [UInt8]) -> Unread? {
        let text = withoutPreamble(bytes)
        let whole = String(decoding: text, as: UTF8.self)
        switch firstWord(of: text) {
        case "http", "https", "xh", "xhs": return .httpie
        case "wget": return .wget
        case "import" where whole.contains("requests"), "requests": return .python
        default: break
        }
        if let line = HTTPRequestLine(whole) { return .http(method: line.method, url: line.url) }
        if whole.hasPrefix(":authority") || whole.hasPrefix(":method") { return .headers }
        if whole.contains("axios.create(") { return .axiosInstance }
        let words = whole.prefix { !$0.isNewline }.split(separator: " ")
        if words.contains(where: { $0 == "curl" || $0.hasSuffix("/curl") }) {
            return .insideCommand
        }
        if whole.contains("requests.get(") || whole.contains("requests.post(") { return .python }
        return whole.contains("new XMLHttpRequest") ? .xmlHTTPRequest : nil
    }

    /// From where the command or the call begins: behind blank lines, `#` comments (a shebang, too)
    /// and the prompt of the terminal from which it was copied.
    static func withoutPreamble(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        var rest = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        while true {
            rest = rest.drop(while: \.isASCIIWhitespace)
            guard rest.first == UInt8(ascii: "#") else { break }
            rest = rest.drop { $0 != 0x0A }
        }
        let prompt = promptLength(rest)
        return rest.dropFirst(prompt).drop(while: \.isHTTPTabOrSpace)
    }

    /// `$ `, `% `, `> `, `root@box:~# `, `PS C:\Users\ann> ` and `C:\>` before a command.
    private static func promptLength(_ text: ArraySlice<UInt8>) -> Int {
        let line = text.prefix { $0 != 0x0A }
        if line.starts(with: Array("PS ".utf8))
            || line.count > 3 && line.dropFirst().starts(with: Array(":\\".utf8))
        {
            return line.firstIndex(of: UInt8(ascii: ">")).map { $0 - line.startIndex + 1 } ?? 0
        }
        // Each shell has its own, and people change it: what ends as one and has curl behind it.
        let command = Array(" curl ".utf8)
        for index in line.indices where line[index...].starts(with: command) {
            let prompt = line[..<index]
            guard let last = prompt.last(where: { !$0.isHTTPTabOrSpace }),
                "$%>#".utf8.contains(last) || last >= 0x80,
                !prompt.contains(where: { "\"'=|;&".utf8.contains($0) })
            else { break }
            return prompt.count
        }
        guard let first = line.first, "$%>".utf8.contains(first), line.count > 1,
            line[line.startIndex + 1].isHTTPTabOrSpace
        else { return 0 }
        return 1
    }

    private static func firstWord(of text: ArraySlice<UInt8>) -> String {
        String(
            decoding: text.prefix { !$0.isASCIIWhitespace && !"(=.\"'".utf8.contains($0) }
                + (text.starts(with: Array("curl.exe".utf8)) ? Array(".exe".utf8) : []),
            as: UTF8.self
        )
    }
}

extension CopyFormat.Shell {
    /// cmd's sign is the caret before a quote or a line's end, PowerShell's a backtick there.
    fileprivate init(of text: [UInt8]) {
        var previous: UInt8 = 0
        var isCmd = false
        var isPowerShell = false
        for byte in text {
            let endsLine = byte == 0x0A || byte == 0x0D
            if previous == UInt8(ascii: "^"), endsLine || byte == UInt8(ascii: "\"") {
                isCmd = true
            }
            if previous == UInt8(ascii: "^"), byte == UInt8(ascii: "\\") { isCmd = true }
            if previous == UInt8(ascii: "`"), endsLine { isPowerShell = true }
            previous = byte
        }
        self = isCmd ? .cmd : isPowerShell ? .powerShell : .bash
    }
}
