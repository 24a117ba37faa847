import Foundation
import TestSupport
import Testing

/// Where a page's script stores data: `localStorage`, `sessionStorage` and `cookieStore`.
@Suite(.enabled(if: ScriptProgram.isBuilt, "built with CRUMB_JS=0"))
struct ScriptStorageTests {
    private let home: TemporaryDirectory
    private static let page = "http://127.0.0.1:5500"

    init() throws {
        home = try TemporaryDirectory()
    }

    private func js(
        _ code: String,
        from page: String = Self.page,
        _ words: String...
    ) async throws -> CommandResult {
        try await runCrumb(["js", "-e", code, "--from", page] + words, home: home)
    }

    /// Code, and what it prints as JSON.
    @Test(arguments: [
        (
            "const s = localStorage; s.a = 1; [s.a, s['a'], s.getItem('a'), s.length]",
            #"["1","1","1",1]"#
        ),
        ("localStorage.getItem('none')", "null"),
        ("[typeof localStorage.none, 'none' in localStorage]", #"["undefined",false]"#),
        ("const s = localStorage; s.b = 'x'; s.a = 'x'; Object.keys(s)", #"["b","a"]"#),
        ("const s = localStorage; s.a = 'x'; delete s.a; [s.length, s.a ?? null]", "[0,null]"),
        (
            "const s = localStorage; s.setItem('key', 1); [typeof s.key, s.getItem('key')]",
            #"["function","1"]"#
        ),
        (
            "const s = localStorage; s.setItem('\\uD800', '\\uDFFF'); s.key(0).charCodeAt(0)",
            "55296"
        ),
        ("const s = localStorage; s.a = 'x'; s.clear(); [s.length, s.key(0)]", "[0,null]"),
        ("[localStorage === localStorage, localStorage === sessionStorage]", "[true,false]"),
        ("localStorage instanceof Storage && String(localStorage)", #""[object Storage]""#),
        ("const s = localStorage; s[Symbol.for('x')] = 1; s.length", "0"),
        ("sessionStorage.a = 1; localStorage.length", "0"),
        (
            "try { localStorage.a = 'x'.repeat(5 << 20) } catch (e) { e.name }",
            #""QuotaExceededError""#
        ),
        ("try { Storage.prototype.getItem.call({}, 'a') } catch (e) { e.name }", #""TypeError""#),
        ("try { new Storage() } catch (e) { e.message }", #""Illegal constructor""#),
    ])
    func storageFollowsTheStandard(_ code: String, _ expected: String) async throws {
        let result = try await js(code)
        #expect(result.output == expected + "\n", "\(code): \(result.errorOutput)")
    }

    @Test func storageIsKeptInTheProfile() async throws {
        _ = try await js("localStorage.setItem('\\uD800', 'kept\\0'); sessionStorage.a = 'tab'")
        let code = "[localStorage.getItem('\\uD800'), sessionStorage.a ?? null]"
        #expect(try await js(code).output == #"["kept\u0000","tab"]"# + "\n")
        _ = try await runCrumb(["close"], home: home)
        #expect(try await js(code).output == #"["kept\u0000",null]"# + "\n")
    }

    /// The number of items that another page finds after the first page has stored one.
    @Test(arguments: [
        (["--from", "http://127.0.0.1:5500/other"], "1"),
        (["--from", "http://127.0.0.1:5501"], "0"),
        (["--from", "http://localhost:5500"], "0"),
        (["--from", page, "--browser", "firefox"], "0"),
        (["--from", page, "--in-frame-of", "http://127.0.0.1:5502"], "1"),
        (["--from", page, "--in-frame-of", "http://news.test"], "0"),
    ])
    func storageIsKeyedByOriginAndTopLevelSite(_ words: [String], _ expected: String) async throws {
        _ = try await js("localStorage.a = 1")
        let result = try await runCrumb(["js", "-e", "localStorage.length"] + words, home: home)
        #expect(result.output == expected + "\n", "\(result.errorOutput)")
    }

    @Test(arguments: [
        ("data:text/html,x", "chrome", "Storage is disabled inside 'data:' URLs."),
        ("data:text/html,x", "firefox", "The operation is insecure."),
    ])
    func opaqueOriginHasNoStorage(
        _ page: String,
        _ browser: String,
        _ message: String
    ) async throws {
        let result = try await js("localStorage", from: page, "--browser", browser)
        #expect(result.exitCode == 1)
        #expect(result.errorOutput.contains(message), "\(result.errorOutput)")
    }

    @Test func clearSiteDataClearsStorage() async throws {
        let server = try await ServerProcess(
            FlaskServer.python,
            [fixtureURL("js/serve.py").path(percentEncoded: false)]
        )
        let code = """
            localStorage.a = sessionStorage.a = 1;
            const left = () => [localStorage.length, sessionStorage.length];
            fetch('/forget').then(() => new Promise(done => setTimeout(done))).then(left)
            """
        #expect(try await js(code, from: server.baseURL).output == "[0,0]\n")
        #expect(try await js("localStorage.length", from: server.baseURL).output == "0\n")
        try await server.stop()
    }

    // MARK: cookieStore

    /// Code, and what it prints as JSON.
    @Test(arguments: [
        ("cookieStore.set('a', 'b').then(() => document.cookie)", #""a=b""#),
        ("document.cookie = 'a=b'; cookieStore.get('a').then(c => c.value)", #""b""#),
        ("cookieStore.get('none')", "null"),
        (
            "cookieStore.set({ name: 'a', value: 'b', path: '/x' })"
                + ".then(() => cookieStore.getAll())"
                + ".then(all => all.length)",
            "0"
        ),
        (
            "document.cookie = 'a=b'; cookieStore.delete('a').then(() => cookieStore.getAll())",
            "[]"
        ),
        ("cookieStore.set('a;', 'b').catch(e => e.name)", #""TypeError""#),
        ("cookieStore.get({}).catch(e => e.name)", #""TypeError""#),
        ("cookieStore.set({ name: 'a' }).catch(e => e.name)", #""TypeError""#),
        (
            "cookieStore.set({ name: 'a', value: 'b', sameSite: 'x' }).catch(e => e.name)",
            #""TypeError""#
        ),
        (
            "cookieStore.onchange = e => console.log(JSON.stringify([e.type, "
                + "e.changed.map(c => c.name), "
                + "e.deleted.map(c => c.name)])); document.cookie = 'a=b'; undefined",
            #"["change",["a"],[]]"#
        ),
        (
            "document.cookie = 'early=1'; cookieStore.addEventListener('change', e => "
                + "console.log(JSON.stringify([e.changed.length, e.deleted[0].name, "
                + "'value' in e.deleted[0]])));"
                + "cookieStore.delete('early').then(() => {})",
            #"[0,"early",false]"#
        ),
        (
            "new CookieChangeEvent('change', { changed: [{ name: 'a' }] }).changed",
            #"[{"name":"a"}]"#
        ),
    ])
    func cookieStoreUsesTheJar(_ code: String, _ expected: String) async throws {
        let result = try await js(code)
        #expect(result.output == expected + "\n", "\(code): \(result.errorOutput)")
    }

    @Test func cookiesOfAResponseFireAChangeEvent() async throws {
        let server = try await ServerProcess(
            FlaskServer.python,
            [fixtureURL("js/serve.py").path(percentEncoded: false)]
        )
        let code = """
            cookieStore.onchange = e => console.log(e.changed.map(c => c.name).join());
            fetch('/form').then(() => {})
            """
        let result = try await js(code, from: server.baseURL)
        #expect(result.output.contains("XSRF-TOKEN"), "\(result.output)\(result.errorOutput)")
        try await server.stop()
    }

    @Test func onlySecureContextsHaveACookieStore() async throws {
        let result = try await js(
            "[typeof cookieStore, typeof CookieStore]",
            from: "http://shop.test"
        )
        #expect(result.output == #"["undefined","undefined"]"# + "\n")
    }
}
