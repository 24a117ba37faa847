internal import BrowserCookies
internal import BrowserInfra

/// Reads rows copied from the table of cookies in a browser's developer tools: the columns that they
/// show, with tabs between them and, as Chrome and Safari show a flag, a check mark for yes.
///
/// Which column is which is told by the row of titles where that was copied too, and else by Chrome's
/// order. The dot before a domain is shown where it has one; a domain without is a host's own.
enum CookieTableReader {
    static func read(_ bytes: [UInt8]) throws(CookieFileError) -> CookieFile {
        var file = CookieFile(format: .table)
        var columns: [Column]?
        for (number, line) in rows(of: bytes) {
            if let titles = Column.titles(line) {
                columns = titles
                continue
            }
            try file.addNoting(at: .text(line: number, column: 1)) {
                (remarks) throws(CookieEntryError) in
                try cookie(in: line, columns ?? Column.untitled(line), &remarks)
            }
        }
        return file
    }

    /// A row of titles, or one whose sixth field is the size of the first two.
    static func recognizes(_ bytes: [UInt8]) -> Bool {
        rows(of: bytes.prefix(NetscapeFormat.lineLimit)).contains { _, line in
            if Column.titles(line) != nil { return true }
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            return fields.count >= 6 && fields[3].hasPrefix("/") && Int(fields[5]) != nil
                && (try? expiry(String(fields[4]))) != nil
        }
    }

    private static func rows(
        of bytes: some Collection<UInt8>
    ) -> [(number: Int, line: String)] {
        String(decoding: bytes, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
            .map {
                (
                    $0.offset + 1,
                    String($0.element.hasSuffix("\r") ? $0.element.dropLast() : $0.element)
                )
            }
            .filter { row in row.1.contains { !$0.isWhitespace } }
    }

    private enum Column: String {
        case name, value, domain, path, expires, size, httpOnly, secure, sameSite
        case partitionKey, crossSite, priority, other

        private static let defaultOrder: [Column] = [
            .name, .value, .domain, .path, .expires, .size, .httpOnly, .secure, .sameSite,
            .partitionKey, .crossSite, .priority,
        ]

        /// Those of a row without titles: Chrome's, which had fewer before: the priority has always been the last, and is one of
        /// three words.
        static func untitled(_ line: String) -> [Column] {
            let texts = line.split(separator: "\t", omittingEmptySubsequences: false)
            let isPriority = Cookie.Priority.choices.contains { $0.0 == texts.last ?? "" }
            guard isPriority, texts.count > 6, texts.count < defaultOrder.count
            else { return defaultOrder }
            return defaultOrder.prefix(texts.count - 1) + [.priority]
        }

        /// By the titles of Chrome, Firefox and Safari, without regard to case and spaces.
        private static let byTitle: [String: Column] = [
            "name": .name, "value": .value, "domain": .domain, "path": .path,
            "expires/max-age": .expires, "expires": .expires, "size": .size,
            "httponly": .httpOnly, "secure": .secure, "samesite": .sameSite,
            "partitionkeysite": .partitionKey, "partitionkey": .partitionKey,
            "crosssite": .crossSite, "priority": .priority,
        ]

        /// `nil` where the line is not a row of titles.
        static func titles(_ line: String) -> [Column]? {
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map {
                byTitle[$0.lowercased().filter { $0 != " " }] ?? .other
            }
            let isRow = [.name, .value, .domain].allSatisfy { columns.contains($0) }
            return isRow ? columns : nil
        }
    }

    private static func cookie(
        in line: String,
        _ columns: [Column],
        _ remarks: inout [CookieRemark.Kind]
    ) throws(CookieEntryError) -> ImportedCookie {
        let texts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        guard texts.count >= 4, texts.count <= columns.count + 1 else {
            throw .columnCount(texts.count)
        }
        let fields = Dictionary(zip(columns, texts)) { first, _ in first }
        let domain = fields[.domain] ?? ""
        let isHostOnly = !domain.hasPrefix(".")
        var cookie = ImportedCookie(
            name: ByteString(utf8: fields[.name] ?? ""),
            value: ByteString(utf8: fields[.value] ?? ""),
            domain: String(domain.dropFirst(isHostOnly ? 0 : 1)),
            isHostOnly: isHostOnly,
            path: ByteString(utf8: fields[.path] ?? "/"),
            expiry: try expiry(fields[.expires] ?? ""),
            isSecure: try flag(fields[.secure], "Secure"),
            isHTTPOnly: try flag(fields[.httpOnly], "HttpOnly")
        )
        cookie.sameSite =
            try choice(fields[.sameSite], Cookie.SameSite.choices, "SameSite")
            ?? .unspecified
        cookie.priority =
            try choice(fields[.priority], Cookie.Priority.choices, "Priority")
            ?? .medium
        if let site = fields[.partitionKey], !site.isEmpty {
            cookie.partitionKey = Cookie.PartitionKey(
                topLevelSite: site,
                hasCrossSiteAncestor: try flag(fields[.crossSite], "Cross Site")
            )
            cookie.hasPartitionedAttribute = cookie.isSecure
        }
        let size = cookie.name.count + cookie.value.count
        if let text = fields[.size], let shown = Int(text), shown != size {
            remarks.append(.sizeMismatch)
        }
        let unsaid = CookieRemark.Attribute.allCases.filter { attribute in
            attribute != .domain && fields[column(of: attribute)] == nil
        }
        if !unsaid.isEmpty { remarks.append(.unsaid(unsaid)) }
        return cookie
    }

    private static func column(of attribute: CookieRemark.Attribute) -> Column {
        switch attribute {
        case .domain: .domain
        case .path: .path
        case .expiry: .expires
        case .secure: .secure
        case .httpOnly: .httpOnly
        case .sameSite: .sameSite
        case .priority: .priority
        case .partitionKey: .partitionKey
        }
    }

    private static func expiry(_ text: String) throws(CookieEntryError) -> Moment? {
        if ["", "session"].contains(text.lowercased()) { return nil }
        if let moment = Moment(iso8601: text) ?? Moment(cookieDate: text) { return moment }
        throw .notADate(key: "Expires", text)
    }

    private static func flag(_ text: String?, _ title: String) throws(CookieEntryError) -> Bool {
        switch text?.lowercased() {
        case nil, "", "false", "-", "no": return false
        case "✓", "✔", "true", "yes": return true
        case let text?: throw .unknownChoice(key: title, text, choices: ["✓", "an empty field"])
        }
    }

    private static func choice<Choice>(
        _ text: String?,
        _ choices: [(String, Choice)],
        _ title: String
    ) throws(CookieEntryError) -> Choice? {
        guard let text, !text.isEmpty, text != "—" else { return nil }
        guard let choice = choices.first(where: { $0.0.lowercased() == text.lowercased() }) else {
            throw .unknownChoice(key: title, text, choices: choices.map(\.0))
        }
        return choice.1
    }
}
