/// The differences between browsers in WebSockets.
package struct WebSocketPolicy: Hashable, Sendable {
    package var subprotocolAnswer: SubprotocolAnswer
    package var handshakeCookies: HandshakeCookies
    package var insecureSocket: InsecureSocket
    package var socketBlockedByCSP: SocketBlockedByCSP
    package var upgradedSocketURL: UpgradedSocketURL

    /// The subprotocol that the server must choose.
    package enum SubprotocolAnswer: Hashable, Sendable {
        /// One if some were offered, and none if none were (the standard).
        case required
        /// None is required; one that was not requested is ignored.
        case optional
    }

    /// The responses whose `Set-Cookie` headers count.
    package enum HandshakeCookies: Hashable, Sendable {
        /// Every response (the standard).
        case ofEveryResponse
        /// The response to a handshake that succeeds, and a 401.
        case ofSuccess
    }

    /// What happens to a ws connection of a page that was loaded over https.
    package enum InsecureSocket: Hashable, Sendable {
        /// The connection fails (the standard).
        case fails
        /// The constructor throws a SecurityError.
        case throwsError
        /// An error event fires, but no close event.
        case neverCloses
    }

    /// What happens to a WebSocket that `connect-src` does not allow.
    package enum SocketBlockedByCSP: Hashable, Sendable {
        /// The connection fails (the standard).
        case fails
        /// An error event fires, but no close event.
        case neverCloses
        /// The constructor throws.
        case throwsError
    }

    /// The value of `url` that the page reads after `upgrade-insecure-requests`.
    package enum UpgradedSocketURL: Hashable, Sendable {
        /// As it was written (the standard).
        case asWritten
        case upgraded
    }
}
