import Testing
import WebOrigin

@Suite struct URLSentenceTests {
    @Test(
        arguments: [
            ("localhost:5000/x", "localhost", "http://localhost:5000/x"),
            (" localhost:5000", "localhost", "http://localhost:5000/"),
            ("Localhost:/x", "localhost", "http://localhost/x"),
            ("api.shop.test:8443/a:b", "api.shop.test", "http://api.shop.test:8443/a:b"),
            ("api:5000?q", "api", "http://api:5000/?q"),
            ("127.0.0.1:5000/x", nil, "http://127.0.0.1:5000/x"),
            ("[::1]:5000", nil, "http://[::1]:5000/"),
            ("example.com/x", nil, "http://example.com/x"),
            ("localhost", nil, "http://localhost/"),
            ("//a/x", nil, "http://a/x"),
        ] as [(String, String?, String)]
    )
    func aMissingSchemeIsDetected(input: String, scheme: String?, suggestion: String) throws {
        let hint = try #require(MissingSchemeHint(for: input))
        #expect(hint.scheme == scheme)
        #expect(hint.suggestion.href == suggestion)
        #expect(hint.sentence.hasSuffix("write \(suggestion)."))
    }

    @Test(arguments: [
        "http://localhost:5000/", "https:example.com", "mailto:a@b.test", "data:,x", "about:blank",
        "javascript:x()", "urn:isbn:1", "tel:5551234", "user:secret@a.test", "blob:https://a/x", "",
        "/x.js", "./x.js", "../x", "?a.b", "#a.b", "api/login", "x y", "localhost:99999",
    ])
    func otherTextsGetNoHint(input: String) {
        #expect(MissingSchemeHint(for: input) == nil)
    }

    @Test(arguments: [
        ("example.com/x", "\"example.com/x\" has no scheme; write http://example.com/x."),
        (
            "/x",
            "\"/x\" is not an absolute URL, and there is no base URL to resolve it against;"
                + " write an absolute URL, such as http://localhost:5000/."
        ),
        (
            "http://a:port",
            "\"port\" is not a valid port; write a number from 0 to 65535, as in"
                + " http://localhost:5000/, or omit the colon."
        ),
        (
            "http://[fe80::1%25lo]/",
            "\"[fe80::1%25lo]\" is not a valid host: an IPv6 address in a URL cannot have a zone; omit % and"
                + " what follows it."
        ),
        (
            "http://1.2.3.256/",
            "\"1.2.3.256\" is not a valid host: it must be an IPv4 address, but \"256\" is too large."
        ),
        (
            "http://\u{202E}x/",
            "\"\\u{202E}x\" is not a valid host: it is not a valid internationalized domain name"
                + " (it contains a disallowed character)."
        ),
    ])
    func sentencesSuggestACorrection(input: String, sentence: String) throws {
        let failure = #expect(throws: URLFailure.self) { try WebURL(parsing: input) }
        #expect(failure?.sentence == sentence)
    }

    @Test func longAndUnsafeInputIsNotQuotedInFull() throws {
        let failure = #expect(throws: URLFailure.self) {
            try WebURL(parsing: "/\u{1B}[31m" + String(repeating: "x", count: 1 << 20))
        }
        let sentence = try #require(failure?.sentence)
        #expect(sentence.utf8.count < 400)
        #expect(!sentence.contains("\u{1B}"))
    }
}
