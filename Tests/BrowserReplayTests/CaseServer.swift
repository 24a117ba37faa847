import BrowserFetch
import BrowserHTTP
import BrowserInfra
import Foundation
import Synchronization
import WebOrigin

/// The programmable server of the recordings, without a network: it responds by path, and has the
/// same plain and TLS ports.
final class CaseServer: Transport {
    private struct State {
        var rules: [String: ServedAnswers] = [:]
        /// The number of requests that each rule has served since it was programmed.
        var answered: [String: Int] = [:]
        var log: [HTTPRequest] = []
    }

    private let state = Mutex(State())
    /// The number of requests of the current turn that have neither arrived nor been blocked.
    private let undecided = Atomic(0)

    /// Holds all responses until `count` requests have arrived or have ended without being sent.
    func holdUntilOthersAreDecided(_ count: Int) {
        undecided.store(count, ordering: .sequentiallyConsistent)
    }

    func decide() {
        undecided.subtract(1, ordering: .sequentiallyConsistent)
    }
    private let now: @Sendable () -> Moment
    private static let plainPorts: Set<UInt16> = [80, 18080, 18081, 28080, 28081]
    private static let tlsPorts: Set<UInt16> = [443, 18443, 18444, 28443, 28444]
    /// Ports on which the first byte decides between plain HTTP and TLS.
    private static let bothPorts: Set<UInt16> = [18082, 18083, 28082, 28083]

    init(now: @escaping @Sendable () -> Moment) {
        self.now = now
    }

    /// Adds rules, overriding those with the same key.
    func program(_ rules: [String: ServedAnswers]) {
        state.withLock { state in
            state.rules.merge(rules) { _, new in new }
            for key in rules.keys { state.answered[key] = nil }
        }
    }

    /// Returns the requests that have arrived since the last call.
    func takeRequests() -> [HTTPRequest] {
        state.withLock { state in
            defer { state.log = [] }
            return state.log
        }
    }

    /// The address spaces of the recordings' hosts: some count as public, some as those of another
    /// machine in the local network.
    func knownAddressSpace(of url: WebURL, _ blocks: AddressBlocks) -> AddressSpace? {
        switch url.host?.serialized {
        case "public.test", "other-public.test", "global.test", "other-global.test": .public
        case "nas.test", "nas.local", "192.168.7.7", "lan.test", "lan.local", "10.24.42.1": .local
        default: .loopback
        }
    }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        decide()
        while undecided.load(ordering: .sequentiallyConsistent) > 0 { await Task.yield() }
        return try await answer(request).response
    }

    /// The response by the rules, and the continuation if it is a WebSocket.
    func answer(
        _ request: HTTPRequest
    ) async throws(TransportError) -> (
        response: HTTPResponse, webSocket: ServedResponse.WebSocket
    ) {
        // The codes are those of libcurl.
        if request.url.host?.serialized.hasSuffix(".invalid") == true {
            throw .network(code: 6, detail: "no such host")
        }
        let port = request.url.portOrDefault ?? 0
        let (hasPlain, hasTLS) = (
            Self.plainPorts.contains(port) || Self.bothPorts.contains(port),
            Self.tlsPorts.contains(port) || Self.bothPorts.contains(port)
        )
        guard hasPlain || hasTLS else {
            throw .network(code: 7, detail: "connection refused")
        }
        let isSecure = request.url.scheme == "https"
        if isSecure, !hasTLS { throw .tls(code: 35, detail: "unexpected eof while reading") }
        if !isSecure, !hasPlain {
            throw .network(code: 52, detail: "empty reply from server")
        }
        let answer = state.withLock { state -> ServedResponse? in
            state.log.append(request)
            guard let (key, answers) = rule(for: request.url, in: state.rules) else { return nil }
            let isOptions = request.method == "OPTIONS"
            if isOptions, let options = answers.options { return options.answer(0) }
            if var handshake = answers.websocket, request.headers.get("Upgrade") == "websocket" {
                handshake.status = 101
                return handshake
            }
            defer { state.answered[key, default: 0] += 1 }
            return answers.main?.answer(state.answered[key] ?? 0) ?? ServedResponse()
        }
        let unregistered = ServedResponse(
            status: 404,
            headers: [["Content-Type", "text/plain"]],
            body: "unregistered"
        )
        return (
            response(answer ?? unregistered, to: request),
            answer?.ws ?? ServedResponse.WebSocket()
        )
    }

    private func rule(
        for url: WebURL,
        in rules: [String: ServedAnswers]
    ) -> (key: String, answers: ServedAnswers)? {
        let path = url.serializedPath
        // A key of the form /k/<case>/<step> also matches every path below it.
        let segments = path.split(separator: "/", omittingEmptySubsequences: false)
        let above = segments.count > 4 && segments[1] == "k" ? segments[..<4] : segments[...]
        // The keys in the recordings include the port.
        let origin = "\(url.scheme)://\(url.host?.serialized ?? ""):\(url.portOrDefault ?? 0)"
        for key in [origin + path, path, above.joined(separator: "/")] {
            if let answers = rules[key] { return (key, answers) }
        }
        return nil
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
        // A response that is held open has no known length.
        if hasBody, served.hold == nil, !headers.contains("Content-Length") {
            headers.append("Content-Length", ByteString(utf8: String(body.count)))
        }
        let promised = headers.get("Content-Length").flatMap { Int($0.utf8Decoded) } ?? 0
        let isCut = hasBody && request.method != "HEAD" && promised > body.count
        return HTTPResponse(
            status: status,
            statusText: ByteString(utf8: reasonPhrases[status] ?? ""),
            headers: headers,
            body: hasBody && request.method != "HEAD" ? ByteString(body) : ByteString(),
            bodyError: isCut ? .network(code: 18, detail: "transfer closed") : nil,
            durationMicroseconds: Int64((served.hold ?? 0) * 1_000_000),
            addressSpace: knownAddressSpace(of: request.url, .standard)
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
