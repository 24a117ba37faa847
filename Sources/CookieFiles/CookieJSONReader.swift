internal import Cookies
internal import Infra
internal import JSON

/// Reads crumb's own JSON: an array of cookies, or a single one.
enum CookieJSONReader {
    static func read(_ root: Node) throws(CookieFileError) -> CookieFile {
        var file = CookieFile(format: .json)
        let elements: [Node]
        switch root.content {
        case .sequence(let nodes): elements = nodes
        case .mapping: elements = [root]
        case .scalar:
            throw .wrongShape(expected: "a list of cookies, [{\"name\": …}, …]", at: root.place)
        }
        var unknown: [String] = []
        for element in elements {
            try file.add(at: CookiePlace(element.place)) { () throws(CookieEntryRefusal) in
                let members = try CookieMembers(element)
                for key in members.keys where !known.contains(key) && !unknown.contains(key) {
                    unknown.append(key)
                }
                return try cookie(members)
            }
        }
        if !unknown.isEmpty { file.remarks.append(.unknownKeys(unknown)) }
        return file
    }

    private static let known: Set<String> = [
        "name", "value", "domain", "hostOnly", "path", "expires", "size", "httpOnly", "secure",
        "sameSite", "partitionKey", "priority", "created", "lastAccess", "partitioned", "setBy",
        "bytes",
        // Of `cookies show --json`.
        "pages",
    ]

    private static func cookie(
        _ members: CookieMembers
    ) throws(CookieEntryRefusal) -> SavedCookie {
        let bytes = try members.object("bytes")
        func part(_ key: String, _ text: String) throws(CookieEntryRefusal) -> ByteString {
            guard let base64 = try bytes?.text(key) else { return ByteString(utf8: text) }
            guard let bytes = ByteString(forgivingBase64: Array(base64.utf8)) else {
                throw .notBase64(key: "bytes.\(key)")
            }
            return bytes
        }
        let domain = try members.required("domain")
        let hasDot = domain.hasPrefix(".")
        var cookie = SavedCookie(
            name: try part("name", members.required("name")),
            value: try part("value", members.required("value")),
            domain: String(domain.dropFirst(hasDot ? 1 : 0)),
            isHostOnly: try members.flag("hostOnly") ?? !hasDot,
            path: try part("path", members.text("path") ?? "/"),
            expiry: try members.date("expires"),
            isSecure: try members.flag("secure") ?? false,
            isHTTPOnly: try members.flag("httpOnly") ?? false
        )
        cookie.sameSite = try members.choice("sameSite", Cookie.SameSite.choices) ?? .unspecified
        cookie.priority = try members.choice("priority", Cookie.Priority.choices) ?? .medium
        if let key = try members.object("partitionKey") {
            cookie.partitionKey = Cookie.PartitionKey(
                topLevelSite: try key.required("topLevelSite"),
                hasCrossSiteAncestor: try key.flag("hasCrossSiteAncestor") ?? false
            )
        }
        // Where it is not said, as in the list, a Secure cookie may have had the attribute.
        cookie.hasPartitionedAttribute =
            try members.flag("partitioned") ?? (cookie.partitionKey != nil && cookie.isSecure)
        cookie.creation = try members.date("created")
        cookie.lastAccess = try members.date("lastAccess")
        cookie.setBy = try members.text("setBy")
        return cookie
    }
}

extension Cookie.SameSite {
    /// As JSON writes them; what is missing is unspecified.
    static let choices = allCases.compactMap { choice in
        choice.displayName.map { ($0, choice) }
    }
}

extension Cookie.Priority {
    static let choices = allCases.map { ($0.displayName, $0) }
}
