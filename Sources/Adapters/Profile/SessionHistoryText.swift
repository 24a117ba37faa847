internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import WebOrigin

/// The session history of a tab, as JSON.
enum SessionHistoryText {
    /// The maximum number of pages, the same as in browsers.
    private static let limit = 50
    /// In bytes. A page that was requested with a longer body is omitted: it could not be reloaded.
    private static let longestBody = 1 << 20

    static func text(_ history: SessionHistory) -> String {
        let latest = history.latest(limit)
        let kept = latest.entries.indices.filter {
            (latest.entries[$0].state.body?.count ?? 0) <= longestBody
        }
        return JSONValue.object([
            "position": .integer(kept.firstIndex(of: latest.position) ?? kept.count),
            "entries": .array(kept.map { value(latest.entries[$0]) }),
        ]).lineText
    }

    /// `nil` if another version of crumb wrote the text and it cannot be read.
    static func history(_ text: String) -> SessionHistory? {
        guard let value = JSONReader.value(of: Array(text.utf8)),
            let position = value["position"].number.flatMap({ Int(exactly: $0) }),
            let elements = value["entries"].elements
        else { return nil }
        let entries = elements.compactMap(entry)
        guard entries.count == elements.count else { return nil }
        return SessionHistory(entries: entries, position: position)
    }

    private static func value(_ entry: SessionHistory.Entry) -> JSONValue {
        let state = entry.state
        return .object([
            "page": .string(CurrentPageText.text(entry.document)),
            "url": .string(state.url.href),
            "kind": .string(state.kind.rawValue),
            "method": .string(state.method),
            "body": .optional(state.body) { .string($0.base64Encoded) },
            "type": .optional(state.bodyContentType) { .string($0.isomorphicDecoded) },
            "referrer": .optional(state.referrer) { .string($0.href) },
            "policy": .optional(state.referrerPolicy) { .string($0.rawValue) },
            "initiator": .optional(state.initiator) { .string(CurrentPageText.text($0)) },
            "opaque": .bool(state.initiator?.origin.isOpaque == true),
            "storable": .bool(state.isStorable),
        ])
    }

    private static func entry(_ value: JSONValue) -> SessionHistory.Entry? {
        guard let document = value["page"].string.flatMap(CurrentPageText.page),
            let url = value["url"].string.flatMap({ try? WebURL(parsing: $0) }),
            let kind = value["kind"].string.flatMap(NavigationKind.init),
            let method = value["method"].string
        else { return nil }
        var initiator = value["initiator"].string.flatMap(CurrentPageText.page)
        if value["opaque"].isTrue { initiator?.origin = .opaque(OpaqueOrigin()) }
        let state = DocumentState(
            url: url,
            kind: kind,
            method: method,
            body: value["body"].string.flatMap { ByteString(forgivingBase64: Array($0.utf8)) },
            bodyContentType: value["type"].string.flatMap(ByteString.init(isomorphicEncoding:)),
            referrer: value["referrer"].string.flatMap { try? WebURL(parsing: $0) },
            referrerPolicy: value["policy"].string.flatMap(ReferrerPolicy.init),
            initiator: initiator,
            isStorable: value["storable"].isTrue
        )
        return SessionHistory.Entry(state: state, document: document)
    }
}
