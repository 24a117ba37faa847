internal import BrowserCookies
internal import BrowserInfra
internal import BrowserJSON
internal import WebOrigin

/// Reads lists of cookies as browsers' automation and extensions write them, and the objects that
/// hold such a list: a storageState, an answer of the DevTools protocol, a jar of tough-cookie, a
/// session of HTTPie.
enum CookieArrayReader {
    /// A list, or one cookie.
    static func read(_ root: Node) throws(CookieFileError) -> CookieFile {
        var file = CookieFile(format: .array)
        switch root.content {
        case .sequence(let elements): try add(elements, to: &file)
        case .mapping: try add([root], to: &file)
        case .scalar:
            throw .wrongShape(expected: "a list of cookies, [{\"name\": …}, …]", at: root.place)
        }
        return file
    }

    static func add(
        _ elements: [Node],
        to file: inout CookieFile,
        host: String? = nil
    ) throws(CookieFileError) {
        for element in elements {
            try file.addNoting(at: CookieFileLocation(element.place)) {
                (remarks) throws(CookieEntryError) in
                var cookie = ToolCookie(try CookieMembers(element))
                let saved = try cookie.cookie(host: host)
                remarks = cookie.remarks
                return saved
            }
        }
    }

    /// It says `partitioned`, and nothing of what script does not see.
    static func isCookieStore(_ root: Node) -> Bool {
        root.value.elements?.contains { cookie in
            guard case .bool = cookie["partitioned"], cookie["name"].string != nil else {
                return false
            }
            return cookie.member("httpOnly") == nil && cookie.member("hostOnly") == nil
        } == true
    }

    /// What `cookieStore.getAll()` gives: a cookie without Domain does not say whose it is.
    ///
    /// https://cookiestore.spec.whatwg.org/#dictdef-cookielistitem
    static func cookieStore(_ root: Node, url: WebURL?) throws(CookieFileError) -> CookieFile {
        let elements = root.elements ?? []
        let isOwned = elements.allSatisfy { $0.value["domain"].string != nil }
        guard isOwned || url != nil else { throw .unknownHost(.cookieStore) }
        var file = CookieFile(format: .array)
        for element in elements {
            try file.addNoting(at: CookieFileLocation(element.place)) {
                (remarks) throws(CookieEntryError) in
                var cookie = ToolCookie(try CookieMembers(element))
                let saved = try cookie.cookieStoreCookie(host: url?.host?.serialized ?? "")
                remarks = cookie.remarks
                return saved
            }
        }
        return file
    }

    /// HTTPie before 3.1 has an object of cookies by name, without domains; they belong to the host
    /// after which the session's folder is called.
    static func httpie(_ root: Node, url: WebURL?) throws(CookieFileError) -> CookieFile {
        var file = CookieFile(format: .array)
        let cookies = root.member("cookies")
        if let elements = cookies?.elements {
            try add(elements, to: &file)
        } else if case .mapping(let entries)? = cookies?.content {
            guard let url else { throw .unknownHost(.httpieSession) }
            for entry in entries {
                try file.addNoting(at: CookieFileLocation(entry.value.place)) {
                    (remarks) throws(CookieEntryError) in
                    var cookie = ToolCookie(
                        try CookieMembers(entry.value, adding: ("name", .string(entry.key)))
                    )
                    let saved = try cookie.cookie(host: url.host?.serialized ?? "")
                    remarks = cookie.remarks
                    return saved
                }
            }
        }
        let others = ["auth", "headers"].filter { key in
            switch root.value[key] {
            case .object(let members): members.contains { $0.value != .null }
            case .array(let elements): !elements.isEmpty
            default: false
            }
        }
        if !others.isEmpty { file.remarks.append(CookieRemark(.othersLeftOut(others))) }
        return file
    }
}
