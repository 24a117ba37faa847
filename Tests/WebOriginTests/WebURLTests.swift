import Testing
import WebOrigin

@Suite struct WebURLTests {
    struct Row: Decodable, Sendable, CustomTestStringConvertible {
        let input: String
        let base: String?
        let href, origin: String

        var testDescription: String { base.map { "\(input) on \($0)" } ?? input }
    }

    static func rows() throws -> [Row] { try OriginFixtures.table("urls.json", of: Row.self) }

    @Test(arguments: try rows()) func urlsParseAndSerialize(_ row: Row) throws {
        let base = try row.base.map { base throws(URLFailure) in try WebURL(parsing: base) }
        let url = try WebURL(parsing: row.input, base: base)
        #expect(url.href == row.href)
        #expect(url.origin.serialized == row.origin)
        #expect(try WebURL(parsing: url.href) == url)
    }

    @Test(arguments: [
        ("", URLFailure.missingScheme(input: "")),
        ("/x", .missingScheme(input: "/x")),
        ("127.0.0.1:5000/x", .missingScheme(input: "127.0.0.1:5000/x")),
        ("http://", .missingHost(input: "http://")),
        ("http://:80/", .missingHost(input: "http://:80/")),
        ("http://a@/", .missingHost(input: "http://a@/")),
        ("foo://:1/", .missingHost(input: "foo://:1/")),
        ("http://a:65536/x", .invalidPort(port: "65536")),
        ("http://a:99999999999999999999999/x", .invalidPort(port: "99999999999999999999999")),
        ("http://a:8x/x", .invalidPort(port: "8x")),
        ("http://a b/", .invalidHost(host: "a b", problem: .forbiddenCodePoint(" "))),
        ("http://a%00b/", .invalidHost(host: "a%00b", problem: .forbiddenCodePoint("\0"))),
        ("http://a%b/", .invalidHost(host: "a%b", problem: .forbiddenCodePoint("%"))),
        ("foo://a^b", .invalidHost(host: "a^b", problem: .forbiddenCodePoint("^"))),
        ("http://%ff/", .invalidHost(host: "%ff", problem: .notUTF8)),
        ("http://\u{AD}/", .invalidHost(host: "\u{AD}", problem: .empty)),
        ("http://xn--\u{161}/", .invalidHost(host: "xn--\u{161}", problem: .idna(.punycode))),
        ("http://\u{202E}/", .invalidHost(host: "\u{202E}", problem: .idna(.disallowed))),
        ("http://\u{64A}a/", .invalidHost(host: "\u{64A}a", problem: .idna(.bidi))),
        ("http://\u{200D}/", .invalidHost(host: "\u{200D}", problem: .idna(.contextJ))),
        ("http://256.1/", .invalidHost(host: "256.1", problem: .ipv4PartOutOfRange("256"))),
        (
            "http://4294967296",
            .invalidHost(
                host: "4294967296",
                problem: .ipv4PartOutOfRange("4294967296")
            )
        ),
        ("http://1.2.3.4.5", .invalidHost(host: "1.2.3.4.5", problem: .ipv4TooManyParts(5))),
        ("http://a.09", .invalidHost(host: "a.09", problem: .ipv4PartNotANumber("a"))),
        ("http://[::1", .invalidHost(host: "[::1", problem: .unclosedBracket)),
        ("http://[:1]", .invalidHost(host: "[:1]", problem: .ipv6(.loneColon))),
        ("http://[1::2::3]", .invalidHost(host: "[1::2::3]", problem: .ipv6(.secondCompression))),
        ("http://[1:2]", .invalidHost(host: "[1:2]", problem: .ipv6(.tooFewPieces))),
        (
            "http://[1:2:3:4:5:6:7:8:9]",
            .invalidHost(
                host: "[1:2:3:4:5:6:7:8:9]",
                problem: .ipv6(.tooManyPieces)
            )
        ),
        (
            "http://[fe80::1%25eth0]",
            .invalidHost(
                host: "[fe80::1%25eth0]",
                problem: .ipv6(.invalidCodePoint("%"))
            )
        ),
        (
            "http://[::1.2.3.256]",
            .invalidHost(
                host: "[::1.2.3.256]",
                problem: .ipv6(.embeddedIPv4)
            )
        ),
    ])
    func failuresStateTheCause(input: String, failure: URLFailure) {
        #expect(throws: failure) { try WebURL(parsing: input) }
    }

