internal import ArgumentParser
internal import BrowserInfra
internal import Explanations
internal import Glibc
internal import Redaction

@main
struct Crumb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crumb",
        abstract: "A browser's cookie jar, credentials and CORS rules, in a terminal.",
        discussion: """
            crumb sends real requests as if a page at a chosen origin had called fetch(), keeps its \
            own cookie jar with a browser's rules, and shows what the page sees, and why.

            Examples:
              crumb demo
              crumb fetch http://127.0.0.1:5000/set-cookie \\
                  --from http://127.0.0.1:5500 --credentials include
              crumb cookies list
              crumb why http://127.0.0.1:5000/get-cookie \\
                  --from http://localhost:5500
              crumb explain app.har

            Exit status: 0 the page got a response; 1 an expectation failed; 2 an input file is \
            invalid; 3 blocked by a browser's rule; 4 the network failed; 5 the profile could not \
            be read or written; 6 stdout or a file could not be written; 64 usage; \
            124 a script or a command took too long; 130 interrupted.
            """,
        version: Version.text,
        groupedSubcommands: [
            CommandGroup(
                name: "Send",
                subcommands: [
                    FetchCommand.self, VisitCommand.self, LoadCommand.self, BeaconCommand.self,
                    WebSocketCommand.self, EventSourceCommand.self, JSCommand.self,
                    OpenCommand.self,
                    DocumentCookieCommand.self, CookieStoreCommand.self,
                    StorageAccessCommand.self,
                ]
            ),
            CommandGroup(
                name: "Jar",
                subcommands: [
                    CookiesCommand.self, WhyCommand.self, LogCommand.self, HSTSCommand.self,
                    PermissionsCommand.self, PageCommand.self, ProfilesCommand.self,
                    CloseCommand.self,
                ]
            ),
            CommandGroup(
                name: "Check",
                subcommands: [
                    DoctorCommand.self, ExplainCommand.self, OriginCommand.self,
                    BrowsersCommand.self, ReasonsCommand.self,
                ]
            ),
            CommandGroup(
                name: "Automate",
                subcommands: [
                    RunCommand.self, ServeCommand.self, InitCommand.self, ReportCommand.self,
                    SchemaCommand.self,
                ]
            ),
            CommandGroup(
                name: "More",
                subcommands: [DemoCommand.self, CompletionsCommand.self]
            ),
        ]
    )

    static func main() {
        Descriptor.openMissing()
        Interruption.endAtOnce()
        signal(SIGPIPE, SIG_IGN)
        // Exceeding a file size limit (ulimit -f) then fails the write, and is reported like a full
        // disk.
        signal(SIGXFSZ, SIG_IGN)
        MainThreadExecutor.run { await run(Array(CommandLine.arguments.dropFirst())) }
    }

    private static func run(_ words: [String]) async -> ExitStatus {
        defer { SuffixListNote.print() }
        do {
            try Environment.checkWords()
            // A shell requests completions: its words must not be rearranged.
            if words.first == CompletionRequest.name {
                let answer = CompletionRequest.answer(Array(words.dropFirst()))
                let output = Output(redaction: .nothing, terminal: Terminal(color: .never))
                try output.print(Array(answer.utf8), verbatim: .ownText)
                return .success
            }
            let arguments = try ArgumentNormalizer.normalize(words)
            if arguments.contains("--version") {
                let isVerbose = arguments.contains("-v") || arguments.contains("--verbose")
                try printLine(
                    isVerbose ? try Version.details(globalOptions(of: arguments)) : Version.text
                )
                return .success
            }
            if arguments.isEmpty {
                try printLine(Overview(of: configuration.groupedSubcommands).text)
                return .success
            }
            if arguments.first == "help", try printTopic(HelpTopic.words(arguments.dropFirst())) {
                return .success
            }
            if var command = parseFast(arguments) {
                try await command.run()
                return .success
            }
            try checkCommandName(arguments)
            var command = try parse(arguments)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            return .success
        } catch let failure as CommandFailure {
            if let message = failure.message { printError(message) }
            return failure.status
        } catch let error as UsageError {
            printError(error.description)
            return .usage
        } catch {
            do throws(CommandFailure) {
                return try report(error, on: words)
            } catch {
                if let message = error.message { printError(message) }
                return error.status
            }
        }
    }

    /// Prints the topic requested with `crumb help`, or a list of all; returns `false` for a
    /// command.
    private static func printTopic(_ words: [String]) throws(CommandFailure) -> Bool {
        if words == [HelpTopic.listName] {
            try printLine(HelpTopic.list)
            return true
        }
        let names = configuration.subcommands.compactMap { $0.configuration.commandName }
        guard let topic = HelpTopic.asked(for: words, besides: names) else { return false }
        let output = Output(redaction: .nothing, terminal: Terminal(color: .auto))
        try output.print(topic.layout)
        return true
    }

    /// The global options for `--version`, which may be anywhere.
    private static func globalOptions(of arguments: [String]) throws -> GlobalOptions {
        let others = arguments.filter { $0 != "--version" }
        return try (try? GlobalOptions.parse(others)) ?? GlobalOptions.parse([])
    }

    /// Parses commands that run in loops, or that someone waits for, if their options are ordinary.
    private static func parseFast(_ arguments: [String]) -> (any AsyncParsableCommand)? {
        switch arguments.first {
        case "fetch": FetchCommand(directly: arguments.dropFirst())
        case "js": JSCommand(directly: arguments.dropFirst())
        case "open": OpenCommand(directly: arguments.dropFirst())
        case "run": RunCommand(directly: arguments.dropFirst())
        case "serve": ServeCommand(directly: arguments.dropFirst())
        default: nil
        }
    }

    /// Parses with the subcommand alone if there is one: searching all the others first takes
    /// longer than sending a request. Help requires the whole tree, for the command's full name.
    private static func parse(_ arguments: [String]) throws -> any ParsableCommand {
        let isHelp = arguments.contains { ["-h", "--help", "help"].contains($0) }
        let subcommand = configuration.subcommands.first {
            $0.configuration.commandName == arguments.first
        }
        guard !isHelp, let subcommand else { return try parseAsRoot(arguments) }
        return try subcommand.parseAsRoot(Array(arguments.dropFirst()))
    }

    private static func checkCommandName(_ arguments: [String]) throws(UsageError) {
        guard arguments.first != "help" else {
            return try checkHelp(HelpTopic.words(arguments.dropFirst()))
        }
        guard let name = arguments.first, !name.hasPrefix("-") else { return }
        let names = configuration.subcommands.compactMap { $0.configuration.commandName }
        guard !names.contains(name) else { return try checkSubcommandName(arguments) }
        if let hint = ForeignSyntaxHints.hint(forCommand: name, with: Array(arguments.dropFirst()))
        {
            throw UsageError(hint)
        }
        if name.contains("://") {
            let word = ByteString(utf8: name).shellWord
            throw UsageError("there is no command \"\(name)\": did you mean crumb fetch \(word)?")
        }
        throw UsageError(unknownCommand(name, among: names))
    }

    /// Rejects an unknown name in `crumb help`, with a list of the valid ones.
    private static func checkHelp(_ words: [String]) throws(UsageError) {
        var commands = configuration.subcommands
        let words = words.first == HelpTopic.listName ? Array(words.dropFirst()) : words
        for word in words where !word.hasPrefix("-") {
            guard let command = commands.first(where: { $0.configuration.commandName == word })
            else {
                let names = commands.compactMap { $0.configuration.commandName }
                let topics = HelpTopic.all.map(\.name)
                let hint = suggestion(for: word, among: names + topics)
                    .map { "did you mean \($0)?" }
                throw UsageError(
                    "there is no help topic \"\(word)\": "
                        + (hint ?? "crumb --help lists the commands; topics: "
                            + topics.joined(separator: ", "))
                )
            }
            commands = command.configuration.subcommands
        }
    }

    /// Rejects an unknown subcommand: `cookies lst` does not mean a list of `lst`.
    private static func checkSubcommandName(_ arguments: [String]) throws(UsageError) {
        let command = configuration.subcommands.first {
            $0.configuration.commandName == arguments[0]
        }
        let subcommands = command?.configuration.subcommands ?? []
        let names = subcommands.compactMap { $0.configuration.commandName }
        let aliases = subcommands.flatMap { $0.configuration.aliases }
        guard !names.isEmpty, arguments.count > 1, !arguments[1].hasPrefix("-"),
            !names.contains(arguments[1]), !aliases.contains(arguments[1])
        else { return }
        throw UsageError(
            unknownCommand(arguments[1], of: arguments[0] + " ", among: names)
        )
    }

    /// The error for an unknown command.
    ///
    /// `parent`: the parent command, followed by a space.
    private static func unknownCommand(
        _ name: String,
        of parent: String = "",
        among names: [String]
    ) -> String {
        let hint =
            suggestion(for: name, among: names).map { "did you mean crumb \(parent)\($0)?" }
            ?? "the commands are \(names.joined(separator: ", "))"
        return "there is no command \"\(parent)\(name)\": \(hint)"
    }

    /// Prints help on stdout, or the argument parser's error in one line.
    private static func report(
        _ error: any Error,
        on arguments: [String]
    ) throws(CommandFailure) -> ExitStatus {
        if exitCode(for: error) == .success {
            let ordered = HelpOrder(fullMessage(for: error)).withoutUnusedOptions.ownOptionsFirst
            let help = HelpOrder(ordered).withoutRepetition
            let isOverview = help.contains("USAGE: crumb <subcommand>")
            let name = command(in: arguments).name
            let topic =
                HelpTopic.all.contains { $0.name == name }
                ? "\n\n  See also: crumb help topic \(name)" : ""
            try printLine(isOverview ? "\(help)\n\n\(HelpTopic.list)" : help + topic)
            return .success
        }
        let words = message(for: error).split(separator: "\n").joined(separator: " ")
        let message = MissingArgument(words, of: command(in: arguments))?.sentence ?? words
        printError(message.isEmpty ? "there is nothing to do; see crumb help" : message)
        return .usage
    }

    /// The command that the words name, with its full name; the root if they name none.
    private static func command(
        in words: [String]
    ) -> (name: String, configuration: CommandConfiguration) {
        var found = (name: "crumb", configuration: configuration)
        for word in words {
            let next = found.configuration.subcommands.first {
                $0.configuration.commandName == word || $0.configuration.aliases.contains(word)
            }
            guard let next else { continue }
            let name = next.configuration.commandName ?? word
            found = (
                found.name == "crumb" ? name : "\(found.name) \(name)", next.configuration
            )
        }
        return found
    }

    /// Prints an error in one line on stderr.
    static func printError(_ message: String) {
        Output.printError(message, about: Array(CommandLine.arguments.dropFirst()))
    }

    private static func printLine(_ text: String) throws(CommandFailure) {
        let output = Output(redaction: .nothing, terminal: Terminal(color: .never))
        try output.print(Array((text + "\n").utf8), verbatim: .ownText)
    }
}
