import BrowserInfra
import Testing

@testable import BrowserCookies

struct CookieLifetimeTests {
    static let newYear2031 = Moment(secondsSinceEpoch: 1_924_992_000)

    @Test(arguments: [
        "Wed, 01 Jan 2031 00:00:00 GMT", "Wed, 01-Jan-31 00:00:00 GMT", "1 January 2031 0:0:0",
        "Jan 1 00:00:00 2031", "00:00:00 2031 jan 01", "01/Jan/2031 00:00:00 +0200",
        "Xyz, 01 JANUARIUS 2031 00:00:00.5 PST",
    ])
    func bothGrammarsParseTheDate(text: String) throws {
        #expect(try parse(text, .standard) == Self.newYear2031)
        #expect(try parse(text, .chrome) == Self.newYear2031)
    }

    @Test(
        arguments: [
            ("30 Feb 2031 00:00:00", .noSuchMoment),
            ("32 Dec 2031 00:00:00", .noSuchMoment),
            ("0 Dec 2031 00:00:00", .noSuchMoment),
            ("31 Dec 2031 24:00:00", .noSuchMoment),
            ("31 Dec 2031 23:60:00", .noSuchMoment),
            ("31 Dec 2031 23:59:60", .noSuchMoment),
            ("31 Dec 2031", .missing(.time)),
            ("31 Foo 2031 00:00:00", .missing(.month)),
            ("Dec 2031 00:00:00", .missing(.day)),
            ("31 Dec 00:00:00", .missing(.year)),
            ("2031-12-31T00:00:00Z", .missing(.time)),
            ("0", .missing(.time)),
            ("", .missing(.time)),
            ("031 Dec 2031 00:00:00", .missing(.day)),
        ] as [(String, CookieDateFailure)]
    )
    func neitherGrammarAcceptsInvalidDates(text: String, failure: CookieDateFailure) {
        #expect(throws: failure) { try parse(text, .standard) }
        #expect(throws: failure) { try parse(text, .chrome) }
    }

