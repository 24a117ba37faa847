internal import ArgumentParser
internal import BrowserCookies
internal import BrowserInfra
internal import Profile
internal import Terminal

/// The names that shells complete, from the profile that the preceding words select.
struct CompletionNames {
    private let options: GlobalOptions?

    init(_ words: [String]) {
        var arguments: [String] = []
        for name in ["--profile", "--home", "--browser"] {
            if let index = words.lastIndex(of: name), index + 1 < words.count {
                arguments.append("\(name)=\(words[index + 1])")
            } else if let word = words.last(where: { $0.hasPrefix("\(name)=") }) {
                arguments.append(word)
            }
        }
        // A name that is still being typed is not valid yet.
        options = (try? GlobalOptions.parse(arguments)) ?? (try? GlobalOptions.parse([]))
    }

    var profiles: [String] {
        guard let options, let home = try? options.homeDirectory() else { return [] }
        return ((try? Profile.names(inHome: home)) ?? []) + [":memory:"]
    }

    /// The cookies whose names can be typed: the resulting command line must mean this exact
    /// cookie.
    var cookies: [String] {
        guard let options, let session = try? Session(options) else { return [] }
        let cookies = (try? session.storedCookies()) ?? []
        return Set(cookies.map(\.name)).sorted().compactMap(\.utf8Validated)
            .filter { !$0.isEmpty && $0 == $0.terminalSafe && Self.isTypable($0) }
    }

    /// Whether a name is safe: in an encoding that the shell reads differently, a byte of a
    /// character might quote, or unquote, the next byte.
    private static func isTypable(_ name: String) -> Bool {
        if name.utf8.allSatisfy({ $0 < 0x80 }) { return true }
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { Environment[$0] }
            .first { !$0.isEmpty }
        let encoding = locale?.lowercased().replacing("-", with: "") ?? ""
        return encoding.hasSuffix(".utf8") || encoding.contains(".utf8@")
    }
}
