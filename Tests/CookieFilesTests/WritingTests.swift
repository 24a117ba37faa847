import BrowserCookies
import BrowserInfra
import Explanations
import Testing
import WebOrigin

@testable import CookieFiles

/// What is read back from a file that crumb wrote.
@Suite struct WritingTests {
    static let now = Moment(microsecondsSinceEpoch: 1_793_491_200_123_456)

    /// Cookies that together have every attribute.
    static let jar: [Cookie] = {
        let plain = cookie("plain").with {
            $0.setBy = "https://shop.example/login?a=b"
        }
        let all = cookie("all").with {
            $0.expiry = now.advanced(byMicroseconds: 86_400_654_321)
            $0.isHostOnly = false
            $0.isSecure = true
            $0.isHTTPOnly = true
            $0.sameSite = .none
            $0.priority = .high
            $0.path = "/deep/er"
            $0.lastAccess = now.advanced(bySeconds: 5)
        }
        let partitioned = cookie("partitioned").with {
            $0.isSecure = true
            $0.sameSite = .strict
            $0.hasPartitionedAttribute = true
            $0.partitionKey = Cookie.PartitionKey(
                topLevelSite: "https://top.example",
                hasCrossSiteAncestor: true
            )
        }
        let unasked = partitioned.with {
            $0.name = "partitioned by the browser"
            $0.hasPartitionedAttribute = false
            $0.isSecure = false
        }
        let bytes = cookie("bytes").with {
            $0.value = ByteString([0x61, 0xFF, 0x62])
        }
        let nameless = cookie("").with {
            $0.value = "only a value"
        }
        let tab = cookie("tab").with {
            $0.value = "a\tb"
        }
        return [plain, all, partitioned, unasked, bytes, nameless, tab].enumerated().map {
            place,
            cookie in
            cookie.with { $0.creation = now.advanced(byMicroseconds: Int64(place)) }
        }
    }()

    @Test func jsonLosesNothing() throws {
        let exported = try #require(ExportedCookies(Self.jar, format: .json))
        #expect(exported.losses.isEmpty)
        #expect(try imported(exported) == Self.jar)
    }

    @Test func aStorageStateLosesTimesPrioritiesAndInvalidUTF8() throws {
        let exported = try #require(ExportedCookies(Self.jar, format: .playwright))
        #expect(
            exported.losses == [
                ExportLoss(
                    kind: .unspecifiedSameSite,
                    names: ["plain", "", "tab"]
                ),
                ExportLoss(kind: .attribute(.priority), names: ["all"]),
                ExportLoss(kind: .leftOut(.notUTF8), names: ["bytes"]),
            ]
        )
        #expect(exported.count == 6)
        let again = try imported(exported).map { ($0.name, $0) }
        for cookie in Self.jar where cookie.name != "bytes" {
            let other = try #require(again.first { $0.0 == cookie.name }?.1)
            #expect(other.value == cookie.value)
            #expect(other.isHostOnly == cookie.isHostOnly)
            #expect(other.path == cookie.path)
            #expect(other.isSecure == cookie.isSecure)
            #expect(other.isHTTPOnly == cookie.isHTTPOnly)
            #expect(other.partitionKey == cookie.partitionKey)
            #expect(other.sameSite == (cookie.sameSite == .unspecified ? .lax : cookie.sameSite))
            #expect(other.expiry == cookie.expiry)
        }
    }

    @Test func cookiesTxtLosesAttributesWithoutAColumn() throws {
        let exported = try #require(ExportedCookies(Self.jar, format: .netscape))
        #expect(
            exported.losses == [
                ExportLoss(
                    kind: .attribute(.sameSite),
                    names: ["all", "partitioned", "partitioned by the browser"]
                ),
                ExportLoss(kind: .attribute(.priority), names: ["all"]),
                ExportLoss(
                    kind: .attribute(.partitionKey),
                    names: ["partitioned", "partitioned by the browser"]
                ),
                ExportLoss(kind: .leftOut(.noName), names: [""]),
                ExportLoss(kind: .leftOut(.tab), names: ["tab"]),
            ]
        )
        #expect(exported.count == 5)
        let again = try imported(exported)
        #expect(again.map(\.name) == Self.jar.prefix(5).map(\.name), "in the order of creation")
        for (other, cookie) in zip(again, Self.jar) {
            #expect(other.value == cookie.value)
            #expect(other.isHostOnly == cookie.isHostOnly)
            #expect(other.path == cookie.path)
            #expect(other.isSecure == cookie.isSecure)
            #expect(other.isHTTPOnly == cookie.isHTTPOnly)
            #expect(other.expiry?.secondsSinceEpoch == cookie.expiry?.secondsSinceEpoch)
        }
    }

    @Test func cookiesTxtMatchesCurlsFormatByteForByte() throws {
        let exported = try #require(
            ExportedCookies(Array(Self.jar.prefix(2)), format: .netscape)
        )
        let text = String(decoding: exported.bytes, as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.first == "# Netscape HTTP Cookie File")
        #expect(
            lines.suffix(4) == [
                "", "#HttpOnly_.shop.example\tTRUE\t/deep/er\tTRUE\t1793577600\tall\t1",
                "shop.example\tFALSE\t/\tFALSE\t0\tplain\t1", "",
            ]
        )
    }

    private func imported(_ exported: ExportedCookies) throws -> [Cookie] {
        let file = try CookieFile.read(exported.bytes)
        #expect(file.refused.isEmpty)
        var jar = CookieJar(suffixes: .builtin)
        for entry in file.entries(importedAt: Self.now) {
            // The standard allows a tab in a value.
            let verdict = jar.restore(entry.cookie, policy: .standard, now: Self.now)
            guard case .stored = verdict else {
                Issue.record("\(entry.cookie.name.utf8Decoded): \(verdict)")
                continue
            }
        }
        return jar.allCookies(at: Self.now)
    }

    private static func cookie(_ name: String) -> Cookie {
        Cookie(
            name: ByteString(utf8: name),
            value: "1",
            domain: "shop.example",
            isHostOnly: true,
            path: "/",
            expiry: nil,
            isSecure: false,
            isHTTPOnly: false,
            sameSite: .unspecified,
            creation: now,
            lastAccess: now
        )
    }
}
