internal import BrowserHTTP
internal import BrowserInfra

/// The headers of a request or a response, in order; names are compared without regard to case.
///
/// https://fetch.spec.whatwg.org/#concept-header-list
public struct Headers: Hashable, Sendable, Codable {
    /// One header.
    public struct Field: Hashable, Sendable, Codable {
        /// As it was written.
        public var name: String
        /// Without whitespace at its ends.
        public var value: String

        /// A header of that name and value.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Every header, in order; a name may be there more than once.
    public var fields: [Field]

    /// These headers.
    public init(_ fields: [Field] = []) {
        self.fields = fields
    }

    /// Adds one at the end.
    public mutating func append(_ name: String, _ value: String) {
        fields.append(Field(name: name, value: value))
    }

    /// The values of a name, joined by `, `; `nil` where there is none.
    public subscript(name: String) -> String? {
        let values = values(of: name)
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }

    /// The values of a name, in order, which is how `Set-Cookie` has to be read.
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
    /// The headers in the order in which they are written.
    public init(dictionaryLiteral pairs: (String, String)...) {
        fields = pairs.map { Field(name: $0.0, value: $0.1) }
    }
}
