internal import BrowserCookies
internal import BrowserInfra
internal import BrowserJSON

/// The members of one cookie in a JSON file, each asked for by its kind.
struct CookieMembers {
    private let members: [String: JSONValue]
    /// As they came.
    let keys: [String]

    init(_ node: Node) throws(CookieEntryError) {
        guard case .mapping(let entries) = node.content else {
            throw .notAnObject(found: node.kind)
        }
        keys = entries.map(\.key)
        // Of two members of one name the last counts, as in a page's JSON.parse.
        members = Dictionary(entries.map { ($0.key, $0.value.value) }) { $1 }
    }

    /// A cookie whose name stands outside of it.
    init(_ node: Node, adding member: (String, JSONValue)) throws(CookieEntryError) {
        guard case .mapping(let entries) = node.content else {
            throw .notAnObject(found: node.kind)
        }
        keys = [member.0] + entries.map(\.key)
        members = Dictionary([member] + entries.map { ($0.key, $0.value.value) }) { $1 }
    }

    private init(_ value: JSONValue) {
        guard case .object(let entries) = value else {
            members = [:]
            keys = []
            return
        }
        keys = entries.map(\.name)
        members = Dictionary(entries.map { ($0.name, $0.value) }) { $1 }
    }

    /// `nil` where it is missing or null.
    private func value(_ key: String) -> JSONValue? {
        guard let value = members[key], value != .null else { return nil }
        return value
    }

    func has(_ key: String) -> Bool { value(key) != nil }

    func isObject(_ key: String) -> Bool {
        if case .object? = value(key) { true } else { false }
    }

    /// `nil` where it is something else.
    func string(_ key: String) -> String? { value(key)?.string }

    /// Text, or a number as text: programs differ in how they write names that are numbers.
    func anyText(_ key: String) -> String? { value(key)?.plainText }

    func text(_ key: String) throws(CookieEntryError) -> String? {
        guard let value = value(key) else { return nil }
        guard case .string(let text) = value else { throw wrong(value, key, "text") }
        return text
    }

    /// `usual`: what a message calls it.
    func required(
        _ key: String,
        or usual: String? = nil
    ) throws(CookieEntryError) -> String {
        guard let text = try text(key) else { throw .missingKey(usual ?? key) }
        return text
    }

    func flag(_ key: String) throws(CookieEntryError) -> Bool? {
        guard let value = value(key) else { return nil }
        guard case .bool(let flag) = value else { throw wrong(value, key, "true or false") }
        return flag
    }

    func number(_ key: String) throws(CookieEntryError) -> Double? {
        guard let value = value(key) else { return nil }
        guard let number = value.number else { throw wrong(value, key, "a number") }
        return number
    }

    func object(_ key: String) throws(CookieEntryError) -> CookieMembers? {
        guard let value = value(key) else { return nil }
        guard case .object = value else { throw wrong(value, key, "an object") }
        return CookieMembers(value)
    }

    func date(_ key: String) throws(CookieEntryError) -> Moment? {
        guard let text = try text(key) else { return nil }
        guard let moment = Moment(iso8601: text) else { throw .notADate(key: key, text) }
        return moment
    }

    /// One of a few words; `nil` where it is missing or null.
    func choice<Choice>(
        _ key: String,
        _ choices: [(String, Choice)],
        ignoringCase: Bool = false
    ) throws(CookieEntryError) -> Choice? {
        guard let text = try text(key) else { return nil }
        let choice = choices.first { word, _ in
            ignoringCase ? word.equalsIgnoringASCIICase(text) : word == text
        }
        guard let choice else {
            throw .unknownChoice(key: key, text, choices: choices.map(\.0).filter { $0 != "" })
        }
        return choice.1
    }

    /// What every format calls by the same names; the rest is as in a session cookie of the host.
    func cookie(domain: String) throws(CookieEntryError) -> ImportedCookie {
        let isHostOnly = !domain.hasPrefix(".")
        var cookie = ImportedCookie(
            name: ByteString(utf8: try required("name")),
            value: ByteString(utf8: try required("value")),
            domain: String(domain.dropFirst(isHostOnly ? 0 : 1)),
            isHostOnly: isHostOnly,
            path: ByteString(utf8: try text("path") ?? "/"),
            expiry: nil,
            isSecure: try flag("secure") ?? false,
            isHTTPOnly: try flag("httpOnly") ?? false
        )
        cookie.sameSite = try choice("sameSite", Cookie.SameSite.choices) ?? .unspecified
        return cookie
    }

    private func wrong(_ value: JSONValue, _ key: String, _ expected: String) -> CookieEntryError
    {
        .wrongKind(key: key, expected: expected, found: value.kind)
    }
}
