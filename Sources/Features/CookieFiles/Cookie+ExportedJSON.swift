internal import BrowserCookies
internal import BrowserInfra
internal import BrowserJSON
internal import Explanations

extension Cookie {
    /// Its JSON in a file that crumb writes, from which nothing may be missing.
    var exportedJSON: JSONValue {
        .object(
            members(time: \.writable.iso8601Microseconds) + [
                JSONValue.Member("partitioned", .bool(hasPartitionedAttribute)),
                JSONValue.Member("setBy", .optional(setBy) { .string($0) }),
                JSONValue.Member("bytes", invalidUTF),
            ]
        )
    }

    /// Of what is not valid UTF-8, and so stands above with U+FFFD; null where all is.
    private var invalidUTF: JSONValue {
        let parts = [("name", name), ("value", value), ("path", path)]
            .filter { $0.1.utf8Validated == nil }
            .map { JSONValue.Member($0.0, .string($0.1.base64Encoded)) }
        return parts.isEmpty ? .null : .object(parts)
    }
}

extension Moment {
    /// ISO 8601 has years of four digits; whatever ends later ends for nobody.
    fileprivate var writable: Moment {
        min(self, Moment(microsecondsSinceEpoch: 253_402_300_799_999_999))
    }
}
