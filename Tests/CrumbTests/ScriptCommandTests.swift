import Foundation
import TestSupport
import Testing

/// `crumb js`, as a process.
@Suite(.enabled(if: ScriptProgram.isBuilt, "built with CRUMB_JS=0"))
struct ScriptCommandTests {
    private let home: TemporaryDirectory

    init() throws {
        home = try TemporaryDirectory()
    }

    private func js(_ code: String, _ words: [String] = []) async throws -> CommandResult {
        let page = words.contains("--from") ? [] : ["--from", "http://127.0.0.1:5500"]
        return try await runCrumb(["js", "-e", code] + page + words, home: home)
    }

    /// Code, and what it prints.
    @Test(arguments: [
        ("1 + 1", "2\n"),
        ("({ a: [1, 'x'] })", #"{"a":[1,"x"]}"# + "\n"),
        ("undefined", ""),
        ("Promise.resolve(7)", "7\n"),
        ("console.log('a %s b', 1, { c: [2] })", "a 1 b { c: [ 2 ] }\n"),
        ("setTimeout(() => console.log('late'), 5); console.log('soon')", "soon\nlate\n"),
        (
            "setTimeout(() => console.log('timer'), 0); Promise.resolve().then(() => "
                + "console.log('microtask')); console.log('script')",
            "script\nmicrotask\ntimer\n"
        ),
        (
            "const id = setInterval(() => { console.log('tick'); clearInterval(id) }, 1)",
            "tick\n"
        ),
        ("addEventListener('load', () => console.log(document.readyState))", "complete\n"),
        ("'\\uD800'.length + '\\0'.length", "2\n"),
        ("new URL('../b?q=1#f', 'http://h:80/a/c').href", "\"http://h/b?q=1#f\"\n"),
        ("new URLSearchParams({ a: 'x y', b: 'ä' }).toString()", "\"a=x+y&b=%C3%A4\"\n"),
        ("new TextDecoder('utf-16le').decode(new Uint8Array([65, 0]))", "\"A\"\n"),
        (
            "new TextDecoder('sjis').decode(new Uint8Array([0x83, 0x65, 0x83, 0x58, 0x83, 0x67]))",
            "\"テスト\"\n"
        ),
        ("new TextDecoder('latin1').encoding", "\"windows-1252\"\n"),
        ("btoa('\\xFF') + atob('/w==').charCodeAt(0)", "\"/w==255\"\n"),
        ("structuredClone(new Map([[1, new Date(0)]])).get(1).getTime()", "0\n"),
        (
            "crypto.subtle.digest('SHA-256', new Uint8Array()).then(d => "
                + "new Uint8Array(d)[0].toString(16))",
            "\"e3\"\n"
        ),
        ("new Response('{\"a\":1}').json()", #"{"a":1}"# + "\n"),
        ("new Headers([['A', '1'], ['a', '2']]).get('a')", "\"1, 2\"\n"),
        (
            "new Response(new ReadableStream({ start(c) { c.enqueue(new Uint8Array([104, 105])); "
                + "c.close() } })).text()",
            "\"hi\"\n"
        ),
        (
            "const f = new FormData(); f.append('a', new Blob(['x']), 'n.txt'); "
                + "new Response(f).formData().then(g => g.get('a').name)",
            "\"n.txt\"\n"
        ),
        ("AbortSignal.abort('why').reason", "\"why\"\n"),
        ("document.cookie = 'a=b'; document.cookie", "\"a=b\"\n"),
        ("location.href + ' ' + origin", "\"http://127.0.0.1:5500/ http://127.0.0.1:5500\"\n"),
    ])
    func scriptPrintsItsLogsAndItsValue(_ code: String, _ expected: String) async throws {
        let result = try await js(code)
        #expect(result.output == expected, "\(code)")
        #expect(result.exitCode == 0, "\(result.errorOutput)")
    }

    /// Code that fails, the message, and the position that it names.
    @Test(arguments: [
        ("null.x", "Uncaught TypeError: ", "-e:1:"),
        (
            "function f() { throw new Error('no') }\nf()", "Uncaught Error: no\n    at f (-e:1:31)",
            "-e:2:2"
        ),
        ("Promise.reject(new Error('later'))", "Uncaught (in promise) Error: later", "-e:1"),
        ("}", "Uncaught SyntaxError: ", "-e:1"),
        ("throw 'text'", "Uncaught text", ""),
        ("fetch('http://[bad')", "Failed to execute 'fetch' on 'Window'", ""),
        ("new Headers({ 'a b': '1' })", "Failed to construct 'Headers': Invalid name", ""),
        (
            "new Request('/', { mode: 'x' })",
            "The provided value 'x' is not a valid enum value of type RequestMode", ""
        ),
        ("new Response('', { status: 99 })", "outside the range [200, 599]", ""),
        ("AbortSignal.abort().throwIfAborted()", "AbortError", ""),
    ])
    func uncaughtErrorsAreReportedWithTheirPosition(
        _ code: String,
        _ message: String,
        _ place: String
    ) async throws {
        let result = try await js(code)
        #expect(result.exitCode == 1)
        #expect(result.errorOutput.contains(message), "\(result.errorOutput)")
        #expect(place.isEmpty || result.errorOutput.contains(place), "\(result.errorOutput)")
    }

    @Test(arguments: [
        "while (true);", "setInterval(() => {}, 10)",
        "new Promise(() => {}); setTimeout(() => {}, 1e6)",
    ])
    func endlessScriptIsStopped(_ code: String) async throws {
        let result = try await js(code, ["--timeout", "300ms"])
        #expect(result.exitCode == 124)
        #expect(result.errorOutput.contains("--timeout"))
    }

    @Test func memoryIsLimited() async throws {
        let result = try await js(
            "const a = []; while (true) a.push(new Array(1e5).fill(1.5))",
            ["--max-memory", "200M"]
        )
        #expect(result.exitCode == 1)
        #expect(result.errorOutput.contains("--max-memory"))
    }

    @Test func missingScriptArgumentIsExplained() async throws {
        let result = try await runCrumb(["js", "--from", "http://a.test"], home: home)
        #expect(result.exitCode == 64)
        #expect(result.errorOutput.contains("crumb js FILE"))
    }

    @Test func missingScriptFileIsInvalidInput() async throws {
        let result = try await runCrumb(
            ["js", "/nowhere/a.js", "--from", "http://a.test"],
            home: home
        )
        #expect(result.exitCode == 2)
        #expect(result.errorOutput.contains("/nowhere/a.js"))
    }

    @Test func jsonHasEverythingThatHappened() async throws {
        let result = try await js(
            "console.warn('w'); document.cookie = 'a=b'; fetch('data:,x'); throw new Error('e')",
            ["--json"]
        )
        let page = try #require(
            try JSONSerialization.jsonObject(with: result.stdout) as? [String: Any]
        )
        #expect(page["schema"] as? String == "crumb.page/1")
        #expect((page["console"] as? [[String: Any]])?.first?["level"] as? String == "warn")
        #expect((page["errors"] as? [[String: Any]])?.count == 1)
        #expect((page["requests"] as? [[String: Any]])?.count == 1)
        #expect((page["jar"] as? [[String: Any]])?.first?["name"] as? String == "a")
        #expect(result.exitCode == 1)
    }

    @Test func cookiesOfScriptsAreKeptInTheProfile() async throws {
        _ = try await js("document.cookie = 'kept=1; Max-Age=100'")
        let cookies = try await runCrumb(["cookies", "list", "--json"], home: home)
        #expect(cookies.output.contains("kept"))
    }

    @Test func cookiesOfACrossSiteFrameAreThirdParty() async throws {
        let result = try await js(
            "document.cookie = 'a=b; SameSite=Lax'; document.cookie",
            ["--from", "http://shop.test", "--in-frame-of", "http://news.test"]
        )
        #expect(result.output == "\"\"\n")
    }
}

/// Whether the tests were built with `crumb-js`.
enum ScriptProgram {
    static var isBuilt: Bool {
        ProcessInfo.processInfo.environment["CRUMB_JS"] != "0"
    }
}
