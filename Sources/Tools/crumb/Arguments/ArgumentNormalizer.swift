/// Rewrites command lines with curl's conventions into a form that the argument parser supports.
///
/// - Joined short forms: `-XPOST`, `-HX: y`, `-da=b`, `-si`.
/// - Values that begin with a dash: `--now -1d` becomes `--now=-1d`.
/// - Global options before the subcommand move after it.
/// - `-d`, `--data-raw` and `--data-urlencode` keep their relative order.
/// - curl options for which crumb has something else are rejected with a one-line message.
struct ArgumentNormalizer {
    /// In the result, nothing precedes the subcommand.
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
    /// The words that are not options.
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
                // After an option that is not known to take a value, it may be a value anyway.
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
        // In `crumb log`, --cookie is a filter.
        let isForLog = name == "cookie" && (command.first ?? rest.first { $0 == "log" }) == "log"
        if !isForLog, let hint = CurlOptions.replaced["--\(name)"] { throw UsageError(hint) }
        if ForeignSyntaxHints.applies(to: command.first) {
            let value = parts.count == 2 ? String(parts[1]) : rest.first
            let hint =
                ForeignSyntaxHints.hint(forValue: value, of: "--\(name)")
                ?? ForeignSyntaxHints.hint(forOption: "--\(name)")
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
            if ForeignSyntaxHints.applies(to: command.first),
                let hint = ForeignSyntaxHints.hint(forOption: "-\(letter)")
            {
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
        // The parser reads `--option=` as one without a value.
        options += text.isEmpty ? ["--\(option.long)", ""] : ["--\(option.long)=\(text)"]
    }
}

/// The names of crumb's options in curl, and how the normalizer rewrites them.
enum CurlOptions {
    struct ValueOption {
        /// The name that the parser recognizes.
        var long: String
        /// A prefix for the value, which distinguishes options that share one name.
        var prefix = ""
    }

    /// The option that takes a value with this name, which has no dashes; `nil` when it does not
    /// take a value.
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

    /// The value of an option that may be written without one.
    static let impliedValues = ["xsrf": "XSRF-TOKEN:X-XSRF-TOKEN"]

    /// The options of curl that a browser does not need, and their replacements in crumb.
    static let replaced: [String: String] = {
        let cookies =
            "a curl option: crumb stores cookies on its own, like a browser (see crumb cookies; "
            + "--profile NAME uses another jar, --profile :memory: none)"
        let redirects =
            "a curl option: crumb follows redirects as fetch() does, unless --redirect is manual or error"
        let writeOut =
            "a curl option: --json prints everything that happened; select from it with jq"
        let dump =
            "a curl option: -v shows all headers, --json has them as data, -i those the page can read"
        return [
            "-b": "-b is \(cookies)", "--cookie": "--cookie is \(cookies)",
            "-c": "-c is \(cookies)", "--cookie-jar": "--cookie-jar is \(cookies)",
            "-L": "-L is \(redirects)", "--location": "--location is \(redirects)",
            "-w": "-w is \(writeOut)", "--write-out": "--write-out is \(writeOut)",
            "-D": "-D is \(dump)", "--dump-header": "--dump-header is \(dump)",
        ]
    }()
}
