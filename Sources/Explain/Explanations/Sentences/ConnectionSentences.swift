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
        case .authentication(let status):
            "The server asks for a password (\(status)), and a WebSocket cannot prompt for one."
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
        case .unaskedSubprotocol(let name):
            "The server chose the subprotocol \"\(name)\", but the page offered none."
        case .unofferedSubprotocol(let name):
            "The server chose the subprotocol \"\(name)\", which the page did not offer (case "
                + "matters)."
        case .unsupportedExtension(let name):
            "The server uses the extension \"\(name)\", which the browser did not offer."
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
