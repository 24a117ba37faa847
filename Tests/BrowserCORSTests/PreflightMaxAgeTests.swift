import BrowserHTTP
import BrowserInfra
import Testing

@testable import BrowserCORS

/// How long a preflight response stays in the cache.
@Suite struct PreflightMaxAgeTests {
    private func maxAge(_ value: String, _ policy: CORSPolicy) throws -> Int64 {
        try judgePreflightResponse(
            status: 204,
            headers: HeaderList([
                Header(name: "Access-Control-Allow-Origin", value: "*"),
                Header(name: "Access-Control-Max-Age", value: ByteString(utf8: value)),
            ]),
            to: PreflightRequest(method: "GET", headerNames: [], includesCredentials: false),
            origin: "https://a.test",
            policy: policy
        ).maxAge
    }

    @Test(arguments: [
        ("600", 600), ("+600", 600), ("-1", 0), ("7201", 7200), ("99999999999999999999", 5),
        ("1.5", 5), ("x", 5), ("", 5),
    ])
    func chromeParsesASignedInteger(_ value: String, _ seconds: Int64) throws {
        #expect(try maxAge(value, .chrome) == seconds)
    }

    @Test(arguments: [("600", 600), ("+600", 5), ("-1", 5), ("99999999999999999999", 86_400)])
    func theStandardOnlyParsesDigits(_ value: String, _ seconds: Int64) throws {
        #expect(try maxAge(value, .standard) == seconds)
    }
}
