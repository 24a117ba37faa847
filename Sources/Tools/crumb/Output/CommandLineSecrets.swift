internal import BrowserHTTP
internal import BrowserInfra
internal import Redaction
internal import WebOrigin

// An error message about a command line quotes its words. The credentials in them are found by the
// options, even if the words were not understood as a whole.

extension Redaction {
    /// Learns every credential in the words of a command line.
    mutating func learn(commandLine words: [String]) {
        for (index, word) in words.enumerated() {
            learn(operand: word)
            for (names, learn) in Self.optionsWithSecrets {
                if let value = value(of: names, at: index, in: words) { learn(&self, value) }
            }
        }
    }

    /// The message with typed URLs as URLs are shown: without userinfo.
    func withoutUserinfo(of words: [String], in message: String) -> String {
        var message = message
        let values = words.flatMap { word -> [String] in
            guard word.hasPrefix("-"), let equals = word.firstIndex(of: "=") else { return [word] }
            return [word, String(word[word.index(after: equals)...])]
        }
        for value in values {
            let shown = value.withoutUserinfo
            if shown != value { message = message.replacing(value, with: shown) }
        }
        return message
    }

    private typealias Learning = @Sendable (inout Redaction, String) -> Void

    private static let optionsWithSecrets: [([String], Learning)] = [
        (["-u", "--user", "-U", "--proxy-user"], { $0.learn(password: $1) }),
        (["-x", "--proxy"], { $0.learn(userinfoOf: $1) }),
        (["-H", "--header"], { $0.learn(headerLine: $1) }),
        (["-b", "--cookie"], { $0.learn(headerLine: "Cookie: \($1)") }),
    ]

    /// The value in `-u VALUE`, `-uVALUE`, `--user VALUE`, or `--user=VALUE`.
    private func value(of names: [String], at index: Int, in words: [String]) -> String? {
        let word = words[index]
        for name in names {
            if word == name { return index + 1 < words.count ? words[index + 1] : nil }
            if name.hasPrefix("--") {
                if word.hasPrefix("\(name)=") { return String(word.dropFirst(name.count + 1)) }
            } else if word.hasPrefix(name) {
                return String(word.dropFirst(name.count))
            }
        }
        return nil
    }

    /// Learns from a URL, or from the cookie argument of `cookies set` and `document-cookie`.
    private mutating func learn(operand word: String) {
        learn(userinfoOf: word)
        guard !word.hasPrefix("-"), let equals = word.firstIndex(of: "=") else { return }
        let pair = word[word.index(after: equals)...].prefix { $0 != ";" }
        let value = pair.drop { $0 == " " }
        // An option's value, or a query, does not have such a name.
        let name = word[..<equals]
        guard !name.contains("/"), !name.contains("?") else { return }
        learn(cookieValue: ByteString(utf8: String(value)), name: String(name))
    }

    /// Learns `user:password`, as it is and as Basic authentication sends it.
    private mutating func learn(password credentials: String) {
        learn(ByteString(utf8: credentials), name: "password", .high)
        guard let colon = credentials.firstIndex(of: ":") else { return }
        let password = String(credentials[credentials.index(after: colon)...])
        learn(ByteString(utf8: password), name: "password", .high)
    }

    /// Learns from a header line, even without a colon.
    private mutating func learn(headerLine line: String) {
        let end = line.firstIndex { $0 == ":" || $0 == " " || $0 == ";" } ?? line.endIndex
        let value = line[end...].drop { $0 == ":" || $0 == " " || $0 == ";" }
        learn(Header(name: String(line[..<end]), value: ByteString(utf8: String(value))))
    }
}
