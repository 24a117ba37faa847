internal import BrowserInfra
internal import BrowserJSON
internal import Explanations

/// Reads the small things that scenarios are made of, and knows which variables there are so far.
final class ValueReader {
    let problems: ProblemList
    /// Those that the file or the command line defines, and those that earlier steps capture.
    var variableNames: Set<String>
    /// Those that a text has mentioned.
    private(set) var mentionedNames: Set<String> = []
    /// What the file's variables stand for, as far as that is known before anything is sent.
    var known = Variables(limit: Variables.largestFile)
    /// Of the frames that earlier steps make.
    var framePaths: Set<String> = []
    private var isTooMuch = false
    /// Whether text stands for itself: a program that asks has its own variables.
    var isLiteral = false
    let browserNames: [String]
    /// Those whose values the command line has: what the file says of them does not count.
    let overriddenNames: Set<String>

    init(problems: ProblemList, variableNames: Set<String>, browserNames: [String]) {
        self.problems = problems
        self.variableNames = variableNames
        overriddenNames = variableNames
        self.browserNames = browserNames
    }

    // MARK: Text

    /// Numbers and booleans stand for the text that they are written as.
    func text(_ node: Node, _ what: String) -> String? {
        switch node.content {
        case .scalar(.null, _), .sequence, .mapping:
            problems.add("\(what) is text, not \(node.kind)", at: node.place)
            return nil
        case .scalar(.string(let text), _): return text
        case .scalar(_, let text): return text
        }
    }

    func template(_ node: Node, _ what: String) -> Template? {
        if case .mapping(let entries) = node.content, entries.count == 1,
            case .scalar(.null, _) = entries[0].value.content
        {
            problems.add("\(what): text that begins with { has to stand in quotes", at: node.place)
            return nil
        }
        return text(node, what).map { template($0, at: node.place) }
    }

    func template(_ text: String, at place: Place) -> Template {
        if isLiteral { return Template(literal: text, at: place) }
        let template = Template(text, at: place)
        mentionedNames.formUnion(template.variableNames)
        for name in template.variableNames where !variableNames.contains(name) {
            let hint =
                suggestion(for: name, among: variableNames.sorted()).map { "; did you mean \($0)?" }
                ?? ": no variables:, no earlier capture: and no --variable names it"
            problems.add("there is no variable {{\(name)}} here" + hint, at: place)
        }
        reportIfTooLarge(at: place) { () throws(StepError) in _ = try known.value(template) }
        return template
    }

    /// What variables put in is bounded; what is captured later is not known yet.
    func reportIfTooLarge(at place: Place, _ putIn: () throws(StepError) -> Void) {
        if isTooMuch { return }
        do throws(StepError) {
            try putIn()
        } catch {
            guard case .substitutionTooLarge(_, let place) = error else { return }
            // Once: what follows may be as long.
            isTooMuch = true
            problems.add(error.failure.message, at: place)
        }
    }

    /// One text, or a list of them.
    func templates(_ node: Node, _ what: String) -> [Template] {
        guard case .sequence(let nodes) = node.content else {
            return template(node, what).map { [$0] } ?? []
        }
        return nodes.compactMap { template($0, what) }
    }

    /// A mapping of names to texts.
    func namedTemplates(_ node: Node, _ what: String) -> [NamedTemplate] {
        entries(node, what).compactMap { entry in
            template(entry.value, "\(what) \(entry.key)").map {
                NamedTemplate(name: template(entry.key, at: entry.keyPlace), value: $0)
            }
        }
    }

    /// The entries of a mapping, each name once.
    func entries(_ node: Node, _ what: String) -> [Node.Entry] {
        guard var fields = FieldReader(node, what: what, problems: problems) else { return [] }
        return fields.takeRest()
    }

    // MARK: Numbers, booleans, times

    func count(_ node: Node, _ what: String, from least: Int64 = 1) -> Int? {
        guard case .scalar(.integer(let number), _) = node.content, number >= least,
            number <= Self.largestCount
        else {
            let range = isLarge(node) ? "\(least) to \(Self.largestCount)" : "\(least)"
            problems.add(
                "\(what) is a whole number from \(range), not \(shown(node))",
                at: node.place
            )
            return nil
        }
        return Int(number)
    }

    private static let largestCount: Int64 = 1_000_000

