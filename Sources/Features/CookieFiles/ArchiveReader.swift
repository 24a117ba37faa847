internal import Cookies
internal import Infra
internal import JSON
internal import WebOrigin

/// Reads the cookies that went with the requests of an HTTP Archive, and those that came back.
///
/// Of a cookie that is there several times the last one counts, as in the browser. DevTools of
/// Chromium write all attributes; others only a name and a value, which then is the host's own cookie
/// for all paths, until the browser is closed.
///
/// http://www.softwareishard.com/blog/har-12-spec/#cookies
enum ArchiveReader {
    static func read(_ root: Node) throws(CookieFileError) -> CookieFile {
        var file = CookieFile(format: .har)
        guard let entries = root.member("log")?.member("entries")?.elements else {
            throw .wrongShape(
                expected: "an HTTP Archive, {\"log\": {\"entries\": […]}}",
                at: root.place
            )
        }
        // From the end, so that what many requests carry is read once.
        var seen: Set<[JSONValue]> = []
        for entry in entries.reversed() {
            let host = host(of: entry)
            let elements = ["request", "response"].flatMap { side in
                entry.member(side)?.member("cookies")?.elements ?? []
            }
            for element in elements.reversed() {
                let value = element.value
                let identity = [
                    value["name"],
                    value.member("domain") ?? .string(host),
                    value.member("path") ?? "/",
                ]
                guard seen.insert(identity).inserted else { continue }
                try file.add(at: CookiePlace(element.place)) { () throws(CookieEntryRefusal) in
                    try cookie(CookieMembers(element), host: host)
                }
            }
        }
        file.entries.reverse()
        file.refused.reverse()
        guard !file.entries.isEmpty || !file.refused.isEmpty else { throw .archiveWithoutCookies }
        return file
    }

    private static func host(of entry: Node) -> String {
        guard let text = entry.member("request")?.value["url"].string,
            let url = try? WebURL(parsing: text)
        else { return "" }
        return url.host?.serialized ?? ""
    }

    private static func cookie(
        _ members: CookieMembers,
        host: String
    ) throws(CookieEntryRefusal) -> SavedCookie {
        let domain = try members.text("domain").flatMap { $0.isEmpty ? nil : $0 } ?? host
        var cookie = try members.cookie(domain: domain)
        cookie.expiry = try expiry(members)
        return cookie
    }

    /// A second before 1970 is how DevTools write a session cookie's.
    private static func expiry(_ members: CookieMembers) throws(CookieEntryRefusal) -> Moment? {
        if try members.text("expires") == "" { return nil }
        return try members.date("expires").flatMap { $0.secondsSinceEpoch < 0 ? nil : $0 }
    }
}

extension Node {
    fileprivate func member(_ key: String) -> Node? {
        guard case .mapping(let entries) = content else { return nil }
        return entries.last { $0.key == key }?.value
    }

    fileprivate var elements: [Node]? {
        guard case .sequence(let elements) = content else { return nil }
        return elements
    }
}
