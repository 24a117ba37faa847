import Foundation
import TestSupport
import Testing

/// A script's `fetch()`, `Request` and `Response`, where they interact with the rest of the page.
@Suite(.enabled(if: ScriptProgram.isBuilt, "built with CRUMB_JS=0"))
struct ScriptFetchTests {
    private let home: TemporaryDirectory

    init() throws {
        home = try TemporaryDirectory()
    }

    /// A server that responds to `/x` with bytes that JSON and JavaScript would escape, and to
    /// everything else with the request line.
    private static let program = #"""
        import http.server
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                body = b"\x00\xef\xbb\xbf\xc3\xa9\xff" if self.path == "/x" else self.requestline.encode()
                self.wfile.write(b'HTTP/1.1 200 \xe9"\\OK\r\nX-Odd: "a\\b\x7f\xe9\x80"\r\nX-Empty:\r\n')
                self.wfile.write(b'Content-Length: %d\r\nConnection: close\r\n\r\n' % len(body) + body)
                self.close_connection = True
            def log_message(self, *_): pass
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        print("http://127.0.0.1:%d" % server.server_port, flush=True)
        server.serve_forever()
        """#

    /// Code, and what it prints as JSON.
    @Test(arguments: [
        // The response's bytes, one character each.
        (
            "fetch('/x').then(r => [r.statusText, r.headers.get('x-odd'), r.headers.get('x-empty')]"
                + ".map(t => [...t].map(c => c.charCodeAt())))",
            "[[233,34,92,79,75],[34,97,92,98,127,233,128,34],[]]"
        ),
        (
            "fetch('/x').then(r => r.text()).then(t => [...t].map(c => c.charCodeAt()))",
            "[0,65279,233,65533]"
        ),
        ("fetch('/x').then(r => r.headers === r.headers)", "true"),
        ("fetch('/x').then(r => r.clone().headers.get('x-empty') === '')", "true"),
        (
            "fetch('/x').then(r => { try { r.headers.append('a', 'b') } catch (e) { return e.name } })",
            #""TypeError""#
        ),
        // Each member of an init is read once, and none is read without an init.
        (
            "const read = []; const init = { get method() { read.push('method'); return 'POST' }, "
                + "get body() { read.push('body'); return 'b' }, get headers() { read.push('headers') } }; "
                + "new Request('/a', init); read",
            #"["body","headers","method"]"#
        ),
        (
            "Object.prototype.method = 'PUT'; const r = [new Request('/a').method, "
                + "new Request('/a', {}).method]; delete Object.prototype.method; r",
            #"["GET","PUT"]"#
        ),
        (
            "Object.prototype.x = 1; const r = new Request(new Request('/a', { referrer: '' })).referrer; "
                + "delete Object.prototype.x; r",
            #""""#
        ),
        // A page that replaces methods of Headers does not affect Request.
        (
            "Headers.prototype.append = () => { throw 'append' }; new Request(new Request('/a', "
                + "{ method: 'POST', body: 'x', headers: { a: 'b' } })).headers.get('content-type')",
            #""text/plain;charset=UTF-8""#
        ),
        // Only an @ in the authority marks credentials.
        (
            "['http://u@h/', 'http://:p@h/', 'foo://u:p@h', '//u@h/', 'http://@h/', 'http://h/@', 'http://h/?a@b#c@d', "
                + "'data:,x://a@b', 'foo:/.//a@b', 'mailto:a@b'].map(u => { try { new Request(u); return 1 } catch (e) { return 0 } })",
            "[0,0,0,0,1,1,1,1,1,1]"
        ),
        (
            "fetch('http://[').catch(e => e.message)",
            #""Failed to execute 'fetch' on 'Window': Failed to parse URL from http://[""#
        ),
        // The base of relative URLs may change.
        (
            "const a = new Request('b').url; history.pushState(null, '', '/c/d'); "
                + "[a, new Request('b').url].map(u => new URL(u).pathname)",
            #"["/b","/c/b"]"#
        ),
        ("fetch('b?q#f').then(r => r.text())", #""GET /b?q HTTP/1.1""#),
        // A body that has arrived in full is still discarded if its signal aborts at once.
        (
            "const c = new AbortController(); fetch('/x', { signal: c.signal }).then(r => { c.abort('why'); "
                + "return r.text() }).catch(e => e)",
            #""why""#
        ),
        (
            "const c = new AbortController(); fetch('/x', { signal: c.signal }).then(r => new Promise("
                + "done => setTimeout(() => { c.abort('why'); done(r.text()) }, 20))).then(t => t.length)",
            "4"
        ),
        (
            "const c = new AbortController(), p = fetch('/x', { signal: c.signal }); c.abort('early'); "
                + "p.catch(e => e)",
            #""early""#
        ),
        // Promises settle one after the other, after as many microtasks as in the standard.
        (
            "const told = []; fetch('/x').then(async r => { const t = r.text().then(() => told.push('text')); "
                + "await 0; told.push(1); await 0; told.push(2); await t; return told })",
            #"[1,"text",2]"#
        ),
    ])
    func fetchInAScriptFollowsTheStandard(_ code: String, _ expected: String) async throws {
        let server = try RunningProcess("python3", ["-c", Self.program])
        defer { server.kill() }
        let line = try #require(
            String(data: server.standardOutput.availableData, encoding: .utf8)
        )
        let page = line.trimmingCharacters(in: .whitespacesAndNewlines)
        let result = try await runCrumb(["js", "-e", code, "--from", page], home: home)
        #expect(result.output == expected + "\n", "\(code)")
    }
}
