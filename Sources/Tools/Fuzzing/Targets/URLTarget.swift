internal import BrowserInfra
internal import CurlTransport
internal import SystemDigests
internal import SystemNames
internal import WebOrigin

extension FuzzTarget {
    /// A URL, or a base and a URL with a NUL between them.
    static let url = FuzzTarget(
        name: "url",
        pieces: [
            "http://", "https:", "//", "\\", "@", ":", "/", "?", "#", "[::1]", "[::ffff:1.2.3.4]",
            "0x7f", "127.1", "%2e", "..", "/./", "%00", "%", "\t", "\n", "xn--", "xn--a.", "ß", "．",
            "。", "localhost", ":65536", ":0", "file:///C|/", "data:,", "😀", "\u{202E}", "blob:",
            "about:blank", "javascript:", "a.b.co.uk", "user:pa:ss@", "\u{0}", "'", "|", "^",
        ]
    ) { input throws(BrokenClaim) in
        let parts = input.bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        let base = parts.count == 2 ? try? WebURL(parsing: parts[0]) : nil
        let text = parts[parts.count - 1]
        _ = MissingSchemeHint(for: text)?.sentence
        let url: WebURL
        do throws(URLFailure) {
            url = try WebURL(parsing: text, base: base)
        } catch {
            return try expectHarmless(error.sentence, "the sentence for an invalid URL")
        }
        let href = url.href
        try expect(
            href.utf8.allSatisfy { (0x20...0x7E).contains($0) },
            "a serialised URL is printable ASCII",
            href.debugDescription
        )
        try expect(
            (try? WebURL(parsing: href)) == url,
            "a serialised URL parses to the same URL",
            "\(href) becomes \((try? WebURL(parsing: href))?.href ?? "invalid")"
        )
        try expectOrigin(of: url)
    }

    private static func expectOrigin(of url: WebURL) throws(BrokenClaim) {
        let origin = url.origin
        try expect(origin.isSameOrigin(as: origin), "an origin is same-origin with itself")
        let site = Site(of: origin, suffixes: .builtin)
        try expect(site.isSameSite(as: site), "a site is same-site with itself", url.href)
        _ = url.isPotentiallyTrustworthy
        guard url.isHTTP else { return }
        let stripped = url.strippingCredentialsAndFragment()
        try expect(stripped.origin == origin, "without userinfo it is the same origin", url.href)
        try expect(
            !stripped.href.contains("@") || stripped.serializedPath.contains("@")
                || stripped.query?.contains("@") == true,
            "without userinfo there is none",
            stripped.href
        )
        if let destination = CurlDestination(readByLibcurl: url) {
            try expect(
                destination == CurlDestination(judged: url),
                "libcurl goes where the rules say",
                "\(url.href) to \(destination)"
            )
        }
        guard let host = url.host else { throw BrokenClaim(claim: "http has a host", detail: "") }
        if let domain = PublicSuffixList.builtin.registrableDomain(of: host) {
            try expect(
                host.serialized.hasSuffix(domain),
                "a registrable domain is the end of its host",
                "\(domain) of \(host.serialized)"
            )
        }
    }
}
