internal import BrowserCookies
internal import BrowserInfra
internal import BrowserJSON
internal import Explanations

extension Cookie {
    /// The cookie's JSON in a file that crumb writes. Nothing may be missing from it.
    var exportedJSON: JSONValue {
        .object(
            members(time: \.writable.iso8601Microseconds) + [
                JSONValue.Member("partitioned", .bool(hasPartitionedAttribute)),
                JSONValue.Member("setBy", .optional(setBy) { .string($0) }),
                JSONValue.Member("bytes", invalidUTF),
            ]
        )
    }

    /// The parts that are not valid UTF-8, and therefore appear above with U+FFFD; null when
    /// everything is valid.
    private var invalidUTF: JSONValue {
        let parts = [("name", name), ("value", value), ("path", path)]
            .filter { $0.1.utf8Validated == nil }
            .map { JSONValue.Member($0.0, .string($0.1.base64Encoded)) }
        return parts.isEmpty ? .null : .object(parts)
    }
}

extension Moment {
    /// The moment, limited to the four-digit years of ISO 8601. No one will see a later expiry.
    fileprivate var writable: Moment {
        min(self, Moment(microsecondsSinceEpoch: 253_402_300_799_999_999))
    }
}
