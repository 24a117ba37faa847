internal import BrowserJSON

extension ActionReader {
    /// Reads `cookie-store: { get: theme }` and the like: one call per step.
    func cookieStore(_ node: Node, _ fields: inout FieldReader) -> CookieStoreAction? {
        let frame = frame(&fields)
        guard case .mapping = node.content,
            var inner = FieldReader(node, what: "cookie-store", problems: values.problems)
        else {
            values.problems.add(Self.oneCall, at: node.place)
            return nil
        }
        var calls: [CookieStoreAction.Call] = []
        if let name = inner.take("get").flatMap({ values.template($0, "get") }) {
            calls.append(.get(name))
        }
        if let all = inner.take("getAll") {
            if case .scalar(.bool(let isWanted), _) = all.content {
                if !isWanted {
                    values.problems.add("getAll must be true or a cookie's name", at: all.place)
                }
                calls.append(.getAll(nil))
            } else if let name = values.template(all, "getAll") {
                calls.append(.getAll(name))
            }
        }
        if let setting = inner.take("set").flatMap({ setting($0, "set", isDeletion: false) }) {
            calls.append(.set(setting))
        }
        if let node = inner.take("delete") {
            if case .scalar = node.content, let name = values.template(node, "delete") {
                let value = Template("", at: node.place)
                calls.append(.delete(CookieStoreAction.Setting(name: name, value: value)))
            } else if let setting = setting(node, "delete", isDeletion: true) {
                calls.append(.delete(setting))
            }
        }
        inner.end()
        guard calls.count == 1 else {
            // Mistakes in its parts have already been reported.
            if calls.count > 1 || !["get", "getAll", "set", "delete"].contains(where: inner.has) {
                values.problems.add(Self.oneCall, at: node.place)
            }
            return nil
        }
        return CookieStoreAction(call: calls[0], frame: frame)
    }

    private static let oneCall = "cookie-store must make one call: get, getAll, set or delete"

    private func setting(
        _ node: Node,
        _ what: String,
        isDeletion: Bool
    ) -> CookieStoreAction.Setting? {
        guard var fields = FieldReader(node, what: what, problems: values.problems) else {
            return nil
        }
        let name = fields.take("name").flatMap { values.template($0, "name") }
        if !fields.has("name") {
            values.problems.add("\(what) needs name:, the name of the cookie", at: node.place)
        }
        var setting = CookieStoreAction.Setting(
            name: name ?? Template("", at: node.place),
            value: Template("", at: node.place)
        )
        setting.domain = fields.take("domain").flatMap { values.template($0, "domain") }
        setting.path = fields.take("path").flatMap { values.template($0, "path") }
        setting.isPartitioned =
            fields.take("partitioned").flatMap { values.bool($0, "partitioned") } ?? false
        if !isDeletion {
            if let value = fields.take("value").flatMap({ values.template($0, "value") }) {
                setting.value = value
            }
            setting.maxAge =
                fields.take("max-age").flatMap { values.count($0, "max-age", from: 0) }
            setting.sameSite =
                fields.take("same-site").flatMap {
                    values.word($0, "same-site", among: ["strict", "lax", "none"])
                } ?? "strict"
        }
        fields.end()
        return name.map { _ in setting }
    }
}
