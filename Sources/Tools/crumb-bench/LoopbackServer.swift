internal import BrowserInfra
internal import Glibc
internal import Synchronization

/// A server on 127.0.0.1 that responds at once, in the benchmark's own process, so its cost is not
/// counted.
///
/// - `/page?COUNT,URL`: a page that fetches the URL that many times, one after the other, and then
///   `/done`.
/// - `/modules/N.js`: a module that imports two others, 300 in total; the first one, whose page is
///   `/modules/`, requests `/done` at the end.
/// - `/app`: a page with a style sheet, an image, and a script that makes a list of what it
///   fetches.
/// - `/uncached`: allows every method, but its preflights are not cached.
/// - `/fill/N`: sets twenty cookies.
/// - Everything else: 200, JSON, one cookie, and a preflight that is cached for ten minutes.
final class LoopbackServer: Sendable {
    let port: UInt16
    private let socket: Int32
    private let isDone = Mutex(false)

    init() throws(ChildFailure) {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let socket = socket
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(socket, address, length) == 0 && listen(socket, 64) == 0
                    && getsockname(socket, address, &length) == 0
            }
        }
        guard isListening else { throw ChildFailure(description: "cannot listen on 127.0.0.1") }
        port = UInt16(bigEndian: address.sin_port)
        startThread { [self] in
            while true {
                let connection = accept(socket, nil, nil)
                guard connection >= 0 else { continue }
                _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
                startThread { [self] in serve(connection) }
            }
        }
    }

    var origin: String { "http://127.0.0.1:\(port)" }

    /// Whether a page has requested `/done` since the last call.
    func takeDone() -> Bool {
        isDone.withLock { isDone in
            defer { isDone = false }
            return isDone
        }
    }

    private func startThread(_ body: @escaping @Sendable () -> Void) {
        if let thread = startSystemThread(body) { pthread_detach(thread) }
    }

    private func serve(_ connection: Int32) {
        defer { close(connection) }
        var isOn: Int32 = 1
        setsockopt(connection, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, 4)
        var unread: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { return }
            unread += buffer[..<count]
            // No client here sends a body.
            guard unread.suffix(4).elementsEqual("\r\n\r\n".utf8) else { continue }
            var response = response(to: String(decoding: unread, as: UTF8.self))
            unread = []
            let isSent = response.withUTF8 { bytes in
                send(connection, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
                    == bytes.count
            }
            guard isSent else { return }
        }
    }

    private func response(to request: String) -> String {
        let lines = request.split(separator: "\r\n")
        let words = lines[0].split(separator: " ")
        let origin = lines.first { $0.lowercased().hasPrefix("origin: ") }?.dropFirst(8) ?? "*"
        // A client of a proxy sends the whole URL.
        let path =
            words[1].hasPrefix("/")
            ? words[1] : words[1].drop { $0 != "/" }.dropFirst(2).drop { $0 != "/" }
        var headers = """
            Access-Control-Allow-Origin: \(origin)\r
            Access-Control-Allow-Credentials: true\r
            Content-Type: \(Self.type(of: path))\r\n
            """
        var body = #"{"message":"Cookie is set!"}"#
        if words[0] == "OPTIONS" {
            let age = path.hasPrefix("/uncached") ? 0 : 600
            headers += "Access-Control-Allow-Methods: PUT\r\nAccess-Control-Max-Age: \(age)\r\n"
            body = ""
        } else if path.hasPrefix("/page?") {
            body = page(path)
        } else if path.hasPrefix("/modules/") {
            body = Pages.module(path)
        } else if path.hasPrefix("/app") {
            body = Pages.app(path)
        } else if path.hasPrefix("/fill/") {
            for number in 0..<Workload.perSite {
                headers += "Set-Cookie: c\(number)=\(path.dropFirst(6))f00d; Max-Age=3600\r\n"
            }
        } else if path == "/done" {
            isDone.withLock { $0 = true }
        } else {
            headers += "Set-Cookie: user_token=abc123; Path=/; HttpOnly\r\n"
        }
        return "HTTP/1.1 200 OK\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    private static func type(of path: Substring) -> String {
        if path.hasSuffix(".js") { return "text/javascript" }
        if path.hasSuffix(".css") { return "text/css" }
        let isPage = path.hasPrefix("/page") || path == "/modules/" || path == "/app"
        return isPage ? "text/html" : "application/json"
    }

    private func page(_ path: Substring) -> String {
        let parts = path.dropFirst("/page?".count).split(separator: ",")
        return """
            <!doctype html><title>crumb-bench</title><script type="module">
            for (let i = 0; i < \(parts[0]); i++)
                await (await fetch("\(parts[1])", { credentials: "include" })).text();
            await fetch("/done");
            </script>
            """
    }
}
