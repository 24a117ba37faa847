internal import BrowserFetch
internal import BrowserJSON

/// Reads the steps of a page whose scripts run.
extension ActionReader {
    static let pageActions = ["open", "click", "type", "submit", "script"]

    func open(_ node: Node, _ fields: inout FieldReader) -> OpenAction? {
        let url = values.template(node, "open")
        var action = OpenAction(url: url ?? Template("", at: node.place))
        action.maps = fields.take("map").map(values.maps) ?? []
        action.timeout = timeout(&fields)
        return url == nil ? nil : action
    }

    func interaction(_ name: String, _ node: Node, _ fields: inout FieldReader) -> PageInteraction? {
        var kind: PageInteraction.Kind?
        switch name {
        case "type": kind = fieldsToFill(node).map { .type($0) }
        case "script":
            kind = values.template(node, name).map { .script($0) }
        default:
            let target = values.template(node, name)
            if let target, target.source.allSatisfy(\.isWhitespace) {
                values.problems.add(
                    "\(name) has a target: a CSS selector, or the text of a button, a link or a label",
                    at: node.place
                )
                return nil
            }
            kind = target.map { name == "click" ? .click($0) : .submit($0) }
        }
        let timeout = timeout(&fields)
        let frame = fields.take("in").flatMap { values.text($0, "in") }.map { FramePath($0) }
        return kind.map { PageInteraction(kind: $0, timeout: timeout, frame: frame) }
    }

    private func fieldsToFill(_ node: Node) -> [NamedTemplate]? {
        guard case .mapping(let entries) = node.content, !entries.isEmpty else {
            values.problems.add(
                "type maps targets to what is typed there: type: { Name: Ada }",
                at: node.place
            )
            return nil
        }
        return values.namedTemplates(node, "type")
    }

    private func timeout(_ fields: inout FieldReader) -> Microseconds? {
        fields.take("timeout").flatMap { values.duration($0, "timeout") }
    }
}

extension ValueReader {
    /// `map: { URL: FILE }`.
    func maps(_ node: Node) -> [NamedTemplate] {
        for entry in entries(node, "map") {
            guard !entry.key.hasPrefix("{{"), !entry.key.contains("://") else { continue }
            problems.add(
                "map has URLs and the files that are read in their place: "
                    + "\"https://unpkg.com/vue\": vue.js",
                at: entry.keyPlace
            )
        }
        return namedTemplates(node, "map")
    }
}

extension ExpectationReader {
    func ofPage(_ fields: inout FieldReader, hasValue: Bool) -> [Expectation] {
        var expectations: [Expectation] = []
        func add(_ key: String, _ read: (Node) -> Expectation.Kind?) {
            guard let node = fields.take(key), let kind = read(node) else { return }
            expectations.append(Expectation(place: node.place, kind: kind))
        }
        if hasValue { add("value") { .value(values.pattern($0)) } }
        add("url") { values.scalarPattern($0, "url").map { .url($0) } }
        add("title") { values.scalarPattern($0, "title").map { .title($0) } }
        add("text") { node in
            // Text that is shown somewhere, or what the whole text matches.
            guard case .mapping = node.content else {
                return .contains(values.templates(node, "text"))
            }
            return values.scalarPattern(node, "text").map { .text($0) }
        }
        add("visible") { .visible(visible($0)) }
        add("console") { .console(values.templates($0, "console")) }
        add("errors") { .errors(values.templates($0, "errors")) }
        add("requests") { requests($0).map { .requests($0) } }
        fields.end()
        return expectations
    }

    /// A target, several, or a mapping that says which of them are not to be seen.
    private func visible(_ node: Node) -> [ExpectedTarget] {
        guard case .mapping = node.content else {
            return values.templates(node, "visible").map {
                ExpectedTarget(target: $0, isVisible: true)
            }
        }
        return values.entries(node, "visible").compactMap { entry in
            values.bool(entry.value, "visible").map {
                ExpectedTarget(
                    target: values.template(entry.key, at: entry.keyPlace),
                    isVisible: $0
                )
            }
        }
    }

    private func requests(_ node: Node) -> [ExpectedRequest]? {
        guard case .sequence(let elements) = node.content else {
            values.problems.add(
                "requests is a list: - url: …; an empty one where none is expected",
                at: node.place
            )
            return nil
        }
        return elements.compactMap(request)
    }

    /// `{ url: …, method: … }` and what else a request's `expect` has; or its URL alone.
    private func request(_ node: Node) -> ExpectedRequest? {
        if case .scalar = node.content {
            return values.scalarPattern(node, "url").map {
                ExpectedRequest(place: node.place, url: $0)
            }
        }
        guard var fields = FieldReader(node, what: "a request", problems: values.problems) else {
            return nil
        }
        guard let url = fields.take("url") else {
            values.problems.add("a request has url:, where it went", at: node.place)
            return nil
        }
        let pattern = values.scalarPattern(url, "url")
        let method = fields.take("method").flatMap { values.scalarPattern($0, "method") }
        let expectations = ofRequest(&fields)
        return pattern.map {
            ExpectedRequest(
                place: node.place,
                url: $0,
                method: method,
                expectations: expectations
            )
        }
    }
}
