internal import ArgumentParser
internal import Terminal

/// The possible completions at the cursor of a command line.
struct Completer {
    struct Word {
        var text: String
        var description = ""
    }

    enum Completion {
        case words([Word])
        /// Files, with one of these endings if there are any.
        case files(endings: [String])
        case directories
    }

    /// The words before the one at the cursor, without crumb's own name.
    private let words: [String]
    private let typed: String
    /// The commands that are named, from the outermost.
    private var path: [any ParsableCommand.Type] = [Crumb.self]
    private var operands: [String] = []
    /// The option whose value is expected.
    private var pending: String?
    private var isAfterDashes = false

    init(_ words: [String], typed: String) {
        self.words = words
        self.typed = typed
        for word in words { read(word) }
    }

    private mutating func read(_ word: String) {
        if pending != nil {
            pending = nil
        } else if isAfterDashes {
            operands.append(word)
        } else if word == "--" {
            isAfterDashes = true
        } else if word.hasPrefix("--") {
            let name = String(word.dropFirst(2))
            if CurlOptions.valueOption(name) != nil { pending = name }
        } else if word.hasPrefix("-"), word != "-" {
            let letters = word.dropFirst()
            // The rest of the word after the first letter that takes a value is its value.
            guard let letter = letters.first(where: { OptionNames.letters[$0] != nil }),
                letter == letters.last
            else { return }
            pending = OptionNames.letters[letter]
        } else if operands.isEmpty, let command = subcommand(word) {
            path.append(command)
        } else {
            operands.append(word)
        }
    }

    private var subcommands: [any ParsableCommand.Type] {
        path.last?.configuration.subcommands ?? []
    }

    private func subcommand(_ name: String) -> (any ParsableCommand.Type)? {
        subcommands.first { $0.configuration.commandName == name }
    }

    var completion: Completion {
        if let pending { return values(of: pending, behind: "") }
        if !isAfterDashes, typed.hasPrefix("-") {
            guard typed.hasPrefix("--"), let equals = typed.firstIndex(of: "=") else {
                return .words(options)
            }
            let name = typed.dropFirst(2).prefix { $0 != "=" }
            return values(of: String(name), behind: String(typed[...equals]))
        }
        if !isAfterDashes, operands.isEmpty, !subcommands.isEmpty { return .words(commands) }
        if path.count == 1, operands.first == "help" { return .words(helpTopics) }
        return operand
    }

    private var commands: [Word] {
        Self.words(subcommands)
            + (path.count == 1 ? [Word(text: "help", description: "Show help.")] : [])
    }

    private static func words(_ commands: [any ParsableCommand.Type]) -> [Word] {
        commands.map { command in
            Word(
                text: command.configuration.commandName ?? "",
                description: command.configuration.abstract
            )
        }
    }

    /// The possible next words of `crumb help`.
    private var helpTopics: [Word] {
        var commands = Crumb.configuration.subcommands
        for name in operands.dropFirst() {
            commands =
                commands.first { $0.configuration.commandName == name }?.configuration.subcommands
                ?? []
        }
        let topics = HelpTopic.all.map { Word(text: $0.name, description: $0.abstract) }
        if operands.dropFirst() == [HelpTopic.listName] { return topics }
        guard operands.count == 1 else { return Self.words(commands) }
        let names = Set(commands.compactMap { $0.configuration.commandName })
        return Self.words(commands) + topics.filter { !names.contains($0.text) }
            + [Word(text: HelpTopic.listName, description: "The pages to read.")]
    }

    /// The command's arguments; before a command, those of all commands.
    private var arguments: [DeclaredArgument] {
        guard let command = path.last else { return [] }
        if path.count == 1 { return DeclaredArgument.all(of: CloseCommand.self) }
        return DeclaredArgument.all(of: command.configuration.defaultSubcommand ?? command)
    }

    private var options: [Word] {
        arguments.filter { !$0.isOperand }.flatMap { argument in
            argument.spellings.map { Word(text: $0, description: argument.description) }
        }
    }

    // MARK: Values

    /// The values of an option.
    ///
    /// `prefix`: the part of the word before the value, as in `--color=`.
    private func values(of option: String, behind prefix: String) -> Completion {
        let long = CurlOptions.valueOption(option)?.long ?? option
        guard let argument = arguments.first(where: { $0.spellings.contains("--\(long)") }) else {
            return .words([])
        }
        return completion(argument.values, behind: prefix)
    }

    private var operand: Completion {
        let places = arguments.filter(\.isOperand)
        guard let last = places.last else { return .words([]) }
        if operands.count < places.count {
            return completion(places[operands.count].values, behind: "")
        }
        return last.isRepeating ? completion(last.values, behind: "") : .words([])
    }

    private func completion(_ values: DeclaredArgument.Values, behind prefix: String) -> Completion
    {
        switch values {
        case .none: .words([])
        case .files(let endings): .files(endings: endings)
        case .directories: .directories
        case .list(let texts): .words(texts.map { Word(text: prefix + $0) })
        case .joinedList(let texts): .words(joined(texts, behind: prefix))
        case .profiles: .words(names.profiles.map { Word(text: prefix + $0) })
        case .cookies: .words(cookies.map { Word(text: prefix + $0) })
        }
    }

    /// One more element of a comma-separated list.
    private func joined(_ texts: [String], behind prefix: String) -> [Word] {
        let value = typed.dropFirst(prefix.count)
        let parts = value.split(separator: ",", omittingEmptySubsequences: false).dropLast()
        let before = prefix + parts.map { $0 + "," }.joined()
        return texts.filter { text in !parts.contains { $0 == text } }
            .map { Word(text: before + $0) }
    }

    private var names: CompletionNames { CompletionNames(words) }

    /// The names of cookies. One that begins with a dash would be an option.
    private var cookies: [String] {
        names.cookies.filter { (isAfterDashes || !$0.hasPrefix("-")) && !operands.contains($0) }
    }
}
