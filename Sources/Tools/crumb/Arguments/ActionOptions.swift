internal import ArgumentParser
internal import PageScripts
internal import Synchronization
internal import Terminal

/// The actions on a page, in the order in which they are written.
struct ActionOptions: ParsableArguments {
    /// A single action.
    enum Step: Hashable, Sendable {
        case action(PageAction)
        case evaluate(String)
    }

    @Option(
        help: ArgumentHelp(
            "Click an element: a CSS selector, or the text of a button, link or label, or the start of "
                + "that text (an exact match wins). This option and the ones below are repeatable, "
                + "and run in the order in which they are written.",
            valueName: "target"
        )
    )
    var click: [PlacedArgument] = []

    @Option(
        name: .customLong("type"),
        help: ArgumentHelp("Type into a field.", valueName: "target=text")
    )
    var typed: [PlacedArgument] = []

    @Option(
        help: ArgumentHelp(
            "Submit a form, or the form that contains this element.",
            valueName: "target"
        )
    )
    var submit: [PlacedArgument] = []

    @Option(help: ArgumentHelp("Wait until an element is visible.", valueName: "target"))
    var waitFor: [PlacedArgument] = []

    @Option(help: ArgumentHelp("Wait until the page shows this text.", valueName: "text"))
    var waitForText: [PlacedArgument] = []

    @Option(
        name: [.customShort("e"), .customLong("eval")],
        help: ArgumentHelp(
            "Run this code on the page; the value of the last one is printed.",
            valueName: "code"
        )
    )
    var code: [PlacedArgument] = []

    @Option(
        name: .customLong("print"),
        help: ArgumentHelp(
            "Print the page's visible text, its HTML, or the text of an element.",
            valueName: "text|html|target"
        )
    )
    var printed: [PlacedArgument] = []

    /// The actions in order.
    ///
    /// - Throws: what is missing in one.
    func steps() throws(UsageError) -> [Step] {
        var steps: [(place: Int, step: Step)] = []
        func add(
            _ arguments: [PlacedArgument],
            _ option: String,
            _ needed: String = "a target: a CSS selector such as '#login', or the text of a "
                + "button, link or label",
            _ step: (String) -> Step
        ) throws(UsageError) {
            for argument in arguments {
                guard !argument.text.allSatisfy(\.isWhitespace) else {
                    throw UsageError("\(option) needs \(needed)")
                }
                steps.append((argument.place, step(argument.text)))
            }
        }
        try add(click, "--click") { .action(.click($0)) }
        for argument in typed {
            guard let (target, text) = Self.parts(ofTyping: argument.text) else {
                throw UsageError(
                    "--type needs TARGET=TEXT, not \"\(argument.text.terminalSafe)\": "
                        + "--type '#name=Ann'"
                )
            }
            steps.append((argument.place, .action(.type(target, text: text))))
        }
        try add(submit, "--submit") { .action(.submit($0)) }
        try add(waitFor, "--wait-for") { .action(.wait(for: $0)) }
        try add(waitForText, "--wait-for-text", "a text: --wait-for-text 'Signed in'") {
            .action(.waitForText($0))
        }
        for argument in code { steps.append((argument.place, .evaluate(argument.text))) }
        try add(printed, "--print", "text, html or a target: --print text") { text in
            switch text {
            case "text": .action(.read(.text))
            case "html": .action(.read(.html))
            default: .action(.read(.target(text)))
            }
        }
        return steps.sorted { $0.place < $1.place }.map(\.step)
    }

    /// Splits at the first equals sign that is not part of a selector: `input[name=user]=ada`.
    ///
    /// `nil` when there is none, or when nothing precedes it.
    static func parts(ofTyping argument: String) -> (target: String, text: String)? {
        guard let index = equalsSign(in: argument),
            !argument[..<index].allSatisfy(\.isWhitespace)
        else { return nil }
        return (String(argument[..<index]), String(argument[argument.index(after: index)...]))
    }

    private static func equalsSign(in argument: String) -> String.Index? {
        var depth = 0
        var quote: Character?
        var isEscaped = false
        for index in argument.indices {
            let character = argument[index]
            if isEscaped {
                isEscaped = false
                continue
            }
            switch character {
            case "\\": isEscaped = true
            case _ where quote != nil: if character == quote { quote = nil }
            // An apostrophe in a label's text does not open a quote.
            case "\"" where depth > 0, "'" where depth > 0: quote = character
            case "[": depth += 1
            case "]": depth = max(0, depth - 1)
            case "=" where depth == 0: return index
            default: break
            }
        }
        // A bracket that is never closed is not part of a selector.
        return depth > 0 ? argument.firstIndex(of: "=") : nil
    }
}

extension ActionOptions: FastPathOptions {
    private static let names = [
        "click", "type", "submit", "wait-for", "wait-for-text", "eval", "print",
    ]

    static var rows: [FastPathRow<Self>] {
        [
            .list("click", aloneAmong: names) { $0.click = $1 },
            .list("type", aloneAmong: names) { $0.typed = $1 },
            .list("submit", aloneAmong: names) { $0.submit = $1 },
            .list("wait-for", aloneAmong: names) { $0.waitFor = $1 },
            .list("wait-for-text", aloneAmong: names) { $0.waitForText = $1 },
            .list("eval", aloneAmong: names) { $0.code = $1 },
            .list("print", aloneAmong: names) { $0.printed = $1 },
        ]
    }
}

/// An option's value with its position among all of its kind: ArgumentParser keeps the order of the
/// values of one option, but not across several options.
struct PlacedArgument: ExpressibleByArgument, Hashable, Sendable {
    var text: String
    var place: Int

    private static let lastPlace = Atomic<Int>(0)

    // The parser reads values from left to right.
    init?(argument: String) {
        text = argument
        place = Self.lastPlace.add(1, ordering: .relaxed).newValue
    }
}
