import BrowserInfra
import Testing

@testable import BrowserCookies

struct EvictionTests {
    @Test func the181stCookiePurgesTheOldestDownTo150() throws {
        var jar = TestJar()
        for index in 0..<180 { try jar.store(ByteString(utf8: "c\(index)=1")) }
        #expect(try jar.names().count == 180)
        try jar.store("c180=1")
        #expect(try jar.names() == (31...180).map { "c\($0)" })
        for index in 181..<200 { try jar.store(ByteString(utf8: "c\(index)=1")) }
        #expect(try jar.names().count == 169)
    }

    @Test func theLimitAppliesToAllHostsOfASiteTogether() throws {
        var jar = TestJar()
        for index in 0..<181 {
            jar.url = "https://h\(index).x.test/"
            try jar.store("a=1")
        }
        #expect(try jar.names().count == 150)
        jar.url = "https://y.test/"
        try jar.store("a=1")
        #expect(try jar.names().count == 151)
    }

    @Test func theLeastRecentlyUsedAreEvictedFirst() throws {
        var jar = TestJar()
        try jar.store("used=1")
        for index in 0..<179 { try jar.store(ByteString(utf8: "c\(index)=1; Path=/elsewhere")) }
        jar.now = jar.now.advanced(bySeconds: 61)
        #expect(try jar.header() == "used=1")
        try jar.store("new=1")
        #expect(try jar.names().contains("used"))
        #expect(try jar.names().count == 150)
    }

    /// The numbers of cookies by priority and Secure (low, low secure, medium, medium secure, high,
    /// high secure), before and after 31 of them are evicted.
    @Test(
        arguments: [
            ([181, 0, 0, 0, 0, 0], [150, 0, 0, 0, 0, 0]),
            ([40, 0, 141, 0, 0, 0], [30, 0, 120, 0, 0, 0]),
            ([10, 60, 111, 0, 0, 0], [0, 39, 111, 0, 0, 0]),
            ([20, 20, 141, 0, 0, 0], [10, 20, 120, 0, 0, 0]),
            ([0, 0, 30, 100, 51, 0], [0, 0, 0, 99, 51, 0]),
            ([0, 0, 0, 90, 91, 0], [0, 0, 0, 80, 70, 0]),
            ([0, 0, 0, 50, 0, 131], [0, 0, 0, 50, 0, 100]),
        ] as [([Int], [Int])]
    )
    func priorityAndSecureDecideWhichCookiesAreEvicted(before: [Int], after: [Int]) throws {
        var cookies: [Cookie] = []
        for (kind, count) in before.enumerated() {
            for _ in 0..<count {
                let moment = TestJar.start.advanced(byMicroseconds: Int64(cookies.count))
                cookies.append(
                    Cookie(
                        name: ByteString(utf8: "c\(cookies.count)"),
                        value: "",
                        domain: "x.test",
                        isHostOnly: true,
                        path: "/",
                        expiry: nil,
                        isSecure: kind % 2 == 1,
                        isHTTPOnly: false,
                        sameSite: .lax,
                        priority: Cookie.Priority.allCases[kind / 2],
                        creation: moment,
                        lastAccess: moment
                    )
                )
            }
        }
        var site = SiteCookies(cookies)
        #expect(site.evict(partition: nil, limits: CookiePolicy.chrome.limits).count == 31)
        let left = (0..<6).map { kind in
            site.cookies.count {
                $0.priority == Cookie.Priority.allCases[kind / 2] && $0.isSecure == (kind % 2 == 1)
            }
        }
        #expect(left == after)
    }

    @Test func withoutPriorityRoundsInsecureCookiesAreEvictedFirst() throws {
        var jar = TestJar(policy: .standard)
        for index in 0..<180 { try jar.store(ByteString(utf8: "s\(index)=1; Secure")) }
        try jar.store("insecure=1")
        #expect(try jar.names() == (0..<180).map { "s\($0)" })
    }

    @Test func aPartitionIsLimitedTo180CookiesAnd10240Bytes() throws {
        var jar = TestJar()
        for index in 100..<281 {
            try jar.store(ByteString(utf8: "c\(index)=1; Secure; Partitioned"))
        }
        #expect(try jar.names() == (101..<281).map { "c\($0)" })
        jar.jar.clear()
        let value = String(repeating: "v", count: 1022)
        for index in 10..<21 {
            try jar.store(ByteString(utf8: "\(index)=\(value); Secure; Partitioned"))
        }
        #expect(try jar.names() == (11..<21).map { "\($0)" })
    }
}
