internal import Cookies
internal import Explanations
package import Fetch
internal import Infra
package import JSON

extension CookieListItem {
    /// What the page's code gets: the members that its browser gives.
    package func json(members: CookieStorePolicy.ItemMembers) -> JSONValue {
        let pair: [JSONValue.Member] = [
            .init("name", .string(name)), .init("value", .string(value)),
        ]
        guard members == .all else { return .object(pair) }
        let sameSite =
            switch cookie.sameSite {
            case .strict: "strict"
            case .none: "none"
            case .lax, .unspecified: "lax"
            }
        return .object(
            [
                .init("domain", cookie.isHostOnly ? .null : .string(cookie.domain)),
                .init(
                    "expires",
                    .optional(cookie.expiry) { .integer(Int($0.microsecondsSinceEpoch / 1000)) }
                ),
            ] + pair.prefix(1) + [
                .init("partitioned", .bool(cookie.partitionKey != nil)),
                .init("path", .string(cookie.path.utf8Decoded)),
                .init("sameSite", .string(sameSite)),
                .init("secure", .bool(cookie.isSecure)),
            ] + pair.suffix(1)
        )
    }
}

extension CookieStoreFailure {
    package var json: JSONValue {
        .object([
            "name": .string(errorName),
            "blockedReasons": .strings(codes),
            "detail": .string(sentence),
        ])
    }
}