    private func isLarge(_ node: Node) -> Bool {
        guard case .scalar(let value, _) = node.content, let number = value.number else {
            return false
        }
        return number > Double(Self.largestCount)
    }

    func bool(_ node: Node, _ what: String) -> Bool? {
        guard case .scalar(.bool(let bool), _) = node.content else {
            problems.add("\(what) is true or false, not \(shown(node))", at: node.place)
            return nil
        }
        return bool
    }

    /// `61s`, `1h30m`; units ms, s, m, h, d, w.
    func duration(_ node: Node, _ what: String) -> Microseconds? {
        guard case .scalar(_, let text) = node.content, let duration = Self.duration(text) else {
            problems.add(
                "\(what) is a length of time such as 61s, 90m or 1d12h (ms, s, m, h, d, w), not "
                    + shown(node),
                at: node.place
            )
            return nil
        }
        return duration
    }

    private static func duration(_ text: String) -> Microseconds? {
        let units: [Substring: Int64] = [
            "ms": 1000, "s": 1_000_000, "m": 60_000_000, "h": 3_600_000_000, "d": 86_400_000_000,
            "w": 604_800_000_000,
        ]
        var rest = text[...]
        var total: Int64 = 0
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(digits.count)
            let unit = rest.prefix { $0.isLetter }
            rest = rest.dropFirst(unit.count)
            guard let count = Int64(digits), let factor = units[unit] else { return nil }
            let (product, isTooLong) = count.multipliedReportingOverflow(by: factor)
            let (sum, isTooMuch) = total.addingReportingOverflow(product)
            guard !isTooLong, !isTooMuch else { return nil }
            total = sum
        }
        return text.isEmpty ? nil : total
    }

    func moment(_ node: Node, _ what: String) -> Moment? {
        guard case .scalar(_, let text) = node.content, let moment = Moment(iso8601: text) else {
            problems.add(
                "\(what) is a date and time such as 2026-01-01T00:00:00Z, not \(shown(node))",
                at: node.place
            )
            return nil
        }
        return moment
    }

    // MARK: One of several words

    func choice<Choice: RawRepresentable & CaseIterable>(
        _ node: Node,
        _ what: String,
        of type: Choice.Type = Choice.self,
        except: [String] = []
    ) -> Choice? where Choice.RawValue == String {
        let names = Choice.allCases.map(\.rawValue).filter { !except.contains($0) }
        return word(node, what, among: names).flatMap { Choice(rawValue: $0) }
    }

    func word(_ node: Node, _ what: String, among names: [String]) -> String? {
        guard case .scalar(_, let text) = node.content else {
            problems.add("\(what) is one of \(listed(names)), not \(node.kind)", at: node.place)
            return nil
        }
        guard !names.contains(text) else { return text }
        let hint = suggestion(for: text, among: names).map { "; did you mean \($0)?" } ?? ""
        problems.add(
            "\(what) is one of \(listed(names)), not \(shown(node))" + hint,
            at: node.place
        )
        return nil
    }

    /// One name or a list of them.
    func browsers(_ node: Node, _ what: String) -> [String] {
        let nodes: [Node]
        if case .sequence(let elements) = node.content { nodes = elements } else { nodes = [node] }
        if nodes.isEmpty { problems.add("\(what) names no browser", at: node.place) }
        var names: [String] = []
        for node in nodes {
            guard let name = word(node, what, among: browserNames) else { continue }
            if names.contains(name) {
                problems.add("\(what) has \(name) twice", at: node.place)
            } else {
                names.append(name)
            }
        }
        return names
    }

    // MARK: Values

    func valueTemplate(_ node: Node) -> ValueTemplate {
        switch node.content {
        case .scalar(.string(let text), _): .text(template(text, at: node.place))
        case .scalar(let value, _): .literal(value)
        case .sequence(let elements): .array(elements.map(valueTemplate))
        case .mapping(let members):
            .object(members.map { .init(name: $0.key, value: valueTemplate($0.value)) })
        }
    }

    func listed(_ names: [String]) -> String {
        names.map { $0.isEmpty ? "\"\"" : $0 }.joined(separator: ", ")
    }

    func shown(_ node: Node) -> String {
        guard case .scalar(let value, let text) = node.content, value != .null else {
            return node.kind
        }
        return "\"\(text)\""
    }
}
