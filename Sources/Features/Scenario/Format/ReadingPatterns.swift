internal import BrowserJSON
internal import Explanations

extension ValueReader {
    /// A literal, matchers, or a list or mapping of such.
    func pattern(_ node: Node) -> ValuePattern {
        ValuePattern(place: node.place, content: patternContent(node))
    }

    private func patternContent(_ node: Node) -> ValuePattern.Content {
        switch node.content {
        case .scalar(.string(let text), _): return .text(template(text, at: node.place))
        case .scalar(let value, _): return .scalar(value)
        case .sequence(let elements): return .array(elements.map(pattern))
        case .mapping(let entries):
            // A mapping of nothing but matchers is matchers.
            if !entries.isEmpty, entries.allSatisfy({ Matcher.names.contains($0.key) }) {
                return .matchers(entries.compactMap(matcher))
            }
            return .object(
                entries.map { Named(name: $0.key, place: $0.keyPlace, value: pattern($0.value)) }
            )
        }
    }

    private func matcher(_ entry: Node.Entry) -> Matcher? {
        switch entry.key {
        case "matches": return expression(entry.value).map { .matches($0) }
        case "exists": return bool(entry.value, "exists").map { .exists($0) }
        case "lessThan": return number(entry.value, "lessThan").map { .lessThan($0) }
        default: return number(entry.value, "greaterThan").map { .greaterThan($0) }
        }
    }

    private func expression(_ node: Node) -> String? {
        guard let text = text(node, "matches") else { return nil }
        do throws(RegularExpression.Invalid) {
            _ = try RegularExpression(text)
            return text
        } catch {
            problems.add("this is not a regular expression: \(error.message)", at: node.place)
            return nil
        }
    }

    private func number(_ node: Node, _ what: String) -> Double? {
        if case .scalar(let value, _) = node.content, let number = value.number { return number }
        problems.add("\(what) is a number, not \(shown(node))", at: node.place)
        return nil
    }

    /// A mapping of names to scalars or matchers; `called`: what one of them is.
    func namedScalars(
        _ node: Node,
        _ what: String,
        called: String
    ) -> [Named<ValuePattern>] {
        entries(node, what).compactMap { entry in
            scalarPattern(entry.value, "\(called) \(entry.key)").map {
                Named(name: entry.key, place: entry.keyPlace, value: $0)
            }
        }
    }

    /// A scalar or matchers.
    func scalarPattern(_ node: Node, _ what: String) -> ValuePattern? {
        let pattern = pattern(node)
        switch pattern.content {
        case .scalar, .text, .matchers: return pattern
        case .object(let members) where reportMisspelledMatcher(members): return nil
        case .array, .object:
            problems.add("\(what) is one value or { matches: … }, not \(node.kind)", at: node.place)
            return nil
        }
    }

    /// A misspelled matcher, where only matchers can stand; whether there is one.
    private func reportMisspelledMatcher(_ members: [Named<ValuePattern>]) -> Bool {
        let unknown = members.filter { !Matcher.names.contains($0.name) }
        guard let first = unknown.first,
            let near = suggestion(for: first.name, among: Matcher.names)
        else { return false }
        problems.add(
            "there is no matcher \"\(first.name)\"; did you mean \(near)?",
            at: first.place
        )
        return true
    }

    /// A whole number, or matchers.
    func countPattern(_ node: Node, _ what: String) -> ValuePattern? {
        switch node.content {
        case .scalar(.integer, _): return pattern(node)
        case .scalar(.string(let text), _) where text.contains("{{"): return pattern(node)
        case .mapping: return scalarPattern(node, what)
        case .scalar, .sequence:
            problems.add("\(what) is a whole number, not \(shown(node))", at: node.place)
            return nil
        }
    }

    /// Cookies by name, each by its value, its attributes, or matchers for its value.
    func cookiePatterns(_ node: Node, _ what: String) -> [Named<ValuePattern>] {
        entries(node, what).compactMap { entry in
            cookiePattern(entry.value).map {
                Named(name: entry.key, place: entry.keyPlace, value: $0)
            }
        }
    }

    func cookiePattern(_ node: Node) -> ValuePattern? {
        let pattern = pattern(node)
        guard case .object(let attributes) = pattern.content else {
            if case .array = pattern.content {
                problems.add(
                    "a cookie is its value or a mapping of attributes, not a list",
                    at: node.place
                )
                return nil
            }
            return pattern
        }
        for attribute in attributes where !Self.cookieAttributes.contains(attribute.name) {
            let hint =
                suggestion(for: attribute.name, among: Self.cookieAttributes + Matcher.names).map {
                    "; did you mean \($0)?"
                }
                ?? "; it has " + Self.cookieAttributes.joined(separator: ", ")
            problems.add("a cookie has no \"\(attribute.name)\"" + hint, at: attribute.place)
        }
        for attribute in attributes where attribute.name != "partitionKey" {
            if case .object(let members) = attribute.value.content { _ = reportMisspelledMatcher(members) }
        }
        return pattern
    }

    /// Product page, section 3: the shape of a cookie in JSON.
    static let cookieAttributes = [
        "name", "value", "domain", "hostOnly", "path", "expires", "size", "httpOnly", "secure",
        "sameSite", "partitionKey", "priority",
    ]

    /// Cookies by name, each with the reason codes that it has to have.
    func namedCodes(_ node: Node, _ what: String) -> [Named<[String]>] {
        entries(node, what).map { entry in
            Named(name: entry.key, place: entry.keyPlace, value: codes(entry.value, what))
        }
    }

    private func codes(_ node: Node, _ what: String) -> [String] {
        let nodes: [Node]
        if case .sequence(let elements) = node.content { nodes = elements } else { nodes = [node] }
        return nodes.compactMap { node in
            let code = text(node, "a reason")
            if let code, !ReasonCode.cookies.contains("Schemeful" + code) {
                reportUnknownCode(code, among: ReasonCode.cookies, at: node.place)
            }
            return code
        }
    }

    private func reportUnknownCode(_ code: String, among codes: [String], at place: Place) {
        guard !codes.contains(code) else { return }
        let hint =
            suggestion(for: code, among: codes).map { "; did you mean \($0)?" }
            ?? "; crumb reasons lists them"
        problems.add("there is no reason code \"\(code)\"" + hint, at: place)
    }

    func reason(_ node: Node, _ what: String, among codes: [String]) -> ValuePattern? {
        if case .scalar(.string(let code), _) = node.content, !code.contains("{{") {
            reportUnknownCode(code, among: codes, at: node.place)
        }
        return scalarPattern(node, what)
    }
}
