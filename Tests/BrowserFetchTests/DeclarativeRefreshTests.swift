import BrowserFetch
import BrowserHTTP
import BrowserInfra
import Testing

/// `Refresh`, and `<meta http-equiv="refresh">`.
@Suite struct DeclarativeRefreshTests {
    @Test(arguments: [
        ("0;url=/a", 0, "/a"), ("5; URL = '/a b' c", 5, "/a b"), ("1,/a", 1, "/a"),
        (" 2.5 url=/a", 2, "/a"), (".5;/a", 0, "/a"), ("3", 3, nil), ("3;", 3, nil),
        ("0;urls", 0, "urls"), ("0;url", 0, "url"), ("0;\"/a", 0, "/a"),
    ])
    func theHeaderSetsDelayAndURL(_ text: String, _ seconds: Int, _ url: String?) {
        let refresh = DeclarativeRefresh(parsing: text)
        #expect(refresh?.seconds == seconds)
        #expect(refresh?.url == url)
    }

    @Test(arguments: ["", "url=/a", "-1;url=/a", "0x;url=/a", "a"])
    func invalidValuesAreIgnored(_ text: String) {
        #expect(DeclarativeRefresh(parsing: text) == nil)
    }

    @Test(arguments: [
        ("<meta http-equiv=refresh content='0;url=/a'>", "/a"),
        ("<!doctype html><META content=\"0;/a\" HTTP-EQUIV = Refresh />", "/a"),
        ("<meta charset=utf-8><meta http-equiv=refresh content=0;/a>", "/a"),
        ("<!-- <meta http-equiv=refresh content='0;/b'> -->", nil),
        ("<script>'<meta http-equiv=refresh content=\"0;/b\">'</script>", nil),
        ("<meta name=refresh content='0;/b'>", nil), ("<meta http-equiv=refresh", nil),
        ("<metal http-equiv=refresh content='0;/b'>", nil),
    ])
    func aMetaTagDeclaresIt(_ source: String, _ url: String?) {
        let response = HTTPResponse(status: 200, body: ByteString(utf8: source))
        #expect(response.declarativeRefresh?.url == url)
    }

    @Test func theHeaderTakesPrecedence() {
        let header = Header(name: "Refresh", value: "0;/a")
        let source: ByteString = "<meta http-equiv=refresh content='0;/b'>"
        let response = HTTPResponse(status: 200, headers: HeaderList([header]), body: source)
        #expect(response.declarativeRefresh?.url == "/a")
    }
}
