import BrowserFetch
import BrowserInfra

/// The body of a request or beacon, as the script passed it.
enum RecordedBody: Decodable, Sendable {
    case text(String)
    case typed(RecordedValue)

    init(from decoder: any Decoder) throws {
        let value = try RecordedValue(from: decoder)
        self = value.string.map { .text($0) } ?? .typed(value)
    }

    var text: String? { if case .text(let text) = self { text } else { nil } }

    /// The object that the script passed.
    var body: BodyInit {
        guard case .typed(let value) = self else {
            if case .text(let text) = self { return .text(text) }
            return .text("")
        }
        let text = value["value"]?.string ?? ""
        switch value["type"]?.string {
        case "blob": return .blob(ByteString(utf8: text), type: value["mime"]?.string ?? "")
        case "params": return .urlSearchParams(text)
        case "form":
            return .formData(
                (value["value"]?.elements ?? []).map {
                    ($0.elements.first?.string ?? "", $0.elements.last?.string ?? "")
                }.map { BodyInit.Field(name: $0.0, value: $0.1) }
            )
        case "stream": return .stream(ByteString(utf8: text))
        case "fill":
            return .text(String(repeating: "x", count: Int(value["count"]?.number ?? 0)))
        default: return .buffer(ByteString(utf8: text))
        }
    }
}
