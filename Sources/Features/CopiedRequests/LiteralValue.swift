internal import BrowserJSON

/// A value that a script puts together from literals alone.
indirect enum LiteralValue {
    case text(String)
    /// As it is written.
    case number(String)
    case bool(Bool)
    case null
    /// JavaScript's, which JSON has no place for.
    case undefined
    case list([LiteralValue])
    case object([Member])
    /// `new Headers()`, `new URLSearchParams()`: names with values, some several times.
    case headers([(name: String, value: String)])
    case parameters([(name: String, value: String)])
    case form([(name: String, value: String)])

    struct Member {
        var name: String
        var place: Place
        var value: LiteralValue
        var valuePlace: Place
    }

    /// As `JSON.stringify` writes it, on one line; `nil` for what it leaves out.
    var json: String? {
        switch self {
        case .text(let text): JSONValue.string(text).compact
        case .number(let text): Self.json(ofNumber: text)
        case .bool(let bool): bool ? "true" : "false"
        case .null: "null"
        case .undefined: nil
        case .list(let elements):
            "[" + elements.map { $0.json ?? "null" }.joined(separator: ",") + "]"
        case .object(let members):
            "{"
                + members.compactMap { member in
                    member.value.json.map { "\(JSONValue.string(member.name).compact):\($0)" }
                }.joined(separator: ",") + "}"
        case .headers, .parameters, .form: "{}"
        }
    }

    /// What JavaScript writes for it: 1.0 is 1, and what is not a JSON number is null.
    private static func json(ofNumber text: String) -> String {
        guard let number = Double(text), number.isFinite else { return "null" }
        if number == number.rounded(), abs(number) < 1e15 { return String(Int64(number)) }
        return String(number)
    }

    /// What it is as text in a form, a query or a header; `nil` where it has none to speak of.
    var plainText: String? {
        switch self {
        case .text(let text): text
        case .number, .bool, .null: json
        case .undefined, .list, .object, .headers, .parameters, .form: nil
        }
    }

    /// The names and values of a flat object, or of what is made of pairs.
    var pairs: [(name: String, value: String)]? {
        switch self {
        case .headers(let pairs), .parameters(let pairs), .form(let pairs): return pairs
        case .object(let members):
            var pairs: [(name: String, value: String)] = []
            for member in members {
                if case .undefined = member.value { continue }
                guard let text = member.value.plainText else { return nil }
                pairs.append((member.name, text))
            }
            return pairs
        case .list(let elements):
            var pairs: [(name: String, value: String)] = []
            for element in elements {
                guard case .list(let pair) = element, pair.count == 2,
                    let name = pair[0].plainText, let value = pair[1].plainText
                else { return nil }
                pairs.append((name, value))
            }
            return pairs
        case .text, .number, .bool, .null, .undefined: return nil
        }
    }
}

extension JSONValue {
    /// A text in quotes, with JSON's escapes.
    fileprivate var compact: String { lineText }
}
