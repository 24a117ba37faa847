internal import BrowserCookies
internal import BrowserInfra
internal import WebOrigin

/// As the profile keeps it: a line for each site, and below it one for each of its cookies.
enum ProcessText {
    static func text(_ processes: [ContentProcesses.Process]) -> String {
        processes.map { process in
            ([process.site.serialized] + process.copy.cookies.map(line)).joined(separator: "\n")
        }.joined(separator: "\n\n")
    }

    /// Without those that another version of crumb wrote.
    static func processes(_ text: String) -> [ContentProcesses.Process] {
        text.split(separator: "\n\n").compactMap { part in
            let lines = part.split(separator: "\n")
            guard let site = lines.first, let url = try? WebURL(parsing: String(site)),
                let host = url.host
            else { return nil }
            let cookies = lines.dropFirst().map(cookie)
            guard !cookies.contains(nil) else { return nil }
            return ContentProcesses.Process(
                site: .tuple(scheme: url.scheme, host: host),
                copy: ContentProcessCookies(cookies.compactMap { $0 })
            )
        }
    }

    /// Who set it is left out: script does not see it.
    private static func line(_ cookie: Cookie) -> String {
        [
            cookie.name.base64Encoded,
            cookie.value.base64Encoded,
            cookie.domain,
            String(cookie.isHostOnly),
            cookie.path.base64Encoded,
            cookie.expiry.map { String($0.microsecondsSinceEpoch) } ?? "",
            String(cookie.isSecure),
            String(cookie.isHTTPOnly),
            cookie.sameSite.rawValue,
            cookie.partitionKey?.topLevelSite ?? "",
            String(cookie.partitionKey?.hasCrossSiteAncestor ?? false),
            String(cookie.hasPartitionedAttribute),
            String(cookie.creation.microsecondsSinceEpoch),
        ].joined(separator: " ")
    }

    private static func cookie(_ line: Substring) -> Cookie? {
        let fields = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard fields.count == 13, let name = ByteString(forgivingBase64: Array(fields[0].utf8)),
            let value = ByteString(forgivingBase64: Array(fields[1].utf8)),
            let isHostOnly = Bool(fields[3]),
            let path = ByteString(forgivingBase64: Array(fields[4].utf8)),
            let isSecure = Bool(fields[6]), let isHTTPOnly = Bool(fields[7]),
            let sameSite = Cookie.SameSite(rawValue: fields[8]),
            let hasAncestor = Bool(fields[10]), let isPartitioned = Bool(fields[11]),
            let creation = Int64(fields[12]).map(Moment.init(microsecondsSinceEpoch:))
        else { return nil }
        return Cookie(
            name: name,
            value: value,
            domain: fields[2],
            isHostOnly: isHostOnly,
            path: path,
            expiry: Int64(fields[5]).map(Moment.init(microsecondsSinceEpoch:)),
            isSecure: isSecure,
            isHTTPOnly: isHTTPOnly,
            sameSite: sameSite,
            partitionKey: fields[9].isEmpty
                ? nil
                : Cookie.PartitionKey(
                    topLevelSite: fields[9],
                    hasCrossSiteAncestor: hasAncestor
                ),
            hasPartitionedAttribute: isPartitioned,
            creation: creation,
            lastAccess: creation
        )
    }
}
