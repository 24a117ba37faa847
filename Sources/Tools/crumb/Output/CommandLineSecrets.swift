internal import BrowserHTTP
internal import BrowserInfra
internal import Redaction
internal import WebOrigin

// A message about a command line quotes what was typed. What is a credential there is known from the
// options, also where the words were not understood as a whole.

extension Redaction {
    /// Every credential in the words of a command line.
    mutating func learn(commandLine words: [String]) {
        for (index, word) in words.enumerated() {
            learn(operand: word)
            for (names, learn) in Self.optionsWithSecrets {
                if let value = value(of: names, at: index, in: words) { learn(&self, value) }
            }
        }
    }

    /// The message with what was typed as a URL shown as one is shown: without userinfo.
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

    /// `-u VALUE`, `-uVALUE`, `--user VALUE`, `--user=VALUE`.
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

    /// A URL, or the cookie that `cookies set` and `document-cookie` are given.
    private mutating func learn(operand word: String) {
        learn(userinfoOf: word)
        guard !word.hasPrefix("-"), let equals = word.firstIndex(of: "=") else { return }
        let pair = word[word.index(after: equals)...].prefix { $0 != ";" }
        let value = pair.drop { $0 == " " }
        // An option's value, or a query, has no such name.
        let name = word[..<equals]
        guard !name.contains("/"), !name.contains("?") else { return }
        learn(cookieValue: ByteString(utf8: String(value)), name: String(name))
    }

    /// `user:password`, as it is and as Basic sends it.
    private mutating func learn(password credentials: String) {
        learn(ByteString(utf8: credentials), name: "password", .high)
        guard let colon = credentials.firstIndex(of: ":") else { return }
        let password = String(credentials[credentials.index(after: colon)...])
        learn(ByteString(utf8: password), name: "password", .high)
    }

    /// Also one whose colon is missing.
    private mutating func learn(headerLine line: String) {
        let end = line.firstIndex { $0 == ":" || $0 == " " || $0 == ";" } ?? line.endIndex
        let value = line[end...].drop { $0 == ":" || $0 == " " || $0 == ";" }
        learn(Header(name: String(line[..<end]), value: ByteString(utf8: String(value))))
    }
}