    @Test func noURLIsRelativeToAnOpaquePath() throws {
        let base = try WebURL(parsing: "data:,x")
        #expect(throws: URLFailure.missingScheme(input: "y")) {
            try WebURL(parsing: "y", base: base)
        }
    }

    @Test(
        arguments: [
            ("http://a", 80), ("https://a:443", 443), ("ws://a", 80), ("wss://a", 443),
            ("ftp://a", 21), ("http://a:0", 0), ("file:///a", nil), ("foo://a:1", 1),
            ("foo://a", nil),
        ] as [(String, UInt16?)]
    )
    func portsDefaultToThatOfTheScheme(url: String, port: UInt16?) throws {
        #expect(try WebURL(parsing: url).portOrDefault == port)
    }

    @Test(arguments: [
        ("http://a/x", "https://a/x"), ("http://a:443/x", "https://a/x"),
        ("http://a:8080/x", "https://a:8080/x"), ("ws://a/", "wss://a/"),
        ("https://a/", "https://a/"), ("ftp://a/", "ftp://a/"),
    ])
    func insecureSchemesAreUpgraded(url: String, upgraded: String) throws {
        #expect(try WebURL(parsing: url).upgradedToSecureScheme().href == upgraded)
    }

    @Test func credentialsAndFragmentAreStripped() throws {
        let url = try WebURL(parsing: "http://u:p@a/x?y#z")
        #expect(url.includesCredentials)
        #expect(url.strippingCredentialsAndFragment().href == "http://a/x?y")
        #expect(url.serialized(excludingFragment: true) == "http://u:p@a/x?y")
    }

    /// The printable ASCII characters in each set.
    @Test(
        arguments: [
            ("c0Control", .c0Control, ""),
            ("fragment", .fragment, " \"<>`"),
            ("query", .query, " \"#<>"),
            ("specialQuery", .specialQuery, " \"#'<>"),
            ("path", .path, " \"#<>?^`{}"),
            ("userinfo", .userinfo, " \"#/:;<=>?@[\\]^`{|}"),
            ("component", .component, " \"#$%&+,/:;<=>?@[\\]^`{|}"),
            ("formURLEncoded", .formURLEncoded, " !\"#$%&'()+,/:;<=>?@[\\]^`{|}~"),
        ] as [(String, PercentEncodeSet, String)]
    )
    func encodeSetsMatchTheStandard(name: String, set: PercentEncodeSet, members: String) {
        #expect((0x20...0x7E).filter(set.contains) == Array(members.utf8))
        #expect((0x00...0x1F).allSatisfy(set.contains))
        #expect((0x7F...0xFF).allSatisfy(set.contains))
    }

    @Test func percentEncodingUsesTheSet() {
        #expect("Say what‽".percentEncoded(in: .userinfo) == "Say%20what%E2%80%BD")
        #expect("a'b(c)~d e&f".percentEncoded(in: .component) == "a'b(c)~d%20e%26f")
        #expect("a'b(c)~*-._".percentEncoded(in: .formURLEncoded) == "a%27b%28c%29%7E*-._")
        #expect("it's".percentEncoded(in: .specialQuery) == "it%27s")
        #expect("it's".percentEncoded(in: .query) == "it's")
        #expect("a`b^c".percentEncoded(in: .fragment) == "a%60b^c")
        #expect(Array("%25%s%1G%4".utf8).percentDecoded == Array("%%s%1G%4".utf8))
    }
}
