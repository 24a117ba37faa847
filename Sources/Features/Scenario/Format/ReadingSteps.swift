internal import BrowserFetch
internal import BrowserJSON

/// From the list under `steps:` to steps.
struct StepReader {
    let values: ValueReader
    /// What a step is called in a message.
    var what = "a step"
    private var problems: ProblemList { values.problems }

    /// The keys that say what a step does; each step has one of them.
    static let actions =
        [
            "fetch", "visit", "frame", "navigate-frame", "load", "beacon", "websocket",
            "eventsource",
            "document-cookie",
            "cookie-store", "storage-access", "page", "permissions",
            "cookies", "advance", "close-browser", "parallel",
        ] + ActionReader.pageActions

    init(values: ValueReader) {
        self.values = values
    }

    func steps(_ node: Node, inParallel: Bool = false) -> [Step] {
        let what = inParallel ? "parallel" : "steps"
        guard case .sequence(let elements) = node.content else {
            problems.add("\(what) is a list: begin each step with a dash", at: node.place)
            return []
        }
        if elements.isEmpty { problems.add("\(what) is empty", at: node.place) }
        // Names that are captured in parallel are there for the steps behind.
        let before = values.variableNames
        var captured: Set<String> = []
        let steps = elements.compactMap { element -> Step? in
            let step = step(element, inParallel: inParallel)
            if inParallel {
                captured.formUnion(values.variableNames)
                values.variableNames = before
            }
            return step
        }
        values.variableNames.formUnion(captured)
        return steps
    }

    func step(_ node: Node, inParallel: Bool = false) -> Step? {
        guard var fields = FieldReader(node, what: what, problems: problems) else { return nil }
        let name = fields.take("name").flatMap { values.text($0, "name") }
        let found = Self.actions.compactMap { action in
            fields.takeEntry(action).map { (name: action, entry: $0) }
        }
        guard let (actionName, entry) = found.first else {
            reportMissingAction(&fields)
            return nil
        }
        for (name, entry) in found.dropFirst() {
            problems.add(
                "a step does one thing, and this one does \(actionName) already: begin \(name) with a "
                    + "dash of its own",
                at: entry.keyPlace
            )
        }
        if inParallel, !["fetch", "load", "document-cookie"].contains(actionName) {
            problems.add(
                "fetch, load and document-cookie can run in parallel, \(actionName) cannot",
                at: entry.keyPlace
            )
        }
        if inParallel {
            for key in ["repeat", "retry"] where fields.has(key) {
                problems.add("\(key) stands at parallel itself", at: fields.keyPlace(key))
            }
        }
        let reader = ActionReader(values: values, steps: self)
        guard let (action, judging) = reader.action(actionName, entry.value, &fields) else {
            return nil
        }
        var step = Step(place: entry.keyPlace, name: name, action: action)
        step.onlyIn = fields.take("only-in").map { values.browsers($0, "only-in") }
        step.repeatCount = fields.take("repeat").flatMap { values.count($0, "repeat") } ?? 1
        step.retry = fields.take("retry").flatMap(retry)
        let expectations = ExpectationReader(values: values)
        if actionName == "cookies" {
            step.expectations += expectations.expectations(entry.value, judging, at: "cookies")
        }
        if judging != .nothing, let node = fields.take("expect") {
            step.expectations += expectations.expectations(node, judging)
        }
        if judging != .nothing, let node = fields.take("capture") {
            step.captures = captures(node, of: actionName, judging)
        }
        fields.end { key in
            guard let owners = ActionReader.owners[key], !owners.contains(actionName) else {
                return nil
            }
            let verb = owners.count == 1 ? "has" : "have"
            let list = owners.joined(separator: ", ")
            return "\(actionName) has no \(key); \(list) \(verb)"
        }
        return step
    }

