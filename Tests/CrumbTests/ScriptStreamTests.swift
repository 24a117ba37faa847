import Foundation
import TestSupport
import Testing

/// A script's WebSockets and event sources, against real servers.
@Suite(.enabled(if: ScriptProgram.isBuilt, "built with CRUMB_JS=0"))
struct ScriptStreamTests {
    private let home: TemporaryDirectory
    private static let page = "http://localhost:5500"

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

    /// The path of a socket, the code that uses it, and what is logged.
    @Test(arguments: [
        (
            "/echo",
            "w.onopen = () => { w.send('text'); w.send(new Uint8Array([1, 2])); }; "
                + "w.binaryType = 'arraybuffer'; w.onmessage = e => { "
                + "console.log(typeof e.data === 'string' ? e.data : e.data.byteLength); "
                + "if (typeof e.data !== 'string') w.close(3001, 'done') }",
            "text\n2\nclose 3001 done true\n"
        ),
        (
            "/echo",
            "w.onopen = () => w.send(new Blob(['bl', 'ob'])); "
                + "w.onmessage = async e => { "
                + "console.log(e.data instanceof Blob, await e.data.text()); "
                + "w.close() }",
            "true blob\nclose 1005  true\n"
        ),
        ("/bye", "", "close 4001 bye true\n"),
        ("/refused", "", "error\nclose 1006  false\n"),
        ("/echo", "w.close()", "error\nclose 1006  false\n"),
        (
            "/large?size=300000",
            "let n = 0; w.onmessage = e => { n += e.data.length ?? e.data.size; "
                + "if (n === 600000) { console.log(n); w.close() } }",
            "600000\nclose 1005  true\n"
        ),
    ])
    func socketSendsReceivesAndCloses(
        _ path: String,
        _ code: String,
        _ expected: String
    ) async throws {
        let server = try await chatServer()
        let script = """
            const w = new WebSocket('\(server.baseURL)\(path)');
            w.onerror = () => console.log('error');
            w.onclose = e => console.log('close', e.code, e.reason, e.wasClean);
            \(code); undefined
            """
        let result = try await js(script)
        #expect(result.output == expected, "\(result.errorOutput)")
        try await server.stop()
    }

    /// Code that throws, and the name of the error.
    @Test(arguments: [
        ("new WebSocket('ftp://a.test/')", "SyntaxError"),
        ("new WebSocket('ws://a.test/#x')", "SyntaxError"),
        ("new WebSocket('ws://a.test/', ['a', 'a'])", "SyntaxError"),
        ("new WebSocket('ws://a.test/', 'a b')", "SyntaxError"),
        ("WebSocket('ws://a.test/')", "TypeError"),
        ("new WebSocket()", "TypeError"),
        ("new EventSource('http://[bad')", "SyntaxError"),
    ])
    func constructorsThrowForInvalidArguments(_ code: String, _ name: String) async throws {
        let result = try await js("try { \(code) } catch (e) { e.name }")
        #expect(result.output == "\"\(name)\"\n", "\(result.errorOutput)")
    }

    /// Chrome and Firefox throw; in Safari, the socket fires an error event.
    @Test(arguments: [
        ("chrome", "SecurityError"), ("firefox", "SecurityError"), ("safari", "error"),
    ])
    func mixedContentIsBlockedAsInEachBrowser(_ browser: String, _ expected: String) async throws {
        let code = """
            try { new WebSocket('ws://shop.test/').onerror = () => console.log('error') }
            catch (e) { console.log(e.name) }
            """
        let result = try await js(
            code + "; undefined",
            from: "https://shop.test",
            "--browser",
            browser
        )
        #expect(result.output == expected + "\n", "\(result.errorOutput)")
        #expect(result.errorOutput.contains("MixedContent"), "\(result.errorOutput)")
    }

    @Test func socketsToOneHostOpenOneAfterTheOther() async throws {
        let server = try await chatServer()
        let script = """
            const order = [];
            for (const n of [1, 2, 3]) {
              const w = new WebSocket('\(server.baseURL)/echo');
              w.onopen = () => { order.push(n); if (order.length === 3) console.log(order.join()) };
            }
            undefined
            """
        #expect(try await js(script).output.hasPrefix("1,2,3\n"))
        try await server.stop()
    }

    /// An open connection does not keep the script from ending.
    @Test func idleSocketDoesNotKeepThePageOpen() async throws {
        let server = try await chatServer()
        let result = try await js(
            "const w = new WebSocket('\(server.baseURL)/echo'); "
                + "w.onopen = () => console.log('open')",
            "--timeout",
            "20s"
        )
        #expect(result.output.hasPrefix("open\n") || result.output.hasSuffix("open\n"))
        #expect(result.exitCode == 0, "\(result.errorOutput)")
        try await server.stop()
    }

    @Test func eventSourceReceivesMessagesAndReconnects() async throws {
        let server = try await connectionServer()
        let script = """
            const source = new EventSource('\(server.baseURL)/stream?end=4');
            source.onopen = () => console.log('open', source.readyState);
            source.onmessage = e => console.log(
              e.data, e.lastEventId, e.origin === '\(server.baseURL)'
            );
            source.onerror = () => {
              console.log('error', source.readyState);
              // Keeps the script running until the second connection.
              if (source.readyState === EventSource.CONNECTING) setTimeout(() => {}, 4000);
            };
            undefined
            """
        let result = try await js(script)
        let lines = result.output.split(separator: "\n")
        #expect(lines.prefix(4) == ["open 1", "message 1 1 true", "message 2 2 true", "error 0"])
        #expect(lines.last == "error 2", "\(result.output) \(result.errorOutput)")
        try await server.stop()
    }

    @Test func closedEventSourceReceivesNothing() async throws {
        let server = try await connectionServer()
        let script = """
            const source = new EventSource('\(server.baseURL)/stream?hold=1');
            source.onmessage = e => { console.log(e.data); source.close(); };
            undefined
            """
        #expect(try await js(script).output == "message 1\n")
        try await server.stop()
    }
}
