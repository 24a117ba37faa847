package import BrowserCookies
package import BrowserInfra
package import BrowserJSON

extension Cookie {
    /// The cookie as in `cookies list --json` and in a verdict on a `Set-Cookie` line.
    package var json: JSONValue { .object(members(time: \.iso8601)) }

    /// Returns the members of ``json`` in order; `time` formats the moments.
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
