internal import ArgumentParser
internal import Cookies
internal import Glibc
internal import Infra
internal import Profile
internal import Terminal

struct CompletionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completions",
        abstract: "Print what makes a shell complete crumb's commands, profiles and cookie names.",
        discussion: """
            Examples:
              source <(crumb completions bash)
              crumb completions zsh > "${fpath[1]}/_crumb"
              crumb completions fish > ~/.config/fish/completions/crumb.fish
            """
    )

    enum Shell: String, ExpressibleByArgument, CaseIterable, Sendable {
        case bash, zsh, fish

        var value: CompletionShell {
            switch self {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        }
    }

    @Argument(help: "bash, zsh or fish.")
    var shell: Shell

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    mutating func run() async throws {
        let script = Crumb.completionScript(for: shell.value) + "\n"
        try global.output.print(Array(script.utf8), verbatim: .ownText)
    }
}

/// The names that shells complete, from the profile that the words so far are about.
///
/// Whatever goes wrong, there is nothing to complete: a shell that asks has no place for an error.
enum CompletionNames {
    static let profiles: @Sendable ([String], Int, String) -> [String] = { words, _, _ in
        guard let options = options(in: words), let home = try? options.homeDirectory() else {
            return []
        }
        return ((try? Profile.names(inHome: home)) ?? []) + [":memory:"]
    }

    static let cookies: @Sendable ([String], Int, String) -> [String] = { words, _, _ in
        guard let options = options(in: words), let session = try? Session(options) else {
            return []
        }
        let cookies = (try? session.storedCookies()) ?? []
        // A name that would drive the terminal is not offered.
        return Set(cookies.map(\.name.utf8Decoded)).sorted()
            .filter { !$0.isEmpty && $0 == $0.terminalSafe }
    }

    private static func options(in words: [String]) -> GlobalOptions? {
        var arguments: [String] = []
        for name in ["--profile", "--home", "--browser"] {
            if let index = words.firstIndex(of: name), index + 1 < words.count {
                arguments += [name, words[index + 1]]
            } else if let word = words.first(where: { $0.hasPrefix("\(name)=") }) {
                arguments.append(word)
            }
        }
        // A name that is being typed is none yet.
        return (try? GlobalOptions.parse(arguments)) ?? (try? GlobalOptions.parse([]))
    }
}
