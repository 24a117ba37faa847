internal import BrowserCookies
internal import BrowserInfra

extension Cookie: Codable {
    private enum Key: String, CodingKey {
        case name, value, domain, isHostOnly, path, expiry, isSecure, isHTTPOnly, sameSite, priority
        case partition, hasPartitionedAttribute, creation, lastAccess, setBy
    }

    /// Reads what ``encode(to:)`` writes; throws a `DecodingError` for anything else.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        func enumeration<Value: RawRepresentable>(_ key: Key) throws -> Value
        where Value.RawValue == String {
            let text = try fields.decode(String.self, forKey: key)
            guard let value = Value(rawValue: text) else {
                throw DecodingError.dataCorruptedError(
                    forKey: key,
                    in: fields,
                    debugDescription: "\(text) is not a value of \(key.rawValue)."
                )
            }
            return value
        }
        let partition = try fields.decodeIfPresent(Partition.self, forKey: .partition)
        engine = EngineCookie(
            name: try fields.decode(Bytes.self, forKey: .name).bytes,
            value: try fields.decode(Bytes.self, forKey: .value).bytes,
            domain: try fields.decode(String.self, forKey: .domain),
            isHostOnly: try fields.decode(Bool.self, forKey: .isHostOnly),
            path: try fields.decode(Bytes.self, forKey: .path).bytes,
            expiry: try fields.decodeIfPresent(Timestamp.self, forKey: .expiry)?.moment,
            isSecure: try fields.decode(Bool.self, forKey: .isSecure),
            isHTTPOnly: try fields.decode(Bool.self, forKey: .isHTTPOnly),
            sameSite: try enumeration(.sameSite),
            priority: try enumeration(.priority),
            partitionKey: partition.map {
                EngineCookie.PartitionKey(
                    topLevelSite: $0.topLevelSite,
                    hasCrossSiteAncestor: $0.hasCrossSiteAncestor
                )
            },
            hasPartitionedAttribute: try fields.decode(Bool.self, forKey: .hasPartitionedAttribute),
            creation: try fields.decode(Timestamp.self, forKey: .creation).moment,
            lastAccess: try fields.decode(Timestamp.self, forKey: .lastAccess).moment,
            setBy: try fields.decodeIfPresent(String.self, forKey: .setBy)
        )
    }

    /// Writes what ``init(from:)`` reads.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Key.self)
        try fields.encode(Bytes(engine.name), forKey: .name)
        try fields.encode(Bytes(engine.value), forKey: .value)
        try fields.encode(domain, forKey: .domain)
        try fields.encode(isHostOnly, forKey: .isHostOnly)
        try fields.encode(Bytes(engine.path), forKey: .path)
        try fields.encodeIfPresent(expiry, forKey: .expiry)
        try fields.encode(isSecure, forKey: .isSecure)
        try fields.encode(isHTTPOnly, forKey: .isHTTPOnly)
        try fields.encode(engine.sameSite.rawValue, forKey: .sameSite)
        try fields.encode(engine.priority.rawValue, forKey: .priority)
        try fields.encodeIfPresent(partition, forKey: .partition)
        try fields.encode(engine.hasPartitionedAttribute, forKey: .hasPartitionedAttribute)
        try fields.encode(creation, forKey: .creation)
        try fields.encode(lastAccess, forKey: .lastAccess)
        try fields.encodeIfPresent(setBy, forKey: .setBy)
    }
}

/// A byte string, encoded as text if it is valid UTF-8, which nearly all are, and as an array of numbers
/// otherwise.
private struct Bytes: Codable {
    let bytes: ByteString

    init(_ bytes: ByteString) {
        self.bytes = bytes
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            bytes = ByteString(utf8: text)
        } else {
            bytes = ByteString(try container.decode([UInt8].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let text = bytes.utf8Validated {
            try container.encode(text)
        } else {
            try container.encode(bytes.bytes)
        }
    }
}
