import BrowserHTTP
import BrowserInfra
import Testing

@testable import BrowserCORS

/// Which request headers do not trigger a preflight.
@Suite struct SafelistedRequestTests {
    @Test(arguments: [
        ("DPR", "1.5", true), ("DPR", "1.", false), ("DPR", "x", false), ("Width", "10", true),
        ("Width", "1.5", false), ("Save-Data", "On", true), ("Save-Data", "off", false),
        ("ECT", "4g", true), ("ECT", "5g", false), ("X-A", "1", false),
        ("Range", "Bytes=0-1", true), ("Range", "bytes=1-0", false), ("Range", "bytes=-1", false),
    ])
    func chromeSafelistsClientHints(_ name: String, _ value: String, _ isSafe: Bool) {
        let header = Header(name: name, value: ByteString(utf8: value))
        #expect(isCORSSafelistedRequestHeader(header, policy: .chrome) == isSafe)
    }

    @Test(arguments: [
        ("DPR", "1"), ("Save-Data", "on"), ("User-Agent", "x"), ("Range", "Bytes=0-1"),
    ])
    func theStandardDoesNotSafelistClientHints(_ name: String, _ value: String) {
        let header = Header(name: name, value: ByteString(utf8: value))
        #expect(!isCORSSafelistedRequestHeader(header, policy: .standard))
    }
}
