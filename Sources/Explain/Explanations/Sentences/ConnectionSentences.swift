internal import BrowserFetch

extension WebSocketHandshakeFailure {
    /// One sentence for somebody who has never heard of it.
    var sentence: String {
        switch self {
        case .unexpectedStatus(let status) where (300...399).contains(status):
            "The server answered the handshake with a redirect (\(status)), and WebSockets do "
                + "not follow redirects. Use the URL that it leads to."
        case .unexpectedStatus(let status):
            "The server answered the handshake with status \(status) instead of 101."
                + Self.usualCause(of: status)
        case .authentication(let status):
            "The server requires a password (\(status)), and a WebSocket cannot prompt for one."
        case .missing(let header): "The handshake response has no \(header)."
        case .repeated(let header): "The handshake response has several \(header)."
        case .notWebSocket(let upgrade):
            "The handshake response has Upgrade: \(upgrade) instead of websocket."
        case .notUpgrade: "The handshake response has no Upgrade in its Connection header."
        case .wrongAccept:
            "Sec-WebSocket-Accept does not match the key: the server does not speak WebSocket, "
                + "or the response comes from a cache."
        case .noSubprotocol:
            "The page offered subprotocols, and the server chose none: it must return exactly "
                + "one of them in Sec-WebSocket-Protocol."
        case .unrequestedSubprotocol(let name):
            "The server chose the subprotocol \"\(name)\", but the page offered none."
        case .unofferedSubprotocol(let name):
            "The server chose the subprotocol \"\(name)\", which the page did not offer (case "
                + "matters)."
        case .unsupportedExtension(let name):
            "The server uses the extension \"\(name)\", which the browser did not offer."
        }
    }
}

extension WebSocketHandshakeFailure {
    /// Behind the sentence; empty where a status says it itself.
    private static func usualCause(of status: Int) -> String {
        switch status {
        case 200...299:
            " This path is an ordinary HTTP route, not a WebSocket endpoint; check the path first."
        case 400:
            " 400 usually means that this path is not a WebSocket endpoint; check the path first."
        case 404: " There is nothing at this path; check it first."
        case 403: " 403 usually means that the server rejects the page's Origin."
        case 426: " The server expects a protocol other than WebSocket at this path."
        default: ""
        }
    }
}

extension EventStreamFailure {
    var sentence: String {
        switch self {
        case .status(let status):
            "An event stream has status 200, not \(status)\(status == 204 ? ", which ends it for good" : "")."
        case .type(let type):
            "An event stream has Content-Type: text/event-stream, "
                + (type.isEmpty ? "and this response has none." : "not \(type).")
        case .charset(let charset): "An event stream is UTF-8, not \(charset)."
        }
    }
}
