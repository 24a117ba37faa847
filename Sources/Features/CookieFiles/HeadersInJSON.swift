internal import BrowserJSON

/// The `Cookie` and `Set-Cookie` headers in a JSON text: Node's list of `Set-Cookie` lines, and
/// logged requests and responses, whose headers are members of an object.
struct HeadersInJSON {
    private(set) var lines: [CookieHeaderReader.Line] = []

    /// Finds the headers; `nil` when there are none.
    init?(_ root: Node) {
        if let elements = root.elements {
            let isLines = elements.allSatisfy { $0.value.string?.contains("=") == true }
            guard isLines else { return nil }
            add(root, .response)
        } else {
            add(headersOf: root)
            if let headers = root.member("headers") { add(headersOf: headers) }
        }
        if lines.isEmpty { return nil }
    }

    private mutating func add(headersOf node: Node) {
        guard case .mapping(let entries) = node.content else { return }
        for entry in entries {
            if entry.key.lowercased() == "set-cookie" { add(entry.value, .response) }
            // A cookie may have that name too.
            let isHeader = entry.value.value.string?.contains("=") == true
            if entry.key.lowercased() == "cookie", isHeader { add(entry.value, .request) }
        }
    }

    private mutating func add(_ node: Node, _ kind: CookieHeaderReader.Kind) {
        for element in node.elements ?? [node] {
            guard let text = element.value.string else { continue }
            lines.append(
                CookieHeaderReader.Line(
                    kind: kind,
                    value: Array(text.utf8)[...],
                    place: CookieFileLocation(element.place)
                )
            )
        }
    }
}
