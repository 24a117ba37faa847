internal import BrowserCookies
package import BrowserFetch
internal import BrowserInfra
package import BrowserJSON

extension CookieListItem {
    /// Returns the object that the page's code gets, with the members that the browser supports.
    ///
    /// A deleted cookie has no value.
    package func json(
        members: CookieStorePolicy.ItemMembers,
        hasValue: Bool = true
    ) -> JSONValue {
        let named = JSONValue.Member("name", .string(name))
        let pair = hasValue ? [named, .init("value", .string(value))] : [named]
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
            ] + pair.dropFirst()
        )
    }
}
