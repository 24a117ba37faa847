internal import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import WebOrigin

/// Reads headers: a `Cookie:` line as a request has it, `Set-Cookie:` lines as a response has them
/// (with curl's `-i` or `-D`, whole), what `document.cookie` gives, and an object of names and values.
///
/// None of these says whose cookies they are, so that a URL has to. Of a `Cookie` header nothing is
/// known but names and values: each is taken as a session cookie of that host for all its paths.
///
/// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-4.2
enum CookieHeaderReader {
    static func read(_ bytes: [UInt8], of source: CookieFileSource) throws(CookieFileError)
        -> CookieFile
    {
        try read(lines(of: bytes), of: source)
    }

    static func read(_ lines: [Line], of source: CookieFileSource) throws(CookieFileError)
        -> CookieFile
    {
        guard lines.contains(where: { $0.kind != nil }) else { throw .wrongHeader }
        guard let url = source.url else {
            throw .unknownHost(
                lines.contains { $0.kind == .response } ? .setCookieLines : .cookieHeader
            )
        }
        var file = CookieFile(format: .header)
        for line in lines {
            switch line.kind {
            case .request: try addPairs(of: line, url: url, to: &file)
            case .response:
                try file.add(at: line.place) { () throws(CookieEntryError) in
                    try ImportedCookie(
                        setCookie: ByteString(Array(line.value)),
                        from: url,
                        at: source.now
                    )
                }
            case nil: continue
            }
        }
        return file
    }

    /// `{"sid": "abc"}`, as Python's `requests` and js-cookie have it.
    static func read(pairs entries: [Node.Entry], url: WebURL?) throws(CookieFileError)
        -> CookieFile
    {
        guard let url else { throw .unknownHost(.namesAndValues) }
        var file = CookieFile(format: .header)
        for entry in entries {
            try file.addNoting(at: CookieFileLocation(entry.keyPlace)) {
                (remarks) throws(CookieEntryError) in
                remarks = [.unsaid(ImportedCookie.missingFromPair)]
                let value = entry.value.value.string ?? ""
                return ImportedCookie(
                    pair: ByteString(utf8: entry.key),
                    ByteString(utf8: value),
                    of: url
                )
            }
        }
        return file
    }

    /// Whether a line says that it is one of the two headers, or the only line is nothing but pairs.
    static func recognizes(_ bytes: [UInt8]) -> Bool {
        let start = Array(bytes.prefix(64 << 10))
        guard !start.contains(0) else { return false }
        return lines(of: start).contains { $0.kind != nil }
    }

    // MARK: Lines

    enum Kind {
        case request, response
    }

    struct Line {
        var kind: Kind?
        var value: ArraySlice<UInt8>
        var place: CookieFileLocation
    }

    private static func lines(of bytes: [UInt8]) -> [Line] {
        let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        var lines: [Line] = []
        let texts = body.split(separator: 0x0A, omittingEmptySubsequences: false)
        // A name alone, which DevTools' list of headers has above its value.
        var named: Kind?
        for (number, text) in texts.enumerated() {
            let text = text.last == 0x0D ? text.dropLast() : text
            guard text.contains(where: { !$0.isHTTPTabOrSpace }) else { continue }
            if let kind = kind(ofNameAlone: text) {
                named = kind
                continue
            }
            var (kind, value) = header(text)
            if kind == nil, named != nil { (kind, value) = (named, text[...]) }
            named = nil
            let column = value.startIndex - text.startIndex + 1
            lines.append(
                Line(kind: kind, value: value, place: .text(line: number + 1, column: column))
            )
        }
        // Without a name: what document.cookie gives, or DevTools' copy of the header's value.
        if lines.count == 1, lines[0].kind == nil, arePairs(lines[0].value) {
            lines[0].kind = .request
        }
        return lines
    }

    private static func kind(ofNameAlone line: ArraySlice<UInt8>) -> Kind? {
        let name = line.last == UInt8(ascii: ":") ? line.dropLast() : line
        return switch String(decoding: name, as: UTF8.self).lowercased() {
        case "cookie": .request
        case "set-cookie": .response
        default: nil
        }
    }

