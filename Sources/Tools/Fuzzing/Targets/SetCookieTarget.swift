internal import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra
internal import Explanations
internal import Report
internal import Terminal
internal import WebOrigin

extension FuzzTarget {
    private static let pieces = [
        "a=b", "=", ";", "; ", "Secure", "HttpOnly", "Path=/", "Path=", "Domain=", "Domain=.test",
        "a.test", "SameSite=None", "SameSite=Lax", "Partitioned", "Max-Age=", "Max-Age=-1",
        "99999999999999999999", "Expires=", "Thu, 01 Jan 1970 00:00:00 GMT", "__Host-",
        "__Secure-", "__http-", "Priority=High", "\u{0}", "\t", "\u{7F}", "é", "\u{202E}", "\"",
        "xn--", "co.uk", "%00", ",",
    ]

    /// A `Set-Cookie` line, in every browser, over http and https.
    static let setCookie = FuzzTarget(name: "set-cookie", pieces: pieces) {
        input throws(BrokenClaim) in
        var shown: [Cookie] = []
        for policy in BrowserPolicy.presets {
            for url in ["https://www.a.test/a/b", "http://127.0.0.1:5000/"] {
                try expectStoring(input, by: policy.cookies, at: url, .network, besides: &shown)
            }
        }
    }

    /// A string that a script assigns to `document.cookie`.
    static let documentCookie = FuzzTarget(name: "document-cookie", pieces: pieces) {
        input throws(BrokenClaim) in
        var shown: [Cookie] = []
        let url = "https://www.a.test/a/b"
        for policy in BrowserPolicy.presets {
            try expectStoring(input, by: policy.cookies, at: url, .script, besides: &shown)
        }
    }

    private static let now = Moment(secondsSinceEpoch: 1_793_491_200)

    /// `shown`: cookies whose table has been checked already; that takes most of the time, and
    /// browsers mostly store the same cookies.
    private static func expectStoring(
        _ line: ByteString,
        by policy: CookiePolicy,
        at address: String,
        _ access: CookieContext.Access,
        besides shown: inout [Cookie]
    ) throws(BrokenClaim) {
        guard let url = try? WebURL(parsing: address) else { return }
        let site = Site(of: url.origin, suffixes: .builtin).serialized
        let context = CookieContext(
            url: url,
            access: access,
            sameSite: SameSiteContext(level: .strict, schemelessLevel: .strict),
            isTopLevelNavigation: false,
            partitionKey: Cookie.PartitionKey(topLevelSite: site, hasCrossSiteAncestor: false),
            isThirdParty: false
        )
        var jar = CookieJar(suffixes: .builtin)
        let verdict = jar.store(line, responseDate: nil, in: context, policy: policy, now: now)
        let stored = jar.allCookies(at: now)
        let sent = jar.cookies(for: context, policy: policy, now: now)
        try expectConsistent(verdict, stored: stored, header: sent.cookieHeader)
        for cookie in stored where !shown.contains(cookie) {
            shown.append(cookie)
            for width in [20, 80, 200] {
                let table = CookieTable([cookie], now: now, width: width).layout
                try expectHarmless(table.rendered(width: width, inColor: false), "the table")
            }
        }
    }

    private static func expectConsistent(
        _ verdict: SetCookieVerdict,
        stored: [Cookie],
        header: ByteString?
    ) throws(BrokenClaim) {
        try expect(
            (verdict.effect == .rejected) == !verdict.refusals.isEmpty,
            "what is refused has a reason, and only that",
            "\(verdict)"
        )
        switch verdict.effect {
        case .created, .updated:
            try expect(
                stored.count == 1 && stored.first == verdict.cookie,
                "what is said to be stored is stored",
                "\(verdict)"
            )
        case .rejected, .deleted, .ignored:
            try expect(stored.isEmpty, "what is not stored is not there", "\(verdict)")
        }
        for refusal in verdict.refusals {
            try expectHarmless(refusal.sentence(nil).terminalSafe, "a refusal")
            try expect(!refusal.code.isEmpty, "a refusal has a code")
        }
        for warning in verdict.warnings { _ = warning.sentence }
        try expect(
            header?.bytes.contains { $0.isASCIIControl && $0 != 0x09 } != true,
            "a Cookie header has no control character",
            "\(String(describing: header))"
        )
        for cookie in stored {
            let pair = cookie.name.count + cookie.value.count
            // A byte that is not valid UTF-8 may have become three.
            try expect(pair <= 3 * SetCookieHeader.pairLimit, "a pair is bounded", "\(pair)")
            try expect(!cookie.isExpired(at: now), "an expired cookie is not stored")
        }
    }
}
