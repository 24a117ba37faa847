internal import Infra
internal import JSON

extension JSONValue {
    /// As YAML writes it on one line; the reader reads the same value again.
    var yaml: String {
        switch self {
        case .null: "null"
        case .bool, .integer, .number: json
        case .string(let text): text.isPlainYAML ? text : json
        case .array(let elements): "[" + elements.map(\.yaml).joined(separator: ", ") + "]"
        case .object(let members):
            members.isEmpty
                ? "{}"
                : "{ "
                    + members.map { "\(JSONValue.string($0.name).yaml): \($0.value.yaml)" }
                    .joined(separator: ", ") + " }"
        }
    }
}

extension String {
    /// Whether it is the same text without quotes, also between braces.
    fileprivate var isPlainYAML: Bool {
        guard let first = utf8.first, first.isASCIIAlpha || "/_".utf8.contains(first),
            last != ":", coreSchemaValue(ofPlain: self) == .string(self)
        else { return false }
        return utf8.allSatisfy { $0.isASCIIAlphanumeric || "/_-.:=?&+%;".utf8.contains($0) }
            && !contains("::")
    }
}
