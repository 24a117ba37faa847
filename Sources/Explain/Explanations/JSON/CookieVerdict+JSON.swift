package import BrowserCookies
internal import BrowserInfra
package import BrowserJSON

extension CookieVerdict {
    /// Returns the verdict as JSON. `remedies` are tested changes after which the cookie would be sent.
    package func json(_ hosts: HostPair?, remedies: [String] = []) -> JSONValue {
        .object([
            "name": .string(cookie.name.utf8Decoded),
            "value": .string(cookie.value.utf8Decoded),
            "domain": .string(cookie.domain),
            "hostOnly": .bool(cookie.isHostOnly),
            "path": .string(cookie.path.utf8Decoded),
            "sent": .bool(isSent),
            "blockedReasons": .strings(exclusions.map(\.code)),
            "explanations": .strings(exclusions.map { $0.sentence(hosts) }),
            "remedies": .strings(remedies),
        ])
    }
}

extension SetCookieVerdict {
    /// Returns the verdict as JSON. `remedies` are tested changes after which the line would be
    /// accepted.
    package func json(_ hosts: HostPair?, remedies: [String] = []) -> JSONValue {
        .object([
            "raw": .string(line.isomorphicDecoded),
            "effect": .string(effect.rawValue),
            "blockedReasons": .strings(refusals.map(\.code)),
            "warnings": .strings(warnings.map(\.code) + faults.map(\.code).uniqued()),
            "explanations": .strings(
                refusals.map { $0.sentence(hosts) } + warnings.map(\.sentence)
                    + faults.map(\.sentence)
            ),
            "remedies": .strings(remedies),
            "cookie": .optional(cookie, \.json),
        ])
    }
}
