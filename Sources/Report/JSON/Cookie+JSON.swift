package import Cookies
internal import Infra
package import JSON

extension Cookie {
    /// The shape that `cookies list --json` and a Set-Cookie verdict share.
    package var json: JSONValue {
        .object([
            "name": .string(name.utf8Decoded),
            "value": .string(value.utf8Decoded),
            "domain": .string(domain),
            "hostOnly": .bool(isHostOnly),
            "path": .string(path.utf8Decoded),
            "expires": .optional(expiry) { .string($0.iso8601) },
            "size": .integer(Int64(size)),
            "httpOnly": .bool(isHTTPOnly),
            "secure": .bool(isSecure),
            "sameSite": .optional(sameSite.displayName) { .string($0) },
            "partitionKey": .optional(partitionKey) { key in
                .object([
                    "topLevelSite": .string(key.topLevelSite),
                    "hasCrossSiteAncestor": .bool(key.hasCrossSiteAncestor),
                ])
            },
            "priority": .string(priority.displayName),
            "created": .string(creation.iso8601),
            "lastAccess": .string(lastAccess.iso8601),
        ])
    }

    /// DevTools' "Size": the bytes of name and value.
    package var size: Int { name.count + value.count }
}

extension Cookie.SameSite {
    /// As DevTools writes it; `nil` where the attribute was missing or unknown.
    package var displayName: String? {
        switch self {
        case .strict: "Strict"
        case .lax: "Lax"
        case .none: "None"
        case .unspecified: nil
        }
    }
}

extension Cookie.Priority {
    package var displayName: String {
        switch self {
        case .low: "Low"
        case .medium: "Medium"
        case .high: "High"
        }
    }
}

extension CookieVerdict {
    package func json(_ hosts: HostPair?) -> JSONValue {
        .object([
            "name": .string(cookie.name.utf8Decoded),
            "value": .string(cookie.value.utf8Decoded),
            "domain": .string(cookie.domain),
            "hostOnly": .bool(cookie.isHostOnly),
            "path": .string(cookie.path.utf8Decoded),
            "sent": .bool(isSent),
            "blockedReasons": .strings(exclusions.map(\.code)),
            "explanations": .strings(exclusions.map { $0.sentence(hosts) }),
            "remedies": .strings(exclusions.map { $0.remedy(hosts) }),
        ])
    }
}

extension SetCookieVerdict {
    package func json(_ hosts: HostPair?) -> JSONValue {
        .object([
            "raw": .string(line.isomorphicDecoded),
            "effect": .string(effect.rawValue),
            "blockedReasons": .strings(refusals.map(\.code)),
            "warnings": .strings(warnings.map(\.code)),
            "explanations": .strings(
                refusals.map { $0.sentence(hosts) } + warnings.map(\.sentence)
            ),
            "remedies": .strings(refusals.compactMap { $0.remedy(hosts) }),
            "cookie": .optional(cookie, \.json),
        ])
    }
}
