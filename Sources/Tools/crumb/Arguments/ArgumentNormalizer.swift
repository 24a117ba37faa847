/// Rewrites curl's habits into what the argument parser understands.
///
/// - Joined short forms: `-XPOST`, `-HX: y`, `-da=b`, `-si`.
/// - Values that begin with a dash: `--now -1d` becomes `--now=-1d`.
/// - Global options before the subcommand move behind it.
/// - `-d`, `--data-raw` and `--data-urlencode` keep their order among each other.
/// - curl's options that crumb has something else for are refused in one line.
struct ArgumentNormalizer {
    /// What stands before the subcommand in the result is nothing but the subcommand itself.
    static func normalize(_ arguments: [String]) throws(UsageError) -> [String] {
        var normalizer = ArgumentNormalizer(rest: arguments[...])
        try normalizer.run()
        if normalizer.command.first == "fetch",
            let hint = ForeignSyntaxHints.hint(forOperands: normalizer.operands)
        {
            throw UsageError(hint)
        }
        return normalizer.command + normalizer.options
    }

    private var rest: ArraySlice<String>
    private var command: [String] = []
    private var options: [String] = []
    /// Of the options, those that are none.
    private var operands: [String] = []
    private var hasOperand = false

    private init(rest: ArraySlice<String>) {
        self.rest = rest
    }

    private mutating func run() throws(UsageError) {
        while let word = rest.popFirst() {
            if word == "--" {
                options.append(word)
                options += rest
                return
            }
            if word.hasPrefix("--") {
                try long(word)
            } else if word.hasPrefix("-"), word != "-" {
                try short(word)
            } else if isCommandWord(word) {
                command.append(word)
            } else {
                // Behind an option that is not known to take a value it may be that all the same.
                let mayBeValue =
                    options.last.map { $0.hasPrefix("--") && !$0.contains("=") } ?? false
                hasOperand = true
                options.append(word)
                if !mayBeValue { operands.append(word) }
            }
        }
    }

    /// Words up to the end of the path of subcommands belong to it; later ones are operands.
    private func isCommandWord(_ word: String) -> Bool {
        switch command.count {
        case 0: true
        case 1: OptionNames.commandsOfCommands.contains(command[0]) && !hasOperand
        default: false
        }
    }

    private mutating func long(_ word: String) throws(UsageError) {
        let parts = word.dropFirst(2).split(
            separator: "=",
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        let name = String(parts[0])
        // In `crumb log` a cookie is one to look for.
        let isForLog = name == "cookie" && (command.first ?? rest.first { $0 == "log" }) == "log"
        if !isForLog, let hint = CurlOptions.replaced["--\(name)"] { throw UsageError(hint) }
        if ForeignSyntaxHints.applies(to: command.first) {
            let value = parts.count == 2 ? String(parts[1]) : rest.first
            let hint =
                ForeignSyntaxHints.hint(forValue: value, of: "--\(name)") ?? ForeignSyntaxHints.hint(forOption: "--\(name)")
            if let hint { throw UsageError(hint) }
        }
        if parts.count == 1, let implied = CurlOptions.impliedValues[name] {
            options.append("\(word)=\(implied)")
            return
        }
        guard let value = CurlOptions.valueOption(name) else {
            options.append(word)
            return
        }
        if parts.count == 2 {
            append(value, String(parts[1]))
        } else {
            try takeValue(of: value, written: "--\(name)")
        }
    }

    private mutating func short(_ word: String) throws(UsageError) {
        var letters = word.dropFirst()
        while let letter = letters.popFirst() {
            if let hint = CurlOptions.replaced["-\(letter)"] { throw UsageError(hint) }
            if ForeignSyntaxHints.applies(to: command.first), let hint = ForeignSyntaxHints.hint(forOption: "-\(letter)") {
                throw UsageError(hint)
            }
            guard let name = OptionNames.letters[letter],
                let value = CurlOptions.valueOption(name)
            else {
                options.append("-\(letter)")
                continue
            }
            if letters.isEmpty {
                try takeValue(of: value, written: "-\(letter)")
            } else {
                options.append("--\(value.long)=\(value.prefix)\(letters)")
            }
            return
        }
    }

    private mutating func takeValue(
        of option: CurlOptions.ValueOption,
        written: String
    ) throws(UsageError) {
        guard let value = rest.popFirst() else {
            throw UsageError("\(written) needs a value after it; see crumb help")
        }
        append(option, value)
    }

    private mutating func append(_ option: CurlOptions.ValueOption, _ value: String) {
        let text = option.prefix + value
        // The parser takes `--option=` for one without a value.
        options += text.isEmpty ? ["--\(option.long)", ""] : ["--\(option.long)=\(text)"]
    }
}

/// What curl calls crumb's options, and what the normaliser makes of them.
enum CurlOptions {
    struct ValueOption {
        /// The name that the parser knows.
        var long: String
        /// Put before the value, to tell options that share one name apart.
        var prefix = ""
    }

    /// An option that takes a value, by its name without dashes; `nil` where it takes none.
    static func valueOption(_ name: String) -> ValueOption? {
        switch name {
        case "request": ValueOption(long: "method")
        case "data", "data-ascii": ValueOption(long: "data-part", prefix: "data:")
        case "data-raw": ValueOption(long: "data-part", prefix: "raw:")
        case "data-binary": ValueOption(long: "data-part", prefix: "binary:")
        case "data-urlencode": ValueOption(long: "data-part", prefix: "urlencode:")
        default: OptionNames.takingValues.contains(name) ? ValueOption(long: name) : nil
        }
    }

    /// What an option stands for that may be written without a value.
    static let impliedValues = ["xsrf": "XSRF-TOKEN:X-XSRF-TOKEN"]

    /// curl's options that a browser has no use for, and what crumb has instead.
    static let replaced: [String: String] = {
        let cookies =
            "curl's: crumb keeps a browser's jar on its own (see crumb cookies; --profile NAME for "
            + "another jar, --profile :memory: for none)"
        let redirects =
            "curl's: crumb follows redirects as fetch() does (--redirect manual or error to not)"
        let writeOut = "curl's: --json prints everything that happened; pick from it with jq"
        let dump = "curl's: -v shows all headers, --json has them as data, -i those the page sees"
        return [
            "-b": "-b is \(cookies)", "--cookie": "--cookie is \(cookies)",
            "-c": "-c is \(cookies)", "--cookie-jar": "--cookie-jar is \(cookies)",
            "-L": "-L is \(redirects)", "--location": "--location is \(redirects)",
            "-w": "-w is \(writeOut)", "--write-out": "--write-out is \(writeOut)",
            "-D": "-D is \(dump)", "--dump-header": "--dump-header is \(dump)",
        ]
    }()
}
