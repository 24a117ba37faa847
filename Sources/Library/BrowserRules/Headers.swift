internal import BrowserHTTP
internal import BrowserInfra

/// The headers of a request or response, in order; names are case-insensitive.
///
/// https://fetch.spec.whatwg.org/#concept-header-list
public struct Headers: Hashable, Sendable, Codable {
    /// One header.
    public struct Field: Hashable, Sendable, Codable {
        /// The name, as written.
        public var name: String
        /// The value, without leading and trailing whitespace.
        public var value: String

        /// Creates a header with this name and value.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// All headers, in order; a name may occur more than once.
    public var fields: [Field]

    /// Creates a list of these headers.
    public init(_ fields: [Field] = []) {
        self.fields = fields
    }

    /// Appends a header.
    public mutating func append(_ name: String, _ value: String) {
        fields.append(Field(name: name, value: value))
    }

    /// The values of all headers with this name, joined by `, `; `nil` if there is none.
    public subscript(name: String) -> String? {
        let values = values(of: name)
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }

    /// Returns the values of all headers with this name, in order. `Set-Cookie` must be read like this.
    public func values(of name: String) -> [String] {
        fields.filter { $0.name.equalsIgnoringASCIICase(name) }.map(\.value)
    }

    init(_ list: HeaderList) {
        fields = list.headers.map { Field(name: $0.name, value: $0.value.utf8Decoded) }
    }

    var list: HeaderList {
        HeaderList(
            fields.map {
                Header(name: $0.name, value: Header.normalizeValue(ByteString(utf8: $0.value)))
            }
        )
    }
}

extension Headers: ExpressibleByDictionaryLiteral {
    /// Creates a list of these headers, in the order in which they are written.
    public init(dictionaryLiteral pairs: (String, String)...) {
        fields = pairs.map { Field(name: $0.0, value: $0.1) }
    }
}
