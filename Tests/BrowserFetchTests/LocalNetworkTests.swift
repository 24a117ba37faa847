import Testing
import WebOrigin

@testable import BrowserFetch

/// Local Network Access, in cases that need no recording.
@Suite struct LocalNetworkTests {
    /// The draft's table of address blocks, and where browsers depart from it.
    @Test(arguments: [
        ("127.0.0.1", "loopback", "loopback", "loopback"),
        ("127.255.0.9", "loopback", "loopback", "loopback"),
        ("0.0.0.0", "loopback", "loopback", "loopback"),
        ("0.1.2.3", "local", "local", "local"),
        ("10.0.0.1", "local", "local", "local"),
        ("172.15.255.255", "public", "public", "public"),
        ("172.16.0.1", "local", "local", "local"),
        ("172.31.255.255", "local", "local", "local"),
        ("172.32.0.0", "public", "public", "public"),
        ("192.168.7.7", "local", "local", "local"),
        ("169.254.1.1", "local", "local", "local"),
        ("100.63.255.255", "public", "public", "public"),
        ("100.64.0.0", "local", "local", "local"),
        ("100.128.0.0", "public", "public", "public"),
        ("198.18.0.1", "loopback", "public", "public"),
        ("8.8.8.8", "public", "public", "public"),
        ("[::1]", "loopback", "loopback", "loopback"),
        ("[::]", "loopback", "loopback", "loopback"),
        ("[::ffff:127.0.0.1]", "loopback", "loopback", "loopback"),
        ("[::ffff:192.168.1.1]", "local", "local", "local"),
        ("[fd00::1]", "local", "local", "local"),
        ("[fe80::1]", "local", "local", "local"),
        ("[fec0::1]", "local", "local", "public"),
        ("[2001:db8::1]", "local", "local", "public"),
        ("[3fff:fff::1]", "local", "local", "public"),
        ("[2606:4700::1]", "public", "public", "public"),
        ("localhost", "loopback", "loopback", "loopback"),
        ("app.localhost.", "loopback", "loopback", "loopback"),
    ])
    func anAddressSpaceFollowsFromTheAddressBlock(
        _ host: String,
        _ spec: String,
        _ chrome: String,
        _ firefox: String
    ) throws {
        let host = try Host(parsing: host)
        for (policy, space) in [
            (LocalNetworkPolicy.standard, spec), (.chrome, chrome), (.firefox, firefox),
        ] {
            #expect(policy.addressBlocks.space(of: host)?.rawValue == space)
        }
    }

    /// Without other information, a page's address space follows from its host.
    @Test(arguments: [
        ("https://shop.example.com/", "public"), ("https://titan/", "public"),
        ("http://localhost:5500/", "loopback"), ("http://192.168.1.4/", "local"),
        ("https://app.test/", nil), ("http://nas.local/", nil), ("http://intra.internal/", nil),
        ("file:///home/me/app.html", "loopback"), ("about:blank", nil),
    ])
    func aPagesAddressSpaceFollowsFromItsHost(_ url: String, _ space: String?) throws {
        let page = Page(url: try WebURL(parsing: url))
        #expect(page.knownAddressSpace(.standard)?.rawValue == space)
    }

    @Test(arguments: [
        // Without a header, and without a frame.
        ("", "", true), ("loopback-network=()", "", false), ("loopback-network=(self)", "", true),
        ("loopback-network=*", "", true), ("local-network=()", "", true),
        ("local-network-access=()", "", false),
        // The first entry that covers the feature applies.
        ("local-network-access=(), loopback-network=(self)", "", false),
        ("loopback-network=(self), local-network-access=()", "", true),
        ("loopback-network=(\"https://other.test\")", "", false),
        ("loopback-network=(self \"https://other.test\");report-to=x, camera=()", "", true),
        // A cross-origin frame needs the `allow` attribute, and the header must not forbid the
        // feature there.
        ("", "frame", false), ("", "frame loopback-network", true),
        ("", "frame loopback-network *", true), ("", "frame loopback-network 'none'", false),
        ("", "frame loopback-network https://frame.test", true),
        ("", "frame loopback-network https://third.test", false),
        ("", "frame local-network", false), ("", "frame local-network-access", true),
        ("", "frame local-network-access; loopback-network 'none'", true),
        ("loopback-network=(self)", "frame loopback-network", false),
        ("loopback-network=(self \"https://frame.test\")", "frame loopback-network", true),
        ("loopback-network=()", "frame loopback-network", false),
    ])
    func inChromeHeaderAndAttributeDecideWhetherAFeatureIsAllowed(
        _ header: String,
        _ frame: String,
        _ isAllowed: Bool
    ) throws {
        var page = Page(url: try WebURL(parsing: "https://page.test/"))
        page.policies.permissionsPolicy = header
        if frame.hasPrefix("frame") {
            var inner = Page(url: try WebURL(parsing: "https://frame.test/"), inFramesOf: [page])
            let allow = String(frame.dropFirst("frame".count))
            inner.container = FrameContainer(allow: allow, source: inner.url.origin)
            page = inner
        }
        #expect(page.allows(.loopbackNetwork, combinedName: true) == isAllowed)
    }
}
