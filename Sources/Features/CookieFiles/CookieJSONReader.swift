internal import BrowserCookies
internal import BrowserInfra
internal import BrowserJSON

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
        for element in elements {
            try file.addNoting(at: CookieFileLocation(element.place)) {
                (remarks) throws(CookieEntryError) in
                let members = try CookieMembers(element)
                remarks = members.keys.filter { !known.contains($0) }.map { .unknownKey($0) }
                return try cookie(members)
            }
        }
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
    ) throws(CookieEntryError) -> ImportedCookie {
        var cookie = try members.cookie(domain: members.required("domain"))
        if let isHostOnly = try members.flag("hostOnly") { cookie.isHostOnly = isHostOnly }
        if let bytes = try members.object("bytes") {
            cookie.name = try bytes.base64("name") ?? cookie.name
            cookie.value = try bytes.base64("value") ?? cookie.value
            cookie.path = try bytes.base64("path") ?? cookie.path
        }
        cookie.expiry = try members.date("expires")
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

extension CookieMembers {
    /// Of the member `bytes`: what is no text.
    fileprivate func base64(_ key: String) throws(CookieEntryError) -> ByteString? {
        guard let text = try text(key) else { return nil }
        guard let bytes = ByteString(forgivingBase64: Array(text.utf8)) else {
            throw .notBase64(key: "bytes.\(key)")
        }
        return bytes
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
