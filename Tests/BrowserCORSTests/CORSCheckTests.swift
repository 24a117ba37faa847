import BrowserCORS
import BrowserHTTP
import BrowserInfra
import Testing

@Suite struct CORSCheckTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var origin = "https://a.test"
        var allow: [String]
        var credentials: String?
        var isIncluding: Bool
        var code: String?

        init(
            _ allow: [String],
            credentials: String? = nil,
            including isIncluding: Bool = false,
            origin: String = "https://a.test",
            _ code: String? = nil
        ) {
            self.allow = allow
            self.credentials = credentials
            self.isIncluding = isIncluding
            self.origin = origin
            self.code = code
        }

        var testDescription: String {
            "\(allow) for \(origin)\(isIncluding ? " with credentials" : "")"
        }
    }

    // The table in section 4.8 of browser-rules, with Chrome's code for each failure.
    @Test(arguments: [
        Row(["*"]),
        Row(["https://a.test"]),
        Row(["https://a.test/"], "AllowOriginMismatch"),
        Row(["HTTPS://A.test"], "AllowOriginMismatch"),
        Row(["https://a.test, https://b.test"], "MultipleAllowOriginValues"),
        Row(["https://a.test", "https://a.test"], "MultipleAllowOriginValues"),
        Row(["https://a.test https://b.test"], "MultipleAllowOriginValues"),
        Row([], "MissingAllowOriginHeader"),
        Row([""], "InvalidAllowOriginValue"),
        Row(["a.test"], "InvalidAllowOriginValue"),
        Row(["null"], "AllowOriginMismatch"),
        Row(["null"], origin: "null"),
        Row(["*"], credentials: "true", including: true, "WildcardOriginNotAllowed"),
        Row(["https://a.test"], including: true, "InvalidAllowCredentials"),
        Row(["https://a.test"], credentials: "True", including: true, "InvalidAllowCredentials"),
        Row(["https://a.test"], credentials: "true", including: true),
        Row(["null"], credentials: "true", including: true, origin: "null"),
    ])
    func originsAreComparedByteForByte(_ row: Row) {
        var headers = HeaderList()
        for value in row.allow {
            headers.append("Access-Control-Allow-Origin", ByteString(utf8: value))
        }
        if let credentials = row.credentials {
            headers.append("Access-Control-Allow-Credentials", ByteString(utf8: credentials))
        }
        var code: String?
        do throws(CORSCheckFailure) {
            try corsCheck(headers, origin: row.origin, includesCredentials: row.isIncluding)
        } catch {
            code = error.code
        }
        #expect(code == row.code)
    }
}

@Suite struct SafelistTests {
    @Test(arguments: [
        ("Accept", "a/b", true), ("Accept", "te(xt", false),
        ("Accept-Language", "en, de;q=0.5", true),
        ("Accept-Language", "f@r", false), ("Content-Type", "text/plain; charset=utf-8", true),
        ("content-type", "application/json", false), ("content-type", "text/plain; x=\"y\"", false),
        ("content-type", "multipart/form-data", true), ("Range", "bytes=0-", true),
        ("Range", "bytes=0-9", true), ("Range", "bytes=9-0", false), ("Range", "bytes=-5", false),
        ("Range", "bytes=0-1,2-3", false), ("X-A", "1", false), ("Authorization", "x", false),
    ])
    func eachSafelistedHeaderHasItsOwnRule(_ name: String, _ value: String, _ isSafe: Bool) {
        let header = Header(name: name, value: ByteString(utf8: value))
        #expect(isCORSSafelistedRequestHeader(header, policy: .standard) == isSafe)
    }

    @Test(arguments: [(128, true), (129, false)])
    func aValueHasAtMost128Bytes(_ count: Int, _ isSafe: Bool) {
        let value = ByteString(Array(repeating: UInt8(ascii: "a"), count: count))
        #expect(
            isCORSSafelistedRequestHeader(Header(name: "Accept", value: value), policy: .standard)
                == isSafe
        )
    }

    @Test(arguments: [(1024, [String]()), (1025, ["accept", "accept-language"])])
    func allValuesTogetherHaveAtMost1024Bytes(_ total: Int, _ names: [String]) {
        var headers = HeaderList()
        for index in 0..<8 {
            let count = index == 7 ? total - 7 * 127 - 7 : 127
            let value = ByteString(Array(repeating: UInt8(ascii: "a"), count: min(count, 128)))
            headers.append(index.isMultiple(of: 2) ? "Accept" : "Accept-Language", value)
        }
        let size = headers.headers.reduce(0) { $0 + $1.value.count }
        let rest = ByteString(Array(repeating: UInt8(ascii: "a"), count: total - size))
        headers.append("Accept", rest)
        #expect(headers.headers.reduce(0) { $0 + $1.value.count } == total)
        #expect(corsUnsafeRequestHeaderNames(headers, policy: .standard) == names)
    }

    @Test func unsafeNamesAreSortedAndLowercased() {
        var headers = HeaderList()
        for name in ["X-B", "Content-Type", "x-a", "X-B"] {
            headers.append(name, "application/json")
        }
        #expect(
            corsUnsafeRequestHeaderNames(headers, policy: .standard)
                == ["content-type", "x-a", "x-b"]
        )
    }
}
