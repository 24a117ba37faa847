import BrowserHTTP
import BrowserInfra
import Testing

@Suite struct HeaderTests {
    private var list: HeaderList {
        var list = HeaderList()
        list.append("X-A", "1")
        list.append("x-a", "2")
        list.append("Set-Cookie", "a=1")
        list.append("set-cookie", "b=2")
        list.append("Content-Type", "text/plain")
        return list
    }

    @Test func namesIgnoreCaseAndKeepTheirFirstSpelling() {
        #expect(list.get("x-A") == "1, 2")
        #expect(
            list.headers.map(\.name) == ["X-A", "X-A", "Set-Cookie", "Set-Cookie", "Content-Type"]
        )
        #expect(list.get("Accept") == nil)
        #expect(list.values(of: "SET-COOKIE") == ["a=1", "b=2"])
    }

    @Test func valuesOfOneNameAreCombined() {
        #expect(
            list.combined.headers == [
                Header(name: "X-A", value: "1, 2"), Header(name: "Set-Cookie", value: "a=1, b=2"),
                Header(name: "Content-Type", value: "text/plain"),
            ]
        )
    }

    @Test func settingReplacesAllValuesOfTheName() {
        var changed = list
        changed.set("x-A", "3")
        #expect(changed.values(of: "X-A") == ["3"])
        #expect(changed.headers.count == 4)
        changed.delete("CONTENT-TYPE")
        #expect(!changed.contains("Content-Type"))
    }

    @Test func iterationIsSortedAndCombined() {
        #expect(
            list.sortedAndCombined == [
                Header(name: "content-type", value: "text/plain"),
                Header(name: "set-cookie", value: "a=1"),
                Header(name: "set-cookie", value: "b=2"),
                Header(name: "x-a", value: "1, 2"),
            ]
        )
    }

    @Test(arguments: [
        "Accept-Charset", "accept-encoding", "Cookie", "HOST", "Origin", "Referer", "Sec-Fetch-X",
        "Proxy-Foo", "TE", "Via", "Content-Length", "Set-Cookie",
    ])
    func theseNamesAreForbidden(_ name: String) {
        #expect(Header.isForbiddenInRequest(name: name, value: "x"))
    }

    @Test(arguments: [
        ("X-HTTP-Method-Override", "GET", false), ("X-HTTP-Method", "get, TRACE", true),
        ("x-method-override", "\"connect\"", false), ("x-method-override", "connect", true),
        ("Authorization", "x", false), ("Secure", "x", false), ("Proxy", "x", false),
    ])
    func otherForbiddenHeadersDependOnTheValue(_ name: String, _ value: String, _ isForbidden: Bool)
    {
        #expect(
            Header.isForbiddenInRequest(name: name, value: ByteString(utf8: value)) == isForbidden
        )
    }

    @Test(arguments: [
        ("a", true), ("a b", true), ("", true), ("a\tb", true), ("\u{7F}", true), ("a\nb", false),
        ("a\u{0}b", false), (" a", false), ("a\r", false),
    ])
    func valuesMustNotContainLineBreaks(_ value: String, _ isValid: Bool) {
        #expect(Header.isValidValue(ByteString(utf8: value)) == isValid)
    }

    @Test(arguments: [
        ("a, b", ["a", "b"]), ("", [""]), ("a,,b", ["a", "", "b"]),
        ("\"a,b\" , c", ["\"a,b\"", "c"]),
        ("\"a\\\",b\",c", ["\"a\\\",b\"", "c"]),
    ])
    func quotedCommasDoNotSplit(_ value: String, _ parts: [String]) {
        #expect(ByteString(utf8: value).decodedAndSplit == parts)
    }

    @Test(arguments: [
        ("GET, PUT", ["GET", "PUT"]), ("", []), (" , x-a ,,\tX-B", ["x-a", "X-B"]), ("*", ["*"]),
    ])
    func tokenListsOmitEmptyElements(_ value: String, _ tokens: [String]) {
        #expect(ByteString(utf8: value).tokenList == tokens)
    }

    @Test(arguments: ["a b", "a;b", "\"a\"", "a, (b)", "ü"])
    func anInvalidTokenInvalidatesTheList(_ value: String) {
        #expect(ByteString(utf8: value).tokenList == nil)
    }
}

@Suite struct MethodTests {
    @Test(arguments: [
        ("get", "GET"), ("Post", "POST"), ("patch", "patch"), ("PATCH", "PATCH"),
        ("options", "OPTIONS"), ("foo", "foo"),
    ])
    func sixMethodsAreNormalized(_ method: String, _ normalized: String) {
        #expect(Method.normalize(method) == normalized)
    }

    @Test(arguments: ["", "G ET", "GET\n", "ü", "GET,"])
    func invalidTokensAreNotMethods(_ method: String) {
        #expect(!Method.isValid(method))
    }

    @Test(arguments: ["connect", "TRACE", "Track"])
    func threeMethodsAreForbidden(_ method: String) {
        #expect(Method.isForbidden(method))
    }
}

@Suite struct MIMETypeTests {
    @Test(arguments: [
        ("text/plain", "text/plain"), ("  Text/HTML ;charset=utf-8", "text/html"),
        ("text/plain;", "text/plain"), ("multipart/form-data ; boundary=x", "multipart/form-data"),
    ])
    func theEssenceIsLowercased(_ value: String, _ essence: String) {
        #expect(MIMEType(parsing: ByteString(utf8: value))?.essence == essence)
    }

    @Test(arguments: ["", "text", "/plain", "text/", "te xt/plain", "text/pl ain", "text/;x"])
    func invalidTypesAreRejected(_ value: String) {
        #expect(MIMEType(parsing: ByteString(utf8: value)) == nil)
    }
}

@Suite struct HTTPDateTests {
    @Test(arguments: [
        "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
    ])
    func allThreeFormatsAreParsed(_ text: String) {
        #expect(Moment(httpDate: ByteString(utf8: text))?.iso8601 == "1994-11-06T08:49:37.000Z")
    }

    @Test(arguments: [
        "", "yesterday", "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 PST",
        "Sun, 06 Nov 1994 08:49 GMT", "Sun, 06 Foo 1994 08:49:37 GMT",
        "Wed, 1600301000030 Feb 2099 23:59:59 GMT",
    ])
    func invalidDatesAreRejected(_ text: String) {
        #expect(Moment(httpDate: ByteString(utf8: text)) == nil)
    }
}