    /// DevTools copies a header with a colon and a space, or, in newer versions, with a line break
    /// that a form's field makes a space; `< ` and `> ` are `curl -v`'s.
    private static func header(_ line: ArraySlice<UInt8>) -> (Kind?, ArraySlice<UInt8>) {
        var line = line.drop(while: \.isHTTPTabOrSpace)
        if line.starts(with: Array("< ".utf8)) || line.starts(with: Array("> ".utf8)) {
            line = line.dropFirst(2)
        }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return (nil, line) }
        let value = line[(colon + 1)...].drop(while: \.isHTTPTabOrSpace)
        switch String(decoding: line[..<colon], as: UTF8.self).lowercased() {
        case "cookie": return (.request, value)
        case "set-cookie": return (.response, value)
        default: return (nil, line)
        }
    }

    /// `a=1; b=2`: every name a token.
    private static func arePairs(_ text: ArraySlice<UInt8>) -> Bool {
        let pairs = text.split(separator: UInt8(ascii: ";"))
        return !pairs.isEmpty
            && pairs.allSatisfy { pair in
                let pair = pair.drop(while: \.isHTTPTabOrSpace)
                guard !pair.isEmpty else { return true }
                guard let equals = pair.firstIndex(of: UInt8(ascii: "=")) else { return false }
                let name = pair[..<equals]
                return !name.isEmpty && name.allSatisfy(\.isHTTPTokenCodePoint)
            }
    }

    private static func addPairs(
        of line: Line,
        url: WebURL,
        to file: inout CookieFile
    ) throws(CookieFileError) {
        guard case .text(let number, let column) = line.place else { return }
        for pair in line.value.split(separator: UInt8(ascii: ";")) {
            let text = pair.drop(while: \.isHTTPTabOrSpace)
            guard !text.isEmpty else { continue }
            let place = CookieFileLocation.text(
                line: number,
                column: column + text.startIndex - line.value.startIndex
            )
            try file.addNoting(at: place) { (remarks) throws(CookieEntryError) in
                remarks = [.unsaid(ImportedCookie.missingFromPair)]
                return ImportedCookie(pair: Array(text), of: url)
            }
        }
    }
}

extension ImportedCookie {
    /// Of a `Cookie` header.
    static let missingFromPair: [CookieRemark.Attribute] = [
        .domain, .path, .expiry, .secure, .httpOnly, .sameSite,
    ]

    /// `name=value`, or a value alone.
    init(pair text: [UInt8], of url: WebURL) {
        let equals = text.firstIndex(of: UInt8(ascii: "="))
        let name = equals.map { text[..<$0] } ?? []
        let value = equals.map { text[($0 + 1)...] } ?? text[...]
        self.init(
            pair: ByteString(Array(name)).trimming(while: \.isHTTPTabOrSpace),
            ByteString(Array(value)).trimming(while: \.isHTTPTabOrSpace),
            of: url
        )
    }

    /// A session cookie of the URL's host alone. What begins with `__Secure-` or `__Host-` was Secure.
    init(pair name: ByteString, _ value: ByteString, of url: WebURL) {
        let lower = name.utf8Decoded.lowercased()
        self.init(
            name: name,
            value: value,
            domain: url.host?.serialized ?? "",
            isHostOnly: true,
            path: "/",
            expiry: nil,
            isSecure: lower.hasPrefix("__secure-") || lower.hasPrefix("__host-"),
            isHTTPOnly: false
        )
    }

    /// What a `Set-Cookie` line of a response from `url` says.
    ///
    /// `moment`: when it came; the lifetime is counted from there.
    init(
        setCookie line: ByteString,
        from url: WebURL,
        at moment: Moment
    ) throws(CookieEntryError) {
        let header: SetCookieHeader
        do {
            header = try SetCookieHeader(parsing: line, policy: .standard)
        } catch {
            throw .notASetCookie(error)
        }
        let domain = header.domain.map { $0.utf8Decoded.drop { $0 == "." } } ?? ""
        self.init(
            name: header.name,
            value: header.value,
            domain: domain.isEmpty ? url.host?.serialized ?? "" : String(domain),
            isHostOnly: domain.isEmpty,
            path: header.path ?? ByteString(utf8: url.directory),
            expiry: header.maxAge.map { seconds in
                seconds <= 0 ? .distantPast : moment.advanced(bySeconds: seconds)
            } ?? header.expires,
            isSecure: header.isSecure,
            isHTTPOnly: header.isHTTPOnly
        )
        sameSite = header.sameSite
        priority = header.priority
        creation = moment
    }
}
