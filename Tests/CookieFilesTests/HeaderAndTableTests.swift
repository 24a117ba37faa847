import BrowserCookies
import BrowserInfra
import Testing
import WebOrigin

@testable import CookieFiles

/// Headers, names with values, and the rows of a browser's cookie table.
@Suite struct HeaderAndTableTests {
    private func read(_ text: String, url: String? = "https://shop.test/api/login") throws
        -> CookieFile
    {
        let source = CookieFileSource(
            url: try url.map { try WebURL(parsing: $0) },
            now: Moment(secondsSinceEpoch: 1_000)
        )
        return try CookieFile.read(Array(text.utf8), of: source)
    }

    @Test(arguments: [
        "Cookie: sid=abc; theme=dark", "cookie: sid=abc;theme=dark\r\n", "sid=abc; theme=dark\n",
        "GET / HTTP/1.1\r\nHost: shop.test\r\nCookie: sid=abc; theme=dark\r\n\r\n",
        "> Host: shop.test\n> Cookie: sid=abc; theme=dark\n",
        "{\"sid\": \"abc\", \"theme\": \"dark\"}",
        // The list of headers copied from DevTools: names and values on alternating lines.
        "accept\n*/*\ncookie\nsid=abc; theme=dark\nhost\nshop.test\n",
        "Accept:\n*/*\nCookie:\nsid=abc; theme=dark\n",
        // The headers of a request as an object.
        "{\"accept\": \"*/*\", \"Cookie\": \"sid=abc; theme=dark\"}",
        "{\"method\": \"GET\", \"headers\": {\"cookie\": \"sid=abc; theme=dark\"}}",
    ])
    func pairsBecomeHostOnlyCookies(_ text: String) throws {
        let file = try read(text)
        #expect(file.format == .header)
        let cookies = file.entries.map(\.cookie)
        #expect(cookies.map(\.name) == ["sid", "theme"])
        #expect(cookies.map(\.value) == ["abc", "dark"])
        #expect(cookies.allSatisfy { $0.domain == "shop.test" && $0.isHostOnly && $0.path == "/" })
        #expect(
            file.remarks == [
                CookieRemark(.unsaid(ImportedCookie.missingFromPair), of: ["sid", "theme"])
            ]
        )
    }

    @Test(arguments: [
        ("Cookie: a=1", CookieFileError.HostlessInput.cookieHeader),
        ("a=1; b=2", .cookieHeader), ("Set-Cookie: a=1", .setCookieLines),
        ("{\"a\": \"1\"}", .namesAndValues),
        ("{\"__meta__\": {}, \"cookies\": {\"a\": {\"value\": \"1\"}}}", .httpieSession),
    ])
    func formatsWithoutAHostNeedAURL(
        _ text: String,
        _ what: CookieFileError.HostlessInput
    ) throws {
        #expect(throws: CookieFileError.unknownHost(what)) { try read(text, url: nil) }
    }

    /// Node's `headers["set-cookie"]`, and objects that have it as a member.
    @Test(arguments: [
        "[\"a=1; Path=/; HttpOnly\", \"b=2; Max-Age=60\"]",
        "{\"set-cookie\": [\"a=1; Path=/; HttpOnly\", \"b=2; Max-Age=60\"], \"date\": \"x\"}",
        "{\"status\": 200, \"headers\": {\"Set-Cookie\": [\"a=1; Path=/; HttpOnly\", \"b=2; Max-Age=60\"]}}",
        "set-cookie\na=1; Path=/; HttpOnly\nset-cookie\nb=2; Max-Age=60\n",
    ])
    func jsonArraysOfStringsAreSetCookieLines(_ text: String) throws {
        let file = try read(text)
        #expect(file.format == .header && file.refused.isEmpty)
        let cookies = file.entries.map(\.cookie)
        #expect(cookies.map(\.name) == ["a", "b"])
        #expect(cookies.map(\.isHTTPOnly) == [true, false])
        #expect(cookies.map(\.expiry) == [nil, Moment(secondsSinceEpoch: 1_060)])
        #expect(throws: CookieFileError.unknownHost(.setCookieLines)) { try read(text, url: nil) }
    }

    /// Responses of WebDriver and of the DevTools protocol.
    @Test(arguments: ["{\"value\": [@]}", "{\"id\": 1, \"result\": {\"cookies\": [@]}}"])
    func responseEnvelopesAreUnwrapped(_ text: String) throws {
        let cookie =
            "{\"name\": \"a\", \"value\": \"1\", \"domain\": \"a.test\", \"httpOnly\": true}"
        let file = try read(text.replacing("@", with: cookie))
        #expect(file.entries.map(\.cookie.name) == ["a"])
        #expect(file.entries.map(\.cookie.isHTTPOnly) == [true])
    }

    @Test func setCookieLinesAreComplete() throws {
        let file = try read(
            """
            HTTP/1.1 200 OK
            Set-Cookie: a=1; Max-Age=60; HttpOnly; SameSite=Lax
            set-cookie: b=2; Domain=.test.example; Path=/x; Secure
            """
        )
        let cookies = file.entries.map(\.cookie)
        #expect(cookies.map(\.name) == ["a", "b"])
        #expect(cookies[0].path == "/api" && cookies[0].isHTTPOnly && cookies[0].isHostOnly)
        #expect(cookies[0].expiry == Moment(secondsSinceEpoch: 1_060))
        #expect(cookies[1].domain == "test.example" && !cookies[1].isHostOnly)
        #expect(cookies[1].path == "/x" && cookies[1].isSecure)
        #expect(file.remarks.isEmpty)
    }

    @Test func rowsOfChromesTableAreRead() throws {
        let file = try read(
            "sid\tabc\tshop.test\t/\tSession\t6\t✓\t✓\tLax\t\t\tHigh\n"
                + "x\té\t.shop.test\t/a\t2030-03-17T17:46:40.000Z\t3\t\t\t\t\t\tMedium\n"
                + "p\t1\tshop.test\t/\tSession\t2\t\t✓\tNone\thttps://top.test\t✓\tMedium\n"
                // As copied before Chrome showed partitions.
                + "old\t1\tshop.test\t/\tSession\t4\t\t\tStrict\tLow\n"
                + "cut\ta…\tshop.test\t/\tSession\t90\t\t\t\t\t\tMedium\n",
            url: nil
        )
        #expect(file.format == .table && file.refused.isEmpty)
        let cookies = file.entries.map(\.cookie)
        #expect(cookies.map(\.isHTTPOnly) == [true, false, false, false, false])
        #expect(cookies.map(\.isSecure) == [true, false, true, false, false])
        #expect(cookies.map(\.sameSite) == [.lax, .unspecified, .none, .strict, .unspecified])
        #expect(cookies.map(\.priority) == [.high, .medium, .medium, .low, .medium])
        #expect(cookies[1].domain == "shop.test" && !cookies[1].isHostOnly)
        #expect(cookies[1].expiry == Moment(secondsSinceEpoch: 1_900_000_000))
        #expect(
            cookies[2].partitionKey
                == .init(topLevelSite: "https://top.test", hasCrossSiteAncestor: true)
        )
        #expect(file.remarks.contains(CookieRemark(.sizeMismatch, of: ["cut"])))
        #expect(file.remarks.contains(CookieRemark(.unsaid([.partitionKey]), of: ["old"])))
    }

    @Test func titlesIdentifyTheColumnsOfFirefoxAndSafari() throws {
        let file = try read(
            "Name\tValue\tDomain\tPath\tExpires / Max-Age\tSize\tSecure\tHttpOnly\tSameSite\n"
                + "a\t1\tshop.test\t/\tSun, 17 Mar 2030 17:46:40 GMT\t2\ttrue\tfalse\tLax\n",
            url: nil
        )
        let cookie = try #require(file.entries.first?.cookie)
        #expect(cookie.isSecure && !cookie.isHTTPOnly && cookie.sameSite == .lax)
        #expect(cookie.expiry == Moment(secondsSinceEpoch: 1_900_000_000))
    }

    @Test(arguments: [
        ("#LWP-Cookies-2.0\nSet-Cookie3: a=1", CookieFileError.OtherProgram.lwp),
        ("cook\0\0\0\u{1}\0\0\0", .binaryCookies),
        ("http://a.test/x\tsid\t1\t1900000000\ta.test\t/\t9\t0\t\t\t", .w3m),
        ("[{'domain': 'a.test', 'name': 'sid', 'secure': False}]", .pythonText),
        ("{'sid': 'abc'}", .pythonText), ("<RequestsCookieJar[Cookie(version=0)]>", .pythonText),
        ("{\"constants\": {}, \"events\": []}", .netLog),
        ("{\"a.test|\": {\"sid\": {\"key\": \"sid\", \"coded_value\": \"1\"}}}", .aiohttp),
        ("PK\u{3}\u{4}har.har", .packed(.zip)),
    ])
    func filesOfOtherProgramsAreIdentified(
        _ text: String,
        _ program: CookieFileError.OtherProgram
    ) throws {
        #expect(throws: CookieFileError.otherProgram(program)) { try read(text) }
        #expect(throws: CookieFileError.otherProgram(.pickle)) {
            try CookieFile.read([0x80, 0x04, 0x95, 0x00])
        }
    }

    @Test(arguments: [
        "{\"a\": {\"b\": 1}}", "{\"openapi\": \"3.1\", \"paths\": {}}", "{\"a\": []}",
    ])
    func unrelatedObjectsAreNotRecognized(_ text: String) {
        #expect(throws: CookieFileError.unrecognized) { try read(text) }
    }

    /// `cookieStore.getAll()`, which only returns the page's own cookies, without HttpOnly ones.
    @Test func cookieStoreResultsBelongToTheHost() throws {
        let text = """
            [{"domain": null, "expires": 1900000000123.5, "name": "a", "partitioned": false, "path": "/x",
              "sameSite": "lax", "secure": true, "value": "1"},
             {"domain": "shop.test", "expires": null, "name": "b", "partitioned": true, "path": "/",
              "sameSite": "none", "secure": true, "value": "2"}]
            """
        let file = try read(text, url: "https://app.shop.test/x")
        let cookies = file.entries.map(\.cookie)
        #expect(cookies.map(\.domain) == ["app.shop.test", "shop.test"])
        #expect(cookies.map(\.isHostOnly) == [true, false])
        #expect(cookies[0].expiry == Moment(microsecondsSinceEpoch: 1_900_000_000_123_500))
        #expect(cookies[1].expiry == nil && cookies[1].sameSite == .none)
        #expect(
            file.remarks == [
                CookieRemark(.laxOrUnspecified(by: "the Cookie Store API"), of: ["a"]),
                CookieRemark(.unsaid([.partitionKey]), of: ["b"]),
            ]
        )
        #expect(throws: CookieFileError.unknownHost(.cookieStore)) { try read(text, url: nil) }
    }

    /// The `cookies` arrays of the file are empty.
    @Test func theHeadersOfAnArchiveAreRead() throws {
        let file = try read(
            """
            {"log": {"entries": [
              {"startedDateTime": "1970-01-01T00:16:40.000Z",
               "request": {"url": "https://shop.test/a/b", "cookies": [],
                 "headers": [{"name": "cookie", "value": "old=1; sid=0"}]},
               "response": {"cookies": [], "headers": [
                 {"name": "set-cookie", "value": "sid=1; Max-Age=60\\nx=2; Path=/; HttpOnly"}]}},
              {"startedDateTime": "1970-01-01T00:16:41.000Z",
               "request": {"url": "https://shop.test/a/c",
                 "headers": [{"name": "Cookie", "value": "old=2; sid=1"}]},
               "response": {"headers": [{"name": "Set-Cookie", "value": "x=; Max-Age=0; Path=/"}]}}
            ]}}
            """
        )
        #expect(file.format == .har && file.refused.isEmpty)
        let cookies = Dictionary(grouping: file.entries.map(\.cookie)) { $0.name.utf8Decoded }
        #expect(cookies["old"]?.map(\.value) == ["2"])
        #expect(cookies["sid"]?.map(\.path) == ["/a"])
        #expect(cookies["sid"]?.map(\.expiry) == [Moment(secondsSinceEpoch: 1_060)])
        #expect(cookies["x"]?.map(\.expiry) == [.distantPast])
        #expect(
            file.remarks == [CookieRemark(.unsaid(ImportedCookie.missingFromPair), of: ["old"])]
        )
    }

    /// The cookie lists of mitmproxy and Playwright omit the expiry and other attributes.
    @Test func attributesMissingFromAnArchivesListAreTakenFromItsHeaders() throws {
        let file = try read(
            """
            {"log": {"entries": [{"startedDateTime": "1970-01-01T00:16:40.000Z",
              "request": {"url": "https://shop.test/a/b"},
              "response": {"cookies": [{"name": "sid", "value": "1"}, {"name": "y", "value": "2"}],
                "headers": [{"name": "Set-Cookie", "value": "sid=1; Max-Age=60; SameSite=Strict"}]}}
            ]}}
            """
        )
        let cookies = Dictionary(grouping: file.entries.map(\.cookie)) { $0.name.utf8Decoded }
        #expect(cookies["sid"]?.map(\.expiry) == [Moment(secondsSinceEpoch: 1_060)])
        #expect(cookies["sid"]?.map(\.sameSite) == [.strict])
        #expect(cookies["y"]?.map(\.value) == ["2"])
        #expect(file.remarks.map(\.names) == [["y"]])
    }
}
