package import BrowserJSON
internal import Explanations

/// The arguments of a method call, by parameter name.
///
/// Accepts both spellings of a name: `inFrameOf`, as in code, and `in-frame-of`, as in files.
package struct RPCParams: Sendable {
    package let method: String
    /// The arguments, with the names from the method's table.
    package let members: [Node.Entry]

    /// `params`: by name, or a list in the order of the table, whose last element may be an object
    /// of named parameters, like the URL and options of `fetch()`.
    package init(_ params: Node, of method: ServiceMethod) throws(RPCError) {
        self.method = method.name
        let names = method.parameters.map(\.name)
        var members: [Node.Entry] = []
        switch params.content {
        case .scalar: break
        case .mapping(let entries): members = entries
        case .sequence(var elements):
            if elements.count > 1, elements.count <= 2, names.count > 2,
                case .mapping(let entries) = elements[1].content
            {
                members = entries
                elements.removeLast()
            }
            guard elements.count <= names.count else {
                throw RPCError(
                    .invalidParams,
                    "\(method.name) takes at most \(names.count) values, not \(elements.count)"
                )
            }
            for (name, element) in zip(names, elements) {
                members.append(Node.Entry(key: name, keyPlace: element.place, value: element))
            }
        }
        var seen: Set<String> = []
        self.members = try members.map { (member) throws(RPCError) in
            var member = member
            member.key = try Self.name(member.key, of: method)
            guard seen.insert(member.key).inserted else {
                throw RPCError(.invalidParams, "\(method.name) has \(member.key) twice")
            }
            return member
        }
        for parameter in method.parameters where parameter.isRequired {
            guard let node = self[parameter.name], node.value != .null else {
                throw RPCError(
                    .invalidParams,
                    "\(method.name) needs \(parameter.name): \(parameter.summary)"
                )
            }
        }
    }

    private static func name(
        _ name: String,
        of method: ServiceMethod
    ) throws(RPCError) -> String {
        let names = method.parameters.map(\.name)
        if names.contains(name) { return name }
        let plain = name.plain
        let same = method.parameters.first {
            $0.name.plain == plain || $0.otherName?.plain == plain
        }
        if let same { return same.name }
        let hint =
            suggestion(for: name, among: names).map { "did you mean \($0)?" }
            ?? (names.isEmpty
                ? "it has no parameters" : "its parameters are \(names.joined(separator: ", "))")
        throw RPCError(.invalidParams, "\(method.name) has no parameter \"\(name)\"; \(hint)")
    }

    package subscript(name: String) -> Node? { members.first { $0.key == name }?.value }

    package func text(_ name: String) throws(RPCError) -> String? {
        guard let node = self[name], node.value != .null else { return nil }
        guard case .scalar(let value, let text) = node.content else {
            throw wrong(name, "text", node)
        }
        return value.string ?? text
    }

    /// One text or a list of texts.
    package func texts(_ name: String) throws(RPCError) -> [String] {
        guard let node = self[name], node.value != .null else { return [] }
        guard case .sequence(let elements) = node.content else {
            return try text(name).map { [$0] } ?? []
        }
        return try elements.map { (element) throws(RPCError) in
            guard case .scalar(let value, let text) = element.content, value != .null else {
                throw wrong(name, "a list of texts", element)
            }
            return value.string ?? text
        }
    }

    package func bool(_ name: String) throws(RPCError) -> Bool? {
        guard let node = self[name], node.value != .null else { return nil }
        guard case .scalar(.bool(let value), _) = node.content else {
            throw wrong(name, "true or false", node)
        }
        return value
    }

    package func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String,
        of type: Choice.Type = Choice.self
    ) throws(RPCError) -> Choice? where Choice.RawValue == String {
        guard let text = try text(name) else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        let names = Choice.allCases.map(\.rawValue)
        let hint = suggestion(for: text, among: names).map { "; did you mean \($0)?" } ?? ""
        throw RPCError(
            .invalidParams,
            "\(method): \(name) must be one of \(names.joined(separator: ", ")), "
                + "not \"\(text)\"\(hint)"
        )
    }

    private func wrong(_ name: String, _ expected: String, _ node: Node) -> RPCError {
        RPCError(.invalidParams, "\(method): \(name) must be \(expected), not \(node.kind)")
    }
}

extension String {
    /// The name without what distinguishes `in-frame-of`, `inFrameOf` and `in_frame_of`.
    fileprivate var plain: String {
        lowercased().filter { $0 != "-" && $0 != "_" }
    }
}
