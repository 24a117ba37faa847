import BrowserInfra
import Testing

@testable import BrowserCookies

struct SetCookieHeaderTests {
    @Test(arguments: [
        ("a=1", "a", "1"),
        ("a=b=c", "a", "b=c"),
        ("a==b", "a", "=b"),
        ("  a  =  b c  ; path=/", "a", "b c"),
        ("\ta\t=\t1\t", "a", "1"),
        ("a=\"x\"", "a", "\"x\""),
        ("a=", "a", ""),
        ("a", "", "a"),
        ("=a", "", "a"),
        ("a=1, b=2", "a", "1, b=2"),
        ("a=1;;;Path=/", "a", "1"),
    ])
    func theFirstEqualsSignSplitsNameAndValue(line: String, name: String, value: String) throws {
        let header = try SetCookieHeader(parsing: ByteString(utf8: line), policy: .standard)
        #expect(header.name == ByteString(utf8: name))
        #expect(header.value == ByteString(utf8: value))
    }

    @Test(arguments: ["", " ", ";", "=", " = ", "; Path=/", "=;a=1"])
    func aPairWithoutNameAndValueIsRejected(line: String) {
        #expect(throws: CookieRefusal.noContent) {
            try SetCookieHeader(parsing: ByteString(utf8: line), policy: .standard)
        }
    }

    @Test(
        arguments: [
            ("a=1\u{7F}", 0x7F), ("a=\u{1F}2", 0x1F), ("a=1; Path=/\u{1}", 0x01), ("a\0=1", 0),
        ] as [(String, UInt8)]
    )
    func controlCharactersAreRejectedAnywhere(line: String, byte: UInt8) {
        #expect(throws: CookieRefusal.disallowedCharacter(byte)) {
            try SetCookieHeader(parsing: ByteString(utf8: line), policy: .standard)
        }
    }

    @Test(arguments: ["a=1\tb", "a\tb=1", "a=1; Path=/x\ty"])
    func anInnerTabIsRejectedByChromeOnly(line: String) throws {
        let line = ByteString(utf8: line)
        _ = try SetCookieHeader(parsing: line, policy: .standard)
        #expect(throws: CookieRefusal.disallowedCharacter(0x09)) {
            try SetCookieHeader(parsing: line, policy: .chrome)
        }
    }

    @Test func nameAndValueHaveAtMost4096BytesTogether() throws {
        func line(_ count: Int) -> ByteString {
            ByteString(utf8: "nn=" + String(repeating: "v", count: count - 2))
        }
        _ = try SetCookieHeader(parsing: line(4096), policy: .standard)
        #expect(throws: CookieRefusal.pairTooLong(count: 4097)) {
            try SetCookieHeader(parsing: line(4097), policy: .standard)
        }
    }

    @Test func anAttributeOfMoreThan1024BytesIsIgnored() throws {
        func line(_ count: Int) -> ByteString {
            ByteString(utf8: "a=1; Path=/" + String(repeating: "p", count: count - 1) + "; Secure")
        }
        let short = try SetCookieHeader(parsing: line(1024), policy: .standard)
        #expect(short.path?.count == 1024)
        #expect(short.warnings == [])
        let long = try SetCookieHeader(parsing: line(1025), policy: .standard)
        #expect(long.path == nil)
        #expect(long.isSecure)
        #expect(long.warnings == [.attributeTooLong(.path, count: 1025)])
    }

    @Test func anOverlongFlagIsAnAxis() throws {
        let line = ByteString(utf8: "a=1; Secure=" + String(repeating: "x", count: 1025))
        var policy = CookiePolicy.standard
        #expect(try !SetCookieHeader(parsing: line, policy: policy).isSecure)
        policy.overlongAttributes = .ignoredExceptFlags
        #expect(try SetCookieHeader(parsing: line, policy: policy).isSecure)
    }

    @Test func attributeNamesIgnoreCaseAndFlagsIgnoreValues() throws {
        let header = try SetCookieHeader(
            parsing: "a=1;SECURE=false; httponly ; PARTITIONED=0;pRiOrItY=HIGH;samesite= Strict ",
            policy: .standard
        )
        #expect(header.isSecure && header.isHTTPOnly && header.isPartitioned)
        #expect(header.priority == .high)
        #expect(header.sameSite == .strict)
    }

    @Test(arguments: [
        ("a=1; Path=/x; Path=", nil),
        ("a=1; Path=/x; Path=bar", nil),
        ("a=1; Path=/x; Path=/y", "/y"),
        ("a=1; Path", nil),
        ("a=1; Path=/f\u{FC}", "/f\u{FC}"),
    ])
    func theLastPathApplies(line: String, path: String?) throws {
        let header = try SetCookieHeader(parsing: ByteString(utf8: line), policy: .standard)
        #expect(header.path == path.map(ByteString.init(utf8:)))
    }

    @Test(
        arguments: [
            ("a=1; SameSite=Strict; SameSite=Lax", .lax),
            ("a=1; SameSite=Lax; SameSite=foo", .unspecified),
            ("a=1; SameSite", .unspecified),
            ("a=1; SameSite=\"Strict\"", .unspecified),
            ("a=1; SameSite=nOnE", .none),
            ("a=1", .unspecified),
        ] as [(String, Cookie.SameSite)]
    )
    func theLastSameSiteApplies(line: String, sameSite: Cookie.SameSite) throws {
        let header = try SetCookieHeader(parsing: ByteString(utf8: line), policy: .standard)
        #expect(header.sameSite == sameSite)
    }

    @Test func whetherATokenWithoutEqualsSignIsANameIsAnAxis() throws {
        var policy = CookiePolicy.standard
        policy.bareToken = .name
        policy.emptyNames = .refused
        #expect(try SetCookieHeader(parsing: "a; Path=/", policy: policy).name == "a")
        #expect(throws: CookieRefusal.emptyName(value: "a")) {
            try SetCookieHeader(parsing: "=a", policy: policy)
        }
    }

    @Test func aTabInThePathAloneIsAnAxis() throws {
        var policy = CookiePolicy.standard
        policy.tabs = .refusedInPath
        _ = try SetCookieHeader(parsing: "a=1\t2; Domain=x\ty", policy: policy)
        #expect(throws: CookieRefusal.disallowedCharacter(0x09)) {
            try SetCookieHeader(parsing: "a=1; Path=/x\ty", policy: policy)
        }
    }

    @Test func invalidUTF8IsKeptOrReplaced() throws {
        let line = ByteString([UInt8(ascii: "a"), UInt8(ascii: "="), 0xFC])
        var policy = CookiePolicy.standard
        #expect(try SetCookieHeader(parsing: line, policy: policy).value == ByteString([0xFC]))
        policy.invalidUTF8 = .replacedWhenStored
        #expect(try SetCookieHeader(parsing: line, policy: policy).value == "\u{FFFD}")
    }
}
