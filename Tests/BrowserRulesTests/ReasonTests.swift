import Foundation
import TestSupport
import Testing

@Suite struct ReasonTests {
    /// All codes that the engine can return; SameSite's codes are composed of two words.
    private static func engineCodes(_ file: String) throws -> Set<String> {
        let text = try sources("Engine/\(file)")
        var codes: Set<String> = []
        for part in text.components(separatedBy: "var code: String {").dropFirst() {
            let body = part.components(separatedBy: "\n    }")[0]
            for match in body.matches(of: /case [^"]*?:\s+"([A-Z][A-Za-z]+)"/) {
                let code = String(match.1)
                codes.insert(code)
                if file.hasSuffix("SameSite.swift") { codes.insert("Schemeful\(code)") }
            }
        }
        return codes
    }

    private static func sources(_ file: String) throws -> String {
        try String(contentsOf: packageURL.appending(path: "Sources/\(file)"), encoding: .utf8)
    }

    private static func publicCodes(_ file: String) throws -> Set<String> {
        let text = try sources("Library/BrowserRules/\(file)")
        return Set(
            text.matches(of: /static let \w+ = \w+\(\s*"(\w+)"\s*\)/).map { String($0.1) }
        )
    }

    @Test func everyCookieReasonIsPublic() throws {
        var codes: Set<String> = []
        for file in ["CookieRefusal", "CookieExclusion", "CookieWarning", "SameSite"] {
            codes.formUnion(try Self.engineCodes("BrowserCookies/\(file).swift"))
        }
        // A cookie with SameSite=None is never withheld because of that.
        codes.subtract(["SameSiteNone", "SchemefulSameSiteNone"])
        #expect(codes.count > 25)
        #expect(try Self.publicCodes("CookieReason.swift") == codes)
    }

    @Test func everyCORSReasonIsPublic() throws {
        let names = try Self.publicCodes("CORSRefusal.swift")
        let codes = try Self.engineCodes("BrowserCORS/CORSFailure.swift")
        #expect(codes.count > 10)
        for code in codes { #expect(names.contains(code), "\(code)") }
        for name in names {
            let isOfPreflight = codes.contains(String(name.dropFirst("Preflight".count)))
            #expect(codes.contains(name) || isOfPreflight, "\(name)")
        }
    }

    /// Failures that no fetch or navigation of a session can have: its requests lack those members,
    /// its documents have no frames, its client has no limits, its jar is not on disk, and there
    /// are no WebSockets.
    private static let beyondSessions: Set<String> = [
        "InvalidMode", "InvalidInit", "OnlyIfCachedMiss", "Aborted", "AbortTimeout",
        "InvalidStream",
        "StreamNeedsHTTP2", "StreamInKeepalive", "KeepaliveQuota", "Integrity",
        "InvalidSubprotocol",
        "NotAskedFor", "SandboxedForm", "SandboxedPopup", "SandboxedTopNavigation",
        "SandboxedNavigation", "SandboxedDownload", "FrameAncestors", "FrameOptions",
        "RequiredPolicy", "CoepMissing", "EventStream", "Timeout", "TLSError", "BodyTooLarge",
        "HeadersTooLarge", "ProfileError",
    ]

    @Test func everyFetchFailureReasonIsPublic() throws {
        let names = try Self.publicCodes("Fetch/FetchRefusal.swift")
        var codes: Set<String> = []
        let text = try Self.sources("Engine/BrowserFetch/FetchFailure.swift")
        let body = text.components(separatedBy: "var code: String {")[1]
            .components(separatedBy: "\n    }")[0]
        codes.formUnion(body.matches(of: /"([A-Za-z0-9]+)"/).map { String($0.1) })
        codes.formUnion(try Self.engineCodes("BrowserFetch/LocalNetwork/LocalNetworkRefusal.swift"))
        #expect(codes.isSuperset(of: Self.beyondSessions))
        #expect(names == codes.subtracting(Self.beyondSessions))
    }
}
