import CurlTransport
import Testing

@Suite struct SettingsTests {
    @Test(arguments: [
        ("shop.test:443:127.0.0.1", "shop.test", 443, ["127.0.0.1"]),
        ("*:80:::1", "*", 80, ["::1"]),
        ("shop.test:80:[::1],127.0.0.1", "shop.test", 80, ["::1", "127.0.0.1"]),
        ("[::1]:80:127.0.0.1", "::1", 80, ["127.0.0.1"]),
    ])
    func resolveEntriesAreParsed(
        _ text: String,
        _ host: String,
        _ port: UInt16,
        _ addresses: [String]
    ) throws {
        let entry = try ResolveEntry(parsing: text)
        #expect(entry.host == host)
        #expect(entry.port == port)
        #expect(entry.addresses == addresses)
    }

    @Test(arguments: [
        "", "shop.test", "shop.test:443", "shop.test:443:", ":443:127.0.0.1", "a:0:127.0.0.1",
        "a:65536:127.0.0.1", "a:+80:127.0.0.1", "a:http:127.0.0.1", "a:80:elsewhere.test",
        "a:80:127.0.0.1,", "a:80:1", "+a:80:127.0.0.1", "-a:80", "a b:80:127.0.0.1",
        "[a]:80:127.0.0.1", "[::1:80:127.0.0.1", "a:80:127.0.0.1\0",
    ])
    func malformedResolveEntriesAreRejected(_ text: String) {
        let error = #expect(throws: CurlTransportSettingsError.self) {
            try ResolveEntry(parsing: text)
        }
        guard case .malformedResolve(text, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test(
        arguments: [
            ("a.test:443:b.test:8443", "a.test", 443, "b.test", 8443),
            ("::b.test:", nil, nil, "b.test", nil),
            ("::[::1]:1", nil, nil, "::1", 1),
            ("a.test:443::8443", "a.test", 443, nil, 8443),
            (":::", nil, nil, nil, nil),
        ] as [(String, String?, UInt16?, String?, UInt16?)]
    )
    func connectToEntriesAreParsed(
        _ text: String,
        _ host: String?,
        _ port: UInt16?,
        _ targetHost: String?,
        _ targetPort: UInt16?
    ) throws {
        let entry = try ConnectToEntry(parsing: text)
        #expect(entry.host == host)
        #expect(entry.port == port)
        #expect(entry.targetHost == targetHost)
        #expect(entry.targetPort == targetPort)
    }

    @Test(arguments: ["", "a.test", "a.test:80", "a:80:b", "a:80:b:x", "a:x:b:80", "a:80:b:80:c"])
    func malformedConnectToEntriesAreRejected(_ text: String) {
        let error = #expect(throws: CurlTransportSettingsError.self) {
            try ConnectToEntry(parsing: text)
        }
        guard case .malformedConnectTo(text, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    private static let refusals: [(CurlTransportSettings, CurlTransportSettingsError)] = {
        func settings(
            _ change: (inout CurlTransportSettings) -> Void
        ) -> CurlTransportSettings {
            var settings = CurlTransportSettings()
            change(&settings)
            return settings
        }
        return [
            (
                settings { $0.maxTime = -1 },
                .limitOutOfRange(name: "maximum time", value: "-1.0 s")
            ),
            (
                settings { $0.maxTime = .nan },
                .limitOutOfRange(name: "maximum time", value: "nan s")
            ),
            (
                settings { $0.maxTime = 1e12 },
                .limitOutOfRange(name: "maximum time", value: "1000000000000.0 s")
            ),
            (
                settings { $0.connectTimeout = 0 },
                .limitOutOfRange(name: "connect timeout", value: "0.0 s")
            ),
            (
                settings { $0.maxBodyBytes = -1 },
                .limitOutOfRange(name: "maximum body size", value: "-1 bytes")
            ),
            (
                settings { $0.maxHeaderBytes = 0 },
                .limitOutOfRange(name: "maximum header size", value: "0 bytes")
            ),
            (settings { $0.proxy = "" }, .malformedProxy("")),
            (settings { $0.proxy = "a b" }, .malformedProxy("a b")),
            (settings { $0.clientKey = "k" }, .keyWithoutCertificate(key: "k")),
        ]
    }()

    @Test(arguments: refusals)
    func invalidSettingsAreRejected(
        _ settings: CurlTransportSettings,
        _ expected: CurlTransportSettingsError
    ) {
        #expect(throws: expected) { try CurlTransport(settings) }
        #expect(!expected.description.contains("\n"))
    }

    @Test func versionsNameLibcurlFirst() {
        #expect(CurlTransport.versions.hasPrefix("libcurl/"))
        #expect(CurlTransport.versions.contains("OpenSSL/"))
        #expect(CurlTransport.versions.contains("nghttp2/"))
    }

    /// libcurl uses these for protocols that crumb does not support.
    @Test(arguments: ["ssh", "rtmp", "LDAP"])
    func versionsOmitUnusedLibraries(_ library: String) {
        #expect(!CurlTransport.versions.contains(library))
    }
}
