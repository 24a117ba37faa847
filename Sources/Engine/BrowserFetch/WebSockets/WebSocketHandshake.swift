internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

/// Why a handshake did not open a WebSocket.
///
/// https://www.rfc-editor.org/rfc/rfc6455#section-4.1
package enum WebSocketHandshakeFailure: Error, Hashable, Sendable {
    case unexpectedStatus(Int)
    /// 401 or 407, and there is nothing to answer with.
    case authentication(Int)
    case missing(header: String)
    case repeated(header: String)
    case notWebSocket(upgrade: String)
    case notUpgrade
    case wrongAccept
    /// Some were offered, and the server chose none.
    case noSubprotocol
    case unrequestedSubprotocol(String)
    case unofferedSubprotocol(String)
    case unsupportedExtension(String)

    /// `error.code` of the report.
    package var code: String {
        switch self {
        case .unexpectedStatus, .authentication: "WebSocketUnexpectedStatus"
        case .missing, .repeated, .notWebSocket, .notUpgrade, .wrongAccept:
            "WebSocketInvalidHandshake"
        case .noSubprotocol, .unrequestedSubprotocol, .unofferedSubprotocol: "WebSocketSubprotocol"
        case .unsupportedExtension: "WebSocketExtension"
        }
    }
}

/// What a WebSocket's server is held to.
struct WebSocketHandshake {
    /// The subprotocols that were offered.
    let protocols: [String]
    /// What `Sec-WebSocket-Accept` has to be.
    let expectedAccept: ByteString
    let policy: WebSocketPolicy

    /// Judges the response; returns the subprotocol in use, which may be empty.
    ///
    /// https://www.rfc-editor.org/rfc/rfc6455#section-4.1, "the client MUST validate the server's
    /// response as follows"
    func judge(_ response: HTTPResponse) throws(WebSocketHandshakeFailure) -> String {
        // 1. Any status but 101 is HTTP's; a redirect is not followed.
        switch response.status {
        case 101: break
        case 401, 407: throw .authentication(response.status)
        default: throw .unexpectedStatus(response.status)
        }
        let headers = response.headers
        // 2. `Upgrade` is "websocket" in any case.
        let upgrade = try single("Upgrade", in: headers)
        guard upgrade.equalsIgnoringASCIICase("websocket") else {
            throw .notWebSocket(upgrade: upgrade.isomorphicDecoded)
        }
        // 4. `Sec-WebSocket-Accept` is the hash of the key.
        let accept = try single("Sec-WebSocket-Accept", in: headers)
        guard accept == expectedAccept else { throw .wrongAccept }
        // 3. `Connection` contains the token "Upgrade".
        guard let connection = headers.get("Connection") else {
            throw .missing(header: "Connection")
        }
        guard connection.decodedAndSplit.contains(where: { $0.asciiLowercased == "upgrade" })
        else { throw .notUpgrade }
        // 6. `Sec-WebSocket-Protocol` is one of those that were offered.
        let subprotocol = try subprotocol(in: headers)
        // 5. `Sec-WebSocket-Extensions` names none that was not offered: crumb offers none.
        if let value = headers.get("Sec-WebSocket-Extensions"), !value.isEmpty {
            let name = value.decodedAndSplit.first?.prefix { $0 != ";" } ?? ""
            throw .unsupportedExtension(String(name))
        }
        return subprotocol
    }

    private func single(
        _ name: String,
        in headers: HeaderList
    ) throws(WebSocketHandshakeFailure) -> ByteString {
        let values = headers.values(of: name)
        guard let value = values.first else { throw .missing(header: name) }
        guard values.count == 1 else { throw .repeated(header: name) }
        return value
    }

    private func subprotocol(
        in headers: HeaderList
    ) throws(WebSocketHandshakeFailure) -> String {
        guard let value = headers.get("Sec-WebSocket-Protocol") else {
            if protocols.isEmpty || policy.subprotocolAnswer == .optional { return "" }
            throw .noSubprotocol
        }
        let name = value.isomorphicDecoded
        if protocols.isEmpty {
            if policy.subprotocolAnswer == .optional { return "" }
            throw .unrequestedSubprotocol(name)
        }
        guard !name.contains(",") else { throw .repeated(header: "Sec-WebSocket-Protocol") }
        guard protocols.contains(name) else { throw .unofferedSubprotocol(name) }
        return name
    }
}
