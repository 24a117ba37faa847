internal import BrowserJSON

/// From what stands under `expect:` to expectations, in the order in which they are judged.
struct ExpectationReader {
    let values: ValueReader

    /// A mapping, or a list of mappings, each of which may be about another exchange.
    ///
    /// `what`: the key that it stands at.
    func expectations(
        _ node: Node,
        _ judging: ActionReader.ExpectationSubject,
        at what: String = "expect"
    ) -> [Expectation] {
        if case .sequence(let elements) = node.content, judging == .request {
            return elements.flatMap { expectations($0, judging) }
        }
        guard var fields = FieldReader(node, what: what, problems: values.problems) else {
            return []
        }
        switch judging {
        case .request: return ofRequest(&fields)
        case .documentCookie: return ofDocumentCookie(&fields)
        case .cookieStore: return cookieStoreCookie(&fields)
        case .jar: return ofJar(&fields)
        case .page(let hasValue): return ofPage(&fields, hasValue: hasValue)
        case .nothing: return []
        }
    }

    func ofRequest(_ fields: inout FieldReader) -> [Expectation] {
        var list = List()
        list.exchange = fields.take("at").flatMap { values.count($0, "at") }
        list.add(fields.take("outcome")) { values.choice($0, "outcome").map { .outcome($0) } }
        list.add(fields.take("reason")) {
            values.reason($0, "reason", among: ReasonCode.requests).map { .reason($0) }
        }
        list.add(fields.take("status")) { values.countPattern($0, "status").map { .status($0) } }
        list.add(fields.take("type")) { type($0).map { .type($0) } }
        list.add(fields.take("headers")) {
            .headers(values.namedScalars($0, "headers", called: "the header"))
        }
        list.add(fields.take("json")) { .json(values.pattern($0)) }
        list.add(fields.take("text")) { values.scalarPattern($0, "text").map { .text($0) } }
        list.add(fields.take("contains")) { .contains(values.templates($0, "contains")) }
        list.add(fields.take("body-error")) {
            values.reason($0, "body-error", among: ReasonCode.ofTheNetwork).map { .bodyError($0) }
        }
        list.add(fields.take("sent")) {
            .sent(values.namedScalars($0, "sent", called: "the cookie"))
        }
        list.add(fields.take("not-sent")) { .notSent(values.namedCodes($0, "not-sent")) }
        list.add(fields.take("stored")) { .stored(values.cookiePatterns($0, "stored")) }
        list.add(fields.take("rejected")) { .rejected(values.namedCodes($0, "rejected")) }
        list.add(fields.take("returned")) { values.bool($0, "returned").map { .returned($0) } }
        list.add(fields.take("close-code")) {
            values.countPattern($0, "close-code").map { .closeCode($0) }
        }
        list.add(fields.take("protocol")) {
            values.scalarPattern($0, "protocol").map { .subprotocol($0) }
        }
        list.add(fields.take("preflight")) { values.bool($0, "preflight").map { .preflight($0) } }
        list.add(fields.take("exchanges")) {
            values.countPattern($0, "exchanges").map { .exchanges($0) }
        }
        list.add(fields.take("console")) { .console(values.templates($0, "console")) }
        fields.end()
        return list.expectations
    }

    private func type(_ node: Node) -> ValuePattern? {
        let types = ["basic", "cors", "default", "opaque", "opaqueredirect"]
        if case .mapping = node.content { return values.scalarPattern(node, "type") }
        return values.word(node, "type", among: types).map { _ in values.pattern(node) }
    }

    private func ofDocumentCookie(_ fields: inout FieldReader) -> [Expectation] {
        var list = List()
        list.add(fields.take("value")) { values.scalarPattern($0, "value").map { .value($0) } }
        list.add(fields.take("stored")) { .stored(values.cookiePatterns($0, "stored")) }
        list.add(fields.take("rejected")) { .rejected(values.namedCodes($0, "rejected")) }
        fields.end()
        return list.expectations
    }

    private func cookieStoreCookie(_ fields: inout FieldReader) -> [Expectation] {
        var list = List()
        list.add(fields.take("value")) { values.scalarPattern($0, "value").map { .value($0) } }
        list.add(fields.take("stored")) { .stored(values.cookiePatterns($0, "stored")) }
        list.add(fields.take("error")) { values.scalarPattern($0, "error").map { .error($0) } }
        fields.end()
        return list.expectations
    }

    private func ofJar(_ fields: inout FieldReader) -> [Expectation] {
        var list = List()
        list.add(fields.take("count")) { values.countPattern($0, "count").map { .count($0) } }
        list.add(fields.take("names")) { .names(values.templates($0, "names")) }
        for entry in fields.takeRest() {
            list.add(entry.value) { node in
                values.cookiePattern(node).map { .cookie(name: entry.key, $0) }
            }
        }
        return list.expectations
    }

    private struct List {
        var exchange: Int?
        var expectations: [Expectation] = []

        mutating func add(_ node: Node?, _ read: (Node) -> Expectation.Kind?) {
            guard let node, let kind = read(node) else { return }
            expectations.append(Expectation(place: node.place, exchange: exchange, kind: kind))
        }
    }
}
