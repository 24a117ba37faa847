import BrowserFetch
import BrowserHTTP
import TestSupport
import Testing

/// How an element's nonce, its integrity and the parser's part in inserting it affect its request.
@Suite struct ElementPolicyTests {
    private func isRequested(_ load: LoadRequest, _ policy: String) async throws -> Bool {
        let scripted = ScriptedBrowser(
            .chrome,
            answers: ["GET https://a.test/x": .ok(), "GET https://b.test/x": .ok()]
        )
        var page = try testPage("https://a.test/")
        page.policies.contentSecurityPolicies = [ContentSecurityPolicy(parsing: policy)]
        _ = await scripted.browser.load(load, from: page)
        return !scripted.transport.requests.isEmpty
    }

    @Test(arguments: [
        (ResourceKind.script, "script-src 'nonce-abc'", "abc", true),
        (.script, "script-src 'nonce-abc'", "xyz", false),
        (.script, "script-src 'nonce-abc'", "", false),
        (.script, "script-src-elem 'nonce-abc'; script-src 'none'", "abc", true),
        (.module, "default-src 'nonce-abc'", "abc", true),
        (.preloadScript, "script-src 'nonce-abc'", "abc", true),
        (.style, "style-src 'nonce-abc'", "abc", true),
        (.style, "style-src 'nonce-abc'", "xyz", false),
        // Nonces do not apply to images.
        (.image, "img-src 'nonce-abc'", "abc", false),
    ])
    func noncesApplyToScriptsAndStyles(
        _ kind: ResourceKind,
        _ policy: String,
        _ nonce: String,
        _ allowed: Bool
    ) async throws {
        var load = LoadRequest(url: "https://b.test/x", as: kind)
        load.nonce = nonce
        #expect(try await isRequested(load, policy) == allowed)
    }

    @Test(arguments: [
        ("script-src 'strict-dynamic' 'nonce-abc' https://b.test", true, "", false),
        ("script-src 'strict-dynamic' 'nonce-abc'", false, "", true),
        ("script-src 'strict-dynamic' 'nonce-abc'", true, "abc", true),
        ("default-src 'STRICT-DYNAMIC'", false, "", true),
        ("script-src https://b.test", true, "", true),
    ])
    func strictDynamicTrustsScriptsInsertedByScripts(
        _ policy: String,
        _ isParserInserted: Bool,
        _ nonce: String,
        _ allowed: Bool
    ) async throws {
        var load = LoadRequest(url: "https://b.test/x", as: .script)
        load.nonce = nonce
        load.isParserInserted = isParserInserted
        #expect(try await isRequested(load, policy) == allowed)
    }

    @Test func strictDynamicTrustsDynamicImports() async throws {
        let load = LoadRequest(url: "https://a.test/x", as: .dynamicImport)
        #expect(try await isRequested(load, "script-src 'strict-dynamic'"))
    }

    @Test(arguments: [
        ("sha256-aaaa", "'sha256-aaaa'", true), ("sha256-aaaa", "'sha256-bbbb'", false),
        ("sha256-aaaa sha384-cccc", "'sha256-aaaa'", false),
        ("sha256-aaaa sha384-cccc", "'sha256-aaaa' 'sha384-cccc'", true),
        ("nonsense", "'sha256-aaaa'", false), ("", "'sha256-aaaa'", false),
    ])
    func aScriptIsAllowedIfThePolicyListsAllItsHashes(
        _ integrity: String,
        _ sources: String,
        _ allowed: Bool
    ) async throws {
        let load = LoadRequest(url: "https://b.test/x", as: .script, integrity: integrity)
        #expect(try await isRequested(load, "script-src \(sources)") == allowed)
    }
}
