package import BrowserCookies
package import BrowserInfra
package import BrowserJSON

extension Cookie {
    /// The shape that `cookies list --json` and a Set-Cookie verdict share.
    package var json: JSONValue { .object(members(time: \.iso8601)) }

    /// The members of ``json``, in their order; `time`: how its moments are written.
    package func members(time: (Moment) -> String) -> [JSONValue.Member] {
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
}

extension Cookie.PartitionKey {
    var json: JSONValue {
        .object([
            "topLevelSite": .string(topLevelSite),
            "hasCrossSiteAncestor": .bool(hasCrossSiteAncestor),
        ])
    }
}
