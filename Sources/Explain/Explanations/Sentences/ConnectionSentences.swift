internal import BrowserFetch

extension WebSocketHandshakeFailure {
    /// One sentence for somebody who has never heard of it.
    var sentence: String {
        switch self {
        case .unexpectedStatus(let status) where (300...399).contains(status):
            "The server answered the handshake with a redirect (\(status)), and a WebSocket follows "
                + "none. Use the URL that it leads to."
        case .unexpectedStatus(let status):
            "The server answered the handshake with status \(status) instead of 101."
        case .authentication(let status):
            "The server asks for a password (\(status)), and a page cannot be asked for one here."
        case .missing(let header): "The handshake's answer has no \(header)."
        case .repeated(let header): "The handshake's answer has several \(header)."
        case .notWebSocket(let upgrade):
            "The handshake's answer has Upgrade: \(upgrade) instead of websocket."
        case .notUpgrade: "The handshake's answer has no Upgrade in its Connection header."
        case .wrongAccept:
            "Sec-WebSocket-Accept does not fit the key: who answered does not speak WebSocket, or it "
                + "comes from a cache."
        case .noSubprotocol:
            "The page offered subprotocols, and the server chose none: it has to answer exactly one "
                + "of them in Sec-WebSocket-Protocol."
        case .unaskedSubprotocol(let name):
            "The server chose the subprotocol \"\(name)\", and the page offered none."
        case .unofferedSubprotocol(let name):
            "The server chose the subprotocol \"\(name)\", which the page did not offer (upper and "
                + "lower case count)."
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
