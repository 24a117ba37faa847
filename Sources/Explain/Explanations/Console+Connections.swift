internal import BrowserFetch
internal import WebOrigin

extension FetchReport {
    /// What Chrome's console says about a WebSocket that was open.
    var webSocketMessages: [String] {
        guard case .webSocket(let socket) = connection, let fact = socket.fault?.consoleFact else {
            return localNetworkWarnings
        }
        return localNetworkWarnings + [
            "WebSocket connection to '\(url?.href ?? urlText)' failed: \(fact)"
        ]
    }

    /// What Chrome's console says about a WebSocket that did not open.
    func webSocketMessages(on failure: FetchFailure) -> [String] {
        let failed = { (reason: String) in
            ["WebSocket connection to '\(url?.href ?? urlText)' failed: \(reason)"]
        }
        switch failure {
        case .mixedContent(let url, _):
            return [
                "Mixed Content: The page at '\(securePage)' was loaded over HTTPS, but attempted to "
                    + "connect to the insecure WebSocket endpoint '\(url.href)'. This request has "
                    + "been blocked; this endpoint must be available over WSS."
            ]
        case .localNetwork:
            return localNetworkWarnings
                + failed(
                    "Error in connection establishment: "
                        + "net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS"
                )
        case .contentSecurityPolicy(let url, let violation):
            return [violation.consoleMessage(url, from: page)]
        case .webSocketHandshake(.authentication(401)):
            return failed("HTTP Authentication failed; no valid credentials available")
        case .webSocketHandshake(let handshake):
            return failed("Error during WebSocket handshake: \(handshake.consoleFact)")
        case .badPort:
            return failed("Error in connection establishment: net::ERR_UNSAFE_PORT")
        case .transport(let error):
            return failed("Error in connection establishment: net::\(error.netErrorName)")
        default: return []
        }
    }
}

extension WebSocketHandshakeFailure {
    fileprivate var consoleFact: String {
        switch self {
        case .unexpectedStatus(let status), .authentication(let status):
            "Unexpected response code: \(status)"
        case .missing(let header): "'\(header)' header is missing"
        case .repeated(let header):
            "'\(header)' header must not appear more than once in a response"
        case .notWebSocket(let upgrade): "'Upgrade' header value is not 'WebSocket': \(upgrade)"
        case .notUpgrade: "'Connection' header value must contain 'Upgrade'"
        case .wrongAccept: "Incorrect 'Sec-WebSocket-Accept' header value"
        case .noSubprotocol:
            "Sent non-empty 'Sec-WebSocket-Protocol' header but no response was received"
        case .unrequestedSubprotocol(let name):
            "Response must not include 'Sec-WebSocket-Protocol' header if not present in request: "
                + name
        case .unofferedSubprotocol(let name):
            "'Sec-WebSocket-Protocol' header value '\(name)' in response does not match any of sent "
                + "values"
        case .unsupportedExtension(let name):
            "Found an unsupported extension '\(name)' in 'Sec-WebSocket-Extensions' header"
        }
    }
}

extension EventStreamFailure {
    var consoleMessages: [String] {
        switch self {
        // The status of an error is told as of any load.
        case .status: []
        case .type(let type):
            [
                "EventSource's response has a MIME type (\"\(type.prefix { $0 != ";" })\") that is not "
                    + "\"text/event-stream\". Aborting the connection."
            ]
        case .charset(let charset):
            [
                "EventSource's response has a charset (\"\(charset)\") that is not UTF-8. Aborting the "
                    + "connection."
            ]
        }
    }
}
