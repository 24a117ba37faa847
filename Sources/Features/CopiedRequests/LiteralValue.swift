internal import BrowserJSON

/// A value that a script builds from literals alone.
indirect enum LiteralValue {
    case text(String)
    /// A number, as it is written.
    case number(String)
    case bool(Bool)
    case null
    /// JavaScript's `undefined`, which JSON cannot represent.
    case undefined
    case list([LiteralValue])
    case object([Member])
    /// `new Headers()` or `new URLSearchParams()`: name-value pairs, in which a name may occur
    /// several times.
    case headers([(name: String, value: String)])
    case parameters([(name: String, value: String)])
    case form([(name: String, value: String)])

    struct Member {
        var name: String
        var place: Place
        var value: LiteralValue
        var valuePlace: Place
    }

    /// The output of `JSON.stringify`, on one line; `nil` for a value that it omits.
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

    /// A number as JavaScript writes it: 1.0 becomes 1, and a number without a JSON form becomes
    /// null.
    private static func json(ofNumber text: String) -> String {
        guard let number = Double(text), number.isFinite else { return "null" }
        if number == number.rounded(), abs(number) < 1e15 { return String(Int64(number)) }
        return String(number)
    }

    /// The value as text in a form, a query or a header; `nil` when it has no useful text.
    var plainText: String? {
        switch self {
        case .text(let text): text
        case .number, .bool, .null: json
        case .undefined, .list, .object, .headers, .parameters, .form: nil
        }
    }

    /// The names and values of a flat object, or of a list of pairs.
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
    /// The string in quotes, with JSON's escapes.
    fileprivate var compact: String { lineText }
}
