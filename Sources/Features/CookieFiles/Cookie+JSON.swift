package import Cookies
internal import Infra
package import JSON

extension Cookie {
    /// The shape that `cookies list --json` and a Set-Cookie verdict share.
    package var json: JSONValue { .object(members(time: \.iso8601)) }

    /// The same for a file, from which nothing may be missing.
    var exportedJSON: JSONValue {
        .object(
            members(time: \.writable.iso8601Microseconds) + [
                JSONValue.Member("partitioned", .bool(hasPartitionedAttribute)),
                JSONValue.Member("setBy", .optional(setBy) { .string($0) }),
                JSONValue.Member("bytes", bytesThatAreNoText),
            ]
        )
    }

    private func members(time: (Moment) -> String) -> [JSONValue.Member] {
        [
            JSONValue.Member("name", .string(name.utf8Decoded)),
            JSONValue.Member("value", .string(value.utf8Decoded)),
            JSONValue.Member("domain", .string(domain)),
            JSONValue.Member("hostOnly", .bool(isHostOnly)),
            JSONValue.Member("path", .string(path.utf8Decoded)),
            JSONValue.Member("expires", .optional(expiry) { .string(time($0)) }),
            JSONValue.Member("size", .integer(size)),
            JSONValue.Member("httpOnly", .bool(isHTTPOnly)),
            JSONValue.Member("secure", .bool(isSecure)),
            JSONValue.Member("sameSite", .optional(sameSite.displayName) { .string($0) }),
            JSONValue.Member("partitionKey", .optional(partitionKey, \.json)),
            JSONValue.Member("priority", .string(priority.displayName)),
            JSONValue.Member("created", .string(time(creation))),
            JSONValue.Member("lastAccess", .string(time(lastAccess))),
        ]
    }

    /// Of what is not valid UTF-8, and so stands above with U+FFFD; null where all is.
    private var bytesThatAreNoText: JSONValue {
        let parts = [("name", name), ("value", value), ("path", path)]
            .filter { $0.1.utf8Validated == nil }
            .map { JSONValue.Member($0.0, .string($0.1.base64Encoded)) }
        return parts.isEmpty ? .null : .object(parts)
    }
}

extension Cookie.PartitionKey {
    var json: JSONValue {
        .object([
            "topLevelSite": .string(topLevelSite),
            "hasCrossSiteAncestor": .bool(hasCrossSiteAncestor),
        ])
    }
}

extension Moment {
    /// ISO 8601 has years of four digits; whatever ends later ends for nobody.
    fileprivate var writable: Moment {
        min(self, Moment(microsecondsSinceEpoch: 253_402_300_799_999_999))
    }
}
