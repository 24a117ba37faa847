import BrowserCookies
import BrowserInfra
import Testing
import WebOrigin

@testable import Explanations
@testable import Redaction
@testable import Report
@testable import Terminal

/// The jar as a table.
@Suite struct CookieTableTests {
    static let now = Moment(secondsSinceEpoch: 1_767_225_600)

    static func cookie(
        _ name: String,
        value: String = "1",
        domain: String = "shop.example",
        path: String = "/",
        expiresIn seconds: Int64? = nil,
        isHTTPOnly: Bool = false,
        partition: String? = nil
    ) -> Cookie {
        Cookie(
            name: ByteString(utf8: name),
            value: ByteString(utf8: value),
            domain: domain,
            isHostOnly: true,
            path: ByteString(utf8: path),
            expiry: seconds.map { now.advanced(bySeconds: $0) },
            isSecure: false,
            isHTTPOnly: isHTTPOnly,
            sameSite: .unspecified,
            partitionKey: partition.map {
                Cookie.PartitionKey(topLevelSite: $0, hasCrossSiteAncestor: true)
            },
            creation: now,
            lastAccess: now
        )
    }

    static let jar = [
        cookie("user_token", value: String(repeating: "x", count: 400), expiresIn: 60),
        cookie("café🍪", value: "日本語", path: "/admin", isHTTPOnly: true),
        cookie("chip", expiresIn: 40 * 86_400, partition: "https://top.example"),
    ]

    static func lines(_ cookies: [Cookie], width: Int?) -> [String] {
        let table = CookieTable(cookies, now: now, width: width)
        return table.layout.rendered(width: width ?? 80, inColor: false)
            .split(separator: "\n").map { String($0) }
    }

    @Test(arguments: [40, 60, 80, 100, 140, 200])
    func noLineExceedsTheWidthOfTheTerminal(_ width: Int) {
        for line in Self.lines(Self.jar, width: width) {
            #expect(line.displayWidth <= width, "\(line)")
        }
    }

    @Test func columnsAlignAfterWideCharacters() throws {
        let lines = Self.lines(Self.jar, width: 140)
        let title = try #require(lines[0].firstRange(of: "Domain"))
        let column = String(lines[0][..<title.lowerBound]).displayWidth
        for line in lines.dropFirst() {
            let domain = try #require(line.firstRange(of: "shop.example"))
            #expect(String(line[..<domain.lowerBound]).displayWidth == column)
        }
    }

    @Test func wideTerminalsShowAllColumnsOfDevTools() {
        let title = Self.lines([Self.cookie("a")], width: 140)[0]
        for column in [
            "Name", "Value", "Domain", "Path", "Expires / Max-Age", "Size", "HttpOnly", "Secure",
            "SameSite", "Partition Key", "Priority",
        ] {
            #expect(title.contains(column))
        }
    }

    @Test func narrowTerminalsShowUnusualAttributesBelow() {
        let lines = Self.lines(Self.jar, width: 60)
        #expect(
            lines.contains("  HttpOnly, path /admin") || lines.contains("  path /admin, HttpOnly")
        )
        #expect(lines.contains { $0.hasPrefix("  ") && $0.contains("https://top.example") })
    }

    @Test func nothingIsTruncatedInAPipe() {
        let lines = Self.lines(Self.jar, width: nil)
        #expect(lines.count == 4)
        #expect(lines[1].contains(String(repeating: "x", count: 400)))
    }

    @Test func nearExpiriesAreMarked() {
        #expect(Self.lines([Self.cookie("a", expiresIn: 299)], width: 80)[1].contains("in 4 min !"))
        #expect(!Self.lines([Self.cookie("a", expiresIn: 301)], width: 80)[1].contains("!"))
        #expect(Self.lines([Self.cookie("a")], width: 80)[1].contains("Session"))
    }

    @Test func usageIsCountedBySiteAndPartition() {
        let cookies =
            Self.jar + [
                Self.cookie("b", domain: "api.shop.example"), Self.cookie("c", domain: "x.test"),
            ]
        var limits = CookiePolicy.standard.limits
        limits.perSite = 180
        limits.perPartitionBytes = 10_240
        limits.total = 10
        let usage = JarUsage(cookies, of: cookies, limits: limits, suffixes: .builtin)
        let text = usage.layout.rendered(width: 120, inColor: false)
        #expect(text.contains("shop.example: 3 cookies, 430 bytes"))
        #expect(
            text.contains(
                "shop.example under https://top.example: 1 cookie, 5 bytes\n"
            )
        )
        #expect(text.contains("total: 5 cookies (at most 10)"))
    }
}
