import Foundation
import TestSupport

/// A server that responds with the status and headers given in the URL, or never responds.
struct HeaderServer {
    let process: ServerProcess

    /// The server that all tests share.
    static func shared() async throws -> HeaderServer { try await start.value }

    private static let start = Task {
        HeaderServer(process: try await ServerProcess(FlaskServer.python, ["-c", script]))
    }

    /// The URL, on 127.0.0.1, of a response with these headers, each written `Name: value`.
    ///
    /// If `isHeld` is true, the server never responds.
    func url(_ headers: [String], status: Int = 200, isHeld: Bool = false) -> String {
        let fields = headers.map {
            "&h=" + ($0.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")
        }
        return "\(process.baseURL)/?status=\(status)\(fields.joined())\(isHeld ? "&hold=1" : "")"
    }

    private static let script = """
        import http.server, os, sys, threading, urllib.parse
        class Handler(http.server.BaseHTTPRequestHandler):
            def answer(self):
                query = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)
                if 'hold' in query: return self.connection.recv(1)
                self.send_response(int(query.get('status', ['200'])[0]))
                for header in query.get('h', []): self.send_header(*header.split(': ', 1))
                self.send_header('Content-Length', '5')
                self.end_headers()
                self.wfile.write(b'hello')
            do_GET = do_POST = do_PUT = do_OPTIONS = answer
            def log_message(self, *words): pass
        server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
        print('listening on http://127.0.0.1:%d' % server.server_port, flush=True)
        server.serve_forever()
        """
}
