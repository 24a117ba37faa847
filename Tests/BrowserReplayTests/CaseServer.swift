import Fetch
import Foundation
import HTTP
import Infra
import Synchronization
import WebOrigin

/// The programmable server of the recordings, without a network: it knows which ports speak TLS and
/// answers by path.
final class CaseServer: Transport {
    private struct State {
        var rules: [String: ServedAnswers] = [:]
        var log: [HTTPRequest] = []
    }

    private let state = Mutex(State())
    private let now: @Sendable () -> Moment
    private static let plainPorts: Set<UInt16> = [18080, 18081, 28080, 28081]
    private static let tlsPorts: Set<UInt16> = [18443, 18444, 28443, 28444]

    init(now: @escaping @Sendable () -> Moment) {
        self.now = now
    }

    /// Adds to the rules so far, and overrides those of the same key.
    func program(_ rules: [String: ServedAnswers]) {
        state.withLock { $0.rules.merge(rules) { _, new in new } }
    }

    /// The requests that arrived since the last call.
    func takeRequests() -> [HTTPRequest] {
        state.withLock { state in
            defer { state.log = [] }
            return state.log
        }
    }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        // The codes are libcurl's.
        if request.url.host?.serialized.hasSuffix(".invalid") == true {
            throw .network(code: 6, detail: "no such host")
        }
        guard let port = request.url.portOrDefault,
            Self.tlsPorts.contains(port) || Self.plainPorts.contains(port)
        else { throw .network(code: 7, detail: "connection refused") }
        let isSecure = request.url.scheme == "https"
        if isSecure, !Self.tlsPorts.contains(port) {
            throw .tls(code: 35, detail: "unexpected eof while reading")
        }
        if !isSecure, !Self.plainPorts.contains(port) {
            throw .network(code: 52, detail: "empty reply from server")
        }
        let answers = state.withLock { state in
            state.log.append(request)
            return rule(for: request.url, in: state.rules)
        }
        guard let answers else {
            return response(
                ServedResponse(
                    status: 404,
                    headers: [["Content-Type", "text/plain"]],
                    body: "unregistered"
                ),
                to: request
            )
        }
        let isOptions = request.method == "OPTIONS"
        let answer = (isOptions ? answers.options : nil) ?? answers.main ?? ServedResponse()
        return response(answer, to: request)
    }

    private func rule(for url: WebURL, in rules: [String: ServedAnswers]) -> ServedAnswers? {
        let path = url.serializedPath
        // The recordings' keys always name the port.
        if let answers = rules[url.origin.serialized + path] ?? rules[path] { return answers }
        // A key of the form /k/<case>/<step> also matches every path below it.
        let segments = path.split(separator: "/", omittingEmptySubsequences: false)
        guard segments.count > 4, segments[1] == "k" else { return nil }
        return rules[segments[..<4].joined(separator: "/")]
    }

    private func response(_ served: ServedResponse, to request: HTTPRequest) -> HTTPResponse {
        let status = served.status ?? 200
        var headers = HeaderList()
        for pair in served.headers ?? [] {
            let text = expandingDates(in: pair[1], now: now())
            let value = ByteString(isomorphicEncoding: text) ?? ByteString(utf8: text)
            headers.append(pair[0], value.trimming { $0 == 0x20 || $0 == 0x09 })
        }
        let body: [UInt8]
        if let encoded = served.bodyB64, let data = Data(base64Encoded: encoded) {
            body = Array(data)
        } else if served.body == "{{page}}" {
            body = Array("<!doctype html><title>page</title>".utf8)
        } else {
            body = Array((served.body ?? "ok").utf8)
        }
        let hasBody = status != 204 && status != 304
        if hasBody, !headers.contains("Content-Length") {
            headers.append("Content-Length", ByteString(utf8: String(body.count)))
        }
        return HTTPResponse(
            status: status,
            statusText: ByteString(utf8: reasonPhrases[status] ?? ""),
            headers: headers,
            body: hasBody && request.method != "HEAD" ? ByteString(body) : ByteString()
        )
    }
}

private let reasonPhrases = [
    200: "OK", 201: "Created", 202: "Accepted", 203: "Non-Authoritative Information",
    204: "No Content", 205: "Reset Content", 206: "Partial Content", 226: "IM Used",
    300: "Multiple Choices", 301: "Moved Permanently", 302: "Found", 303: "See Other",
    304: "Not Modified", 307: "Temporary Redirect", 308: "Permanent Redirect", 400: "Bad Request",
    401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
    410: "Gone", 418: "I'm a Teapot", 429: "Too Many Requests", 500: "Internal Server Error",
    501: "Not Implemented", 502: "Bad Gateway", 503: "Service Unavailable",
]
