internal import ArgumentParser
internal import Glibc

struct CompletionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completions",
        abstract: "Print a shell script that completes crumb's commands, profiles and cookie "
            + "names.",
        discussion: """
            Examples:
              source <(crumb completions bash)
              crumb completions zsh > "${fpath[1]}/_crumb"
              crumb completions fish \\
                  > ~/.config/fish/completions/crumb.fish
            """
    )

    @Argument(help: "bash, zsh or fish.")
    var shell: CompletingShell

    @OptionGroup(title: "Global options") var global: GlobalOptions

    mutating func run() async throws {
        try global.output.print(Array(shell.script.utf8), verbatim: .ownText)
    }
}