    @Test func twoDigitYearsPivotAt70() throws {
        #expect(try parse("1 Jan 70 0:0:0", .standard) == .epoch)
        #expect(
            try parse("1 Jan 69 0:0:0", .standard)
                == Moment(year: 2069, month: 1, day: 1)
        )
    }

    @Test func yearsOutOfRangeFailOrSaturate() throws {
        #expect(throws: CookieDateFailure.yearBefore1601(year: 1600)) {
            try parse("1 Jan 1600 0:0:0", .standard)
        }
        #expect(try parse("1 Jan 1600 0:0:0", .chrome) < .epoch)
        #expect(throws: CookieDateFailure.missing(.year)) {
            try parse("1 Jan 12345 0:0:0", .standard)
        }
        #expect(try parse("29 Feb 12344 0:0:0", .chrome) == .distantFuture)
        #expect(throws: CookieDateFailure.noSuchMoment) {
            try parse("29 Feb 12345 0:0:0", .chrome)
        }
    }

    @Test func trailingCharactersOfADateTokenAreAnAxis() throws {
        #expect(try parse("1st Jan 2031 00:00:00", .standard) == Self.newYear2031)
        #expect(throws: CookieDateFailure.missing(.day)) {
            try parse("1st Jan 2031 00:00:00", .chrome)
        }
        #expect(throws: CookieDateFailure.missing(.time)) {
            try parse("1 Jan 2031 00:00:000", .standard)
        }
        #expect(try parse("1 Jan 2031 00:00:000", .chrome) == Self.newYear2031)
    }

    @Test(
        arguments: [
            ("Wed, 01 Jan 2031 00:00:00 PST", 28_800), ("1 Jan 2031 02:00:00 +0200", 0),
            ("1 Jan 2031", 0), ("31 Dec 2030 24:00:00", 0), ("31 Dec 2030 23:59:60", 0),
            ("30 Feb 2031 00:00:00", 60 * 86_400), ("1-Jan-2031 00:00:00", 0),
        ] as [(String, Int64)]
    )
    func lenientParsingNormalizesOverflowAndAppliesTimeZones(text: String, offset: Int64) throws {
        var policy = CookiePolicy.standard
        policy.dateFields = .lenient
        #expect(try parse(text, policy) == Self.newYear2031.advanced(bySeconds: offset))
        #expect(throws: CookieDateFailure.noSuchMoment) {
            try parse("32 Jan 2031 00:00:00", policy)
        }
    }

    @Test(arguments: [
        "1/1/2031 00:00:00", "01/01/31 00:00:00", "2031/1/1", "2031-01-01 00:00:00", "1-1-31",
        "13/1/2031 00:00:00", "0:0:0 1/13/2031", "Wed, 1/1/02031 0:0:0",
    ])
    func lenientParsingAcceptsNumericDates(text: String) throws {
        var policy = CookiePolicy.standard
        policy.dateFields = .lenient
        let day: Int64 = text.contains("13") ? 12 : 0
        #expect(
            try parse(text, policy) == Self.newYear2031.advanced(bySeconds: day * 86_400)
        )
    }

    @Test(arguments: [
        "31/31/2031 00:00:00", "1/1/123 00:00:00", "1/1/2031T00:00:00", "100/1/1", "2031/13/1",
        "1/2031", "1//2031",
    ])
    func lenientParsingRejectsInvalidNumericDates(text: String) {
        var policy = CookiePolicy.standard
        policy.dateFields = .lenient
        #expect(throws: CookieDateFailure.self) { try parse(text, policy) }
    }

    @Test(
        arguments: [
            ("10", 10, 10), ("0", 0, 0), ("-1", -1, -1), ("-0", 0, 0), ("00010", 10, 10),
            ("", nil, nil), ("-", nil, nil), ("+", nil, nil), ("+5", nil, 5), ("5x", nil, nil),
            ("5.0", nil, nil), ("--1", nil, nil), ("- 1", nil, nil), ("0x10", nil, nil),
            ("99999999999999999999", .max, .max), ("-99999999999999999999", .min, .min),
            ("99999999999999999999x", nil, .max), ("9223372036854775807", .max, .max),
            ("-9223372036854775808", .min, .min),
        ] as [(String, Int64?, Int64?)]
    )
    func maxAgeIsAnInteger(text: String, standard: Int64?, chrome: Int64?) {
        #expect(seconds(text, .digits) == standard)
        #expect(seconds(text, .signedInteger) == chrome)
    }

    @Test(arguments: [("-abc", Int64.min), ("--1", .min), ("5", 5)])
    func aMinusSignAloneMayMeanExpired(text: String, expected: Int64) {
        #expect(seconds(text, .minusAndAnything) == expected)
    }

    @Test(
        arguments: [
            ("a=1", nil),
            ("a=1; Max-Age=60", 60),
            ("a=1; Expires=Wed, 01 Jan 2031 00:00:00 GMT; Max-Age=60", 60),
            ("a=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT", 60),
            ("a=1; Max-Age=x; Expires=Sun, 01 Nov 2026 01:00:00 GMT", 3600),
            ("a=1; Max-Age=34560001", 34_560_000),
            ("a=1; Max-Age=99999999999999999999", 34_560_000),
            ("a=1; Expires=Wed, 01 Jan 2031 00:00:00 GMT", 34_560_000),
            ("a=1; Expires=Fri, 30 Feb 2031 00:00:00 GMT", nil),
            ("a=1; Expires=0", nil),
        ] as [(String, Int64?)]
    )
    func expiryFollowsFromMaxAgeAndExpires(line: String, expected: Int64?) throws {
        var jar = TestJar()
        let cookie = try #require(try jar.store(ByteString(utf8: line)).cookie)
        #expect(cookie.expiry == expected.map(TestJar.start.advanced(bySeconds:)))
    }

    @Test(
        arguments: [
            ("a=1; Max-Age=100; Max-Age=x", 100, nil),
            ("a=1; Expires=Sun, 01 Nov 2026 01:00:00 GMT; Expires=x", 3600, nil),
            ("a=1; Max-Age=100; Max-Age=50", 50, 50),
        ] as [(String, Int64?, Int64?)]
    )
    func whetherAnInvalidLastAttributeCountsIsAnAxis(
        line: String,
        standard: Int64?,
        chrome: Int64?
    ) throws {
        for (policy, expected) in [(CookiePolicy.standard, standard), (.chrome, chrome)] {
            var jar = TestJar(policy: policy)
            let cookie = try jar.store(ByteString(utf8: line)).cookie
            #expect(cookie?.expiry == expected.map(TestJar.start.advanced(bySeconds:)))
        }
    }

    @Test func chromeCorrectsExpiresByTheServersClock() throws {
        let line: ByteString = "a=1; Expires=Sun, 01 Nov 2026 01:00:00 GMT"
        let hourAhead = TestJar.start.advanced(bySeconds: 3000)
        var chrome = TestJar()
        #expect(
            try chrome.store(line, date: hourAhead).cookie?.expiry
                == TestJar.start.advanced(bySeconds: 600)
        )
        var standard = TestJar(policy: .standard)
        #expect(
            try standard.store(line, date: hourAhead).cookie?.expiry
                == TestJar.start.advanced(bySeconds: 3600)
        )
    }

    @Test func anExpiredCookieDeletesAnExistingOneOrIsRejected() throws {
        var jar = TestJar()
        #expect(try jar.store("a=1; Max-Age=0").codes == ["Expired"])
        try jar.store("a=1; Path=/")
        let verdict = try jar.store("a=; Path=/; Max-Age=-5")
        #expect(verdict.effect == .deleted)
        #expect(verdict.refusals == [])
        #expect(try jar.names() == [])
    }

    private func parse(_ text: String, _ policy: CookiePolicy) throws -> Moment {
        let bytes = Array(text.utf8)
        return try bytes.withUnsafeBufferPointer {
            try CookieDate(
                tokens: policy.dateTokens,
                years: policy.dateYears,
                fields: policy.dateFields
            ).parse($0[...])
        }
    }

    private func seconds(_ text: String, _ grammar: CookiePolicy.MaxAgeGrammar) -> Int64? {
        Array(text.utf8).withUnsafeBufferPointer { grammar.seconds(in: $0[...]) }
    }
}
