internal import BrowserCookies
internal import BrowserInfra
internal import BrowserJSON
internal import WebOrigin

/// Reads the cookies that went with the requests of an HTTP Archive, and those that came back.
///
/// Of a cookie that is there several times the last one counts, as in the browser. DevTools of
/// Chromium write all attributes; others only a name and a value, or nothing but the headers: a
/// `Set-Cookie` header says all there is to say, a `Cookie` header only a name and a value, which then
/// is the host's own cookie for all paths, until the browser is closed.
///
/// http://www.softwareishard.com/blog/har-12-spec/#cookies
struct ArchiveReader {
    static func read(_ root: Node) throws(CookieFileError) -> CookieFile {
        guard let entries = root.member("log")?.member("entries")?.elements else {
            throw .wrongShape(
                expected: "an HTTP Archive, {\"log\": {\"entries\": […]}}",
                at: root.place
            )
        }
        var reader = ArchiveReader()
        // From the end, so that what many requests carry is read once; and responses first, because
        // they say what requests leave out.
        for entry in entries.reversed() { try reader.addResponse(of: entry) }
        for entry in entries.reversed() { try reader.addRequest(of: entry) }
        reader.file.entries.sort { $0.place < $1.place }
        reader.file.refused.sort { $0.place < $1.place }
        guard !reader.file.entries.isEmpty || !reader.file.refused.isEmpty else {
            throw .archiveWithoutCookies
        }
        return reader.file
    }

    private var file = CookieFile(format: .har)
    private var seen: Set<[JSONValue]> = []
    /// The domains for which responses set a cookie, by its name.
    private var domainsSet: [String: Set<String>] = [:]

    private mutating func addResponse(of entry: Node) throws(CookieFileError) {
        guard let response = entry.member("response") else { return }
        let host = Self.host(of: entry)
        let headers = Self.headers("set-cookie", of: response)
        let moment = entry.value["startedDateTime"].string.flatMap { Moment(iso8601: $0) }
        // What a header says of a cookie is all there is; the list often leaves some of it out.
        for (line, place) in headers.reversed() {
            guard let url = Self.url(of: entry) else { break }
            try add(line, at: place, from: url, moment ?? .epoch)
        }
        let named = Set(headers.map { Self.name(ofLine: $0.value) })
        for element in (response.member("cookies")?.elements ?? []).reversed() {
            let name = element.value["name"].string ?? ""
            guard !named.contains(name) else { continue }
            try add(element, host: host)
            let domain = element.value["domain"].string.flatMap { $0.isEmpty ? nil : $0 } ?? host
            note(name, of: domain)
        }
    }

    private static func name(ofLine line: String) -> String {
        String(line.prefix { $0 != "=" && $0 != ";" }.drop { $0 == " " })
    }

    private mutating func add(
        _ line: String,
        at place: CookieFileLocation,
        from url: WebURL,
        _ moment: Moment
    ) throws(CookieFileError) {
        let host = url.host?.serialized ?? ""
        let before = file.entries.count
        try file.add(at: place, title: CookieLabel(name: Self.name(ofLine: line), domain: host)) {
            () throws(CookieEntryError) in
            let cookie = try ImportedCookie(
                setCookie: ByteString(isomorphicEncoding: line) ?? ByteString(utf8: line),
                from: url,
                at: moment
            )
            let identity: [JSONValue] = [
                .string(cookie.name.utf8Decoded),
                .string((cookie.isHostOnly ? "" : ".") + cookie.domain),
                .string(cookie.path.utf8Decoded),
            ]
            return seen.insert(identity).inserted ? cookie : nil
        }
        guard file.entries.count > before else { return }
        let cookie = file.entries[before].cookie
        note(cookie.name.utf8Decoded, of: cookie.domain)
    }

