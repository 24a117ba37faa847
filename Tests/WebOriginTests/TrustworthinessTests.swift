import Testing
import WebOrigin

@Suite struct TrustworthinessTests {
    @Test(arguments: [
        "https://a.test", "wss://a.test:1", "http://127.0.0.1:5000", "http://127.255.0.1",
        "http://2130706433", "http://[::1]:1", "http://localhost", "http://LOCALHOST.",
        "http://a.b.localhost", "http://a.localhost.:1", "ws://localhost", "about:blank",
        "about:blank#x", "about:srcdoc", "data:,x", "file:///x", "blob:https://a.test/x",
        "blob:http://localhost/x",
    ])
    func trustworthyURLsAreRecognized(url: String) throws {
        #expect(try WebURL(parsing: url).isPotentiallyTrustworthy)
    }

    @Test(arguments: [
        "http://a.test", "http://0.0.0.0", "http://192.168.0.1", "http://128.0.0.1",
        "http://[::2]", "http://[::ffff:127.0.0.1]", "http://notlocalhost", "http://localhost.test",
        "http://localhost..", "http://a.local", "ws://a.test", "ftp://a.test", "about:config",
        "foo://localhost", "blob:http://a.test/x", "blob:x", "javascript:x",
    ])
    func otherURLsAreNotTrustworthy(url: String) throws {
        #expect(try !WebURL(parsing: url).isPotentiallyTrustworthy)
    }

    @Test func anOpaqueOriginIsNotTrustworthyWhateverItsURL() {
        #expect(!Origin.opaque(OpaqueOrigin()).isPotentiallyTrustworthy)
    }
}
