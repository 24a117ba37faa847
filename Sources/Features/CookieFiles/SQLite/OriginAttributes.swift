internal import BrowserCookies
internal import BrowserInfra
internal import WebOrigin

/// What Gecko has besides an origin to keep jars apart: `^partitionKey=%28https%2Cshop.example%29`.
///
/// https://searchfox.org/mozilla-central/source/caps/OriginAttributes.cpp
struct OriginAttributes {
    private(set) var partitionKey: Cookie.PartitionKey?

    init(suffix: String) throws(CookieEntryError) {
        for pair in suffix.drop(while: { $0 == "^" }).split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = String(
                decoding: Array((parts.count > 1 ? parts[1] : "").utf8).percentDecoded,
                as: UTF8.self
            )
            guard parts[0] == "partitionKey" else {
                // A container, a private window, a first party: another jar than the usual one.
                throw .otherJar(attribute: String(parts[0]), value)
            }
            guard let key = Self.partitionKey(value) else {
                throw .otherJar(attribute: "partitionKey", value)
            }
            partitionKey = key
        }
    }

    /// `(https,shop.example)`, behind which may stand a port, and an `f` for a document that has an
    /// ancestor of another site.
    private static func partitionKey(_ text: String) -> Cookie.PartitionKey? {
        guard text.hasPrefix("("), text.hasSuffix(")") else { return nil }
        let parts = text.dropFirst().dropLast().split(separator: ",")
        guard parts.count >= 2 else { return nil }
        return Cookie.PartitionKey(
            topLevelSite: "\(parts[0])://\(parts[1])",
            hasCrossSiteAncestor: parts.dropFirst(2).contains("f")
        )
    }
}