    private mutating func addRequest(of entry: Node) throws(CookieFileError) {
        guard let request = entry.member("request") else { return }
        let host = Self.host(of: entry)
        let cookies = request.member("cookies")?.elements ?? []
        for element in cookies.reversed() {
            let isBare = element.value["domain"].string ?? "" == ""
            if isBare, wasSet(element.value["name"].string ?? "", for: host) { continue }
            try add(element, host: host)
        }
        guard cookies.isEmpty, let url = Self.url(of: entry) else { return }
        for (line, place) in Self.headers("cookie", of: request).reversed() {
            for pair in line.split(separator: ";").reversed() {
                let text = pair.drop { $0 == " " }
                guard !text.isEmpty else { continue }
                let bytes =
                    ByteString(isomorphicEncoding: String(text)) ?? ByteString(utf8: String(text))
                let cookie = ImportedCookie(pair: bytes.bytes, of: url)
                let name = cookie.name.utf8Decoded
                let identity: [JSONValue] = [.string(name), .string(host), "/"]
                guard !wasSet(name, for: host), seen.insert(identity).inserted else { continue }
                try file.addNoting(at: place) { (remarks) throws(CookieEntryError) in
                    remarks = [.unsaid(ImportedCookie.missingFromPair)]
                    return cookie
                }
            }
        }
    }

    private mutating func note(_ name: String, of domain: String) {
        let domain = String(domain.drop { $0 == "." })
        domainsSet[name, default: []].insert(domain)
    }

    private func wasSet(_ name: String, for host: String) -> Bool {
        domainsSet[name, default: []].contains { host == $0 || host.hasSuffix(".\($0)") }
    }

    private mutating func add(_ element: Node, host: String) throws(CookieFileError) {
        let value = element.value
        let identity = [
            value["name"],
            value.member("domain") ?? .string(host),
            value.member("path") ?? "/",
        ]
        guard seen.insert(identity).inserted else { return }
        try file.addNoting(at: CookieFileLocation(element.place)) {
            (remarks) throws(CookieEntryError) in
            let members = try CookieMembers(element)
            let unsaid = Self.unsaid(members)
            if !unsaid.isEmpty { remarks = [.unsaid(unsaid)] }
            return try Self.cookie(members, host: host)
        }
    }

    /// DevTools leave SameSite out where a cookie has none, and write all the rest.
    private static func unsaid(_ members: CookieMembers) -> [CookieRemark.Attribute] {
        let attributes: [(String, CookieRemark.Attribute)] = [
            ("domain", .domain), ("path", .path), ("expires", .expiry), ("secure", .secure),
            ("httpOnly", .httpOnly),
        ]
        return attributes.filter { !members.keys.contains($0.0) }.map(\.1)
    }

    /// The values of a header, line by line: some programs join several into one.
    private static func headers(
        _ name: String,
        of message: Node
    ) -> [(value: String, place: CookieFileLocation)] {
        (message.member("headers")?.elements ?? []).flatMap { header in
            guard let found = header.value["name"].string, found.equalsIgnoringASCIICase(name),
                let value = header.value["value"].string
            else { return [(value: String, place: CookieFileLocation)]() }
            return value.split(whereSeparator: \.isNewline).map {
                (String($0), CookieFileLocation(header.place))
            }
        }
    }

    private static func url(of entry: Node) -> WebURL? {
        guard let text = entry.member("request")?.value["url"].string,
            let url = try? WebURL(parsing: text), url.isHTTP
        else { return nil }
        return url
    }

    private static func host(of entry: Node) -> String {
        url(of: entry)?.host?.serialized ?? ""
    }

    private static func cookie(
        _ members: CookieMembers,
        host: String
    ) throws(CookieEntryError) -> ImportedCookie {
        let domain = try members.text("domain").flatMap { $0.isEmpty ? nil : $0 } ?? host
        var cookie = try members.cookie(domain: domain)
        cookie.expiry = try expiry(members)
        return cookie
    }

    /// A second before 1970 is how DevTools write a session cookie's.
    private static func expiry(_ members: CookieMembers) throws(CookieEntryError) -> Moment? {
        if try members.text("expires") == "" { return nil }
        return try members.date("expires").flatMap { $0.secondsSinceEpoch < 0 ? nil : $0 }
    }
}