    /// A misspelt action is told as such, and not a second time as a missing one.
    private func reportMissingAction(_ fields: inout FieldReader) {
        let before = problems.problems.count
        for key in ["only-in", "repeat", "retry"] + ActionReader.owners.keys.sorted() {
            _ = fields.take(key)
        }
        fields.end(elsewhere: Self.hint(forAction:))
        guard problems.problems.count == before else { return }
        problems.add(
            "a step does one of \(Self.actions.joined(separator: ", ")), and this one does nothing",
            at: fields.place
        )
    }

    /// What other tools call a step.
    private static func hint(forAction key: String) -> String? {
        switch key.lowercased() {
        case "get", "request", "url", "http":
            "a step has no key \"\(key)\": a request is fetch: URL"
        case "post", "put", "patch", "delete", "head", "options":
            "a step has no key \"\(key)\": a request is fetch: URL with method: "
                + key.uppercased()
        case "goto", "navigate": "a step has no key \"\(key)\": a navigation is visit: URL"
        case "wait", "sleep", "delay": "a step has no key \"\(key)\": time passes with advance: 61s"
        default: nil
        }
    }

    private func retry(_ node: Node) -> Step.Retry? {
        guard var fields = FieldReader(node, what: "retry", problems: problems) else { return nil }
        let times = fields.take("times").flatMap { values.count($0, "times") }
        let delay = fields.take("delay").flatMap { values.duration($0, "delay") }
        fields.end()
        if !fields.has("times") {
            problems.add("retry has times:, how often it is tried again", at: node.place)
        }
        return times.map { Step.Retry(times: $0, delay: delay ?? 0) }
    }

    private func captures(
        _ node: Node,
        of action: String,
        _ judging: ActionReader.ExpectationSubject
    ) -> [Capture] {
        values.entries(node, "capture").compactMap { entry in
            guard Template.isVariableName(entry.key) else {
                problems.add(
                    "\"\(entry.key)\" is not a valid variable name: use letters, digits, _ and -",
                    at: entry.keyPlace
                )
                return nil
            }
            values.variableNames.insert(entry.key)
            var capture = Capture(
                variable: entry.key,
                origin: .body([]),
                place: entry.value.place
            )
            guard let text = source(of: entry.value, &capture) else { return nil }
            guard let origin = Capture.Origin(text) else {
                problems.add(
                    "\"\(text)\" cannot be captured: write /a/b (a JSON Pointer into the body), "
                        + "header:NAME or cookie:NAME",
                    at: entry.value.place
                )
                return nil
            }
            if case .cookie = origin {
            } else if case .body = origin, judging == .page(hasValue: true) {
            } else if judging != .request {
                problems.add(
                    judging == .page(hasValue: true)
                        ? "script has its value and cookies: capture /a/b (a JSON Pointer into the "
                            + "value) or cookie:NAME"
                        : "\(action) has only cookies: capture cookie:NAME",
                    at: entry.value.place
                )
                return nil
            }
            capture.origin = origin
            return capture
        }
    }

    /// `cookie:NAME`, or `{ from: cookie:NAME, decode: percent }`.
    private func source(of node: Node, _ capture: inout Capture) -> String? {
        guard case .mapping = node.content else { return values.text(node, "capture") }
        guard var fields = FieldReader(node, what: "capture", problems: problems) else {
            return nil
        }
        let text = fields.take("from").flatMap { values.text($0, "from") }
        if let decode = fields.take("decode") {
            capture.decodesPercent = values.word(decode, "decode", among: ["percent"]) != nil
        }
        fields.end()
        if !fields.has("from") {
            problems.add("capture has from:, what is captured: from: cookie:NAME", at: node.place)
        }
        return text
    }
}

extension Capture.Origin {
    init?(_ text: String) {
        if text.hasPrefix("header:") {
            self = .header(String(text.dropFirst(7)))
        } else if text.hasPrefix("cookie:") {
            self = .cookie(String(text.dropFirst(7)))
        } else if text.isEmpty || text.hasPrefix("/") {
            // RFC 6901, section 4: first ~1, then ~0.
            self = .body(
                text.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map {
                    String($0.replacing("~1", with: "/").replacing("~0", with: "~"))
                }
            )
        } else {
            return nil
        }
    }
}
