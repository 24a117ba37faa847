/// What browsers decide differently about WebSockets.
package struct WebSocketPolicy: Hashable, Sendable {
    package var subprotocolAnswer: SubprotocolAnswer
    package var handshakeCookies: HandshakeCookies
    package var insecureSocket: InsecureSocket
    package var socketBlockedByCSP: SocketBlockedByCSP
    package var upgradedSocketURL: UpgradedSocketURL

    /// What the server has to say of the subprotocols.
    package enum SubprotocolAnswer: Hashable, Sendable {
        /// One where some were offered, and none where none was (the standard).
        case required
        /// Nothing; what was not asked for is not looked at.
        case optional
    }

    /// Whose `Set-Cookie` counts.
    package enum HandshakeCookies: Hashable, Sendable {
        /// That of every answer (the standard).
        case ofEveryResponse
        /// That of a handshake that succeeds, and of a 401.
        case ofSuccess
    }

    /// What becomes of ws on a page that came over https.
    package enum InsecureSocket: Hashable, Sendable {
        /// The connection fails (the standard).
        case fails
        /// The constructor throws a SecurityError.
        case throwsError
        /// An error event comes, and no close event.
        case neverCloses
    }

    /// What becomes of a WebSocket that `connect-src` does not allow.
    package enum SocketBlockedByCSP: Hashable, Sendable {
        /// The connection fails (the standard).
        case fails
        /// An error event comes, and no close event.
        case neverCloses
        /// The constructor throws.
        case throwsError
    }

    /// What the page reads as `url` after `upgrade-insecure-requests`.
    package enum UpgradedSocketURL: Hashable, Sendable {
        /// As it was written (the standard).
        case asWritten
        case upgraded
    }
}
