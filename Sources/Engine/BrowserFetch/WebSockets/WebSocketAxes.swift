package import BrowserInfra

extension WebSocketPolicy {
    /// Every field, in words.
    package static let axes: [PolicyAxis<WebSocketPolicy>] = [
        PolicyAxis(
            "subprotocolAnswer",
            \.subprotocolAnswer,
            title: "Subprotocol of a WebSocket",
            "What the server has to say of the subprotocols.",
            source: "WebSockets 2, step 12.2 of establishing; RFC 6455 4.1"
        ) {
            switch $0 {
            case .required: "{wants|want} one of those that were offered, and none where none was"
            case .optional: "{opens|open} the connection without one, too"
            }
        },
        PolicyAxis(
            "handshakeCookies",
            \.handshakeCookies,
            title: "Set-Cookie in the response to a handshake",
            "Whose cookies are stored.",
            source: "Fetch 4.7: the cookies of every response are stored"
        ) {
            switch $0 {
            case .ofEveryResponse: "{stores|store} those of every response"
            case .ofSuccess: "{stores|store} those of a handshake that succeeds, and of a 401"
            }
        },
        PolicyAxis(
            "insecureSocket",
            \.insecureSocket,
            title: "ws: from an https page",
            "How a connection that is mixed content fails.",
            source: "Mixed Content 4.4: the connection fails"
        ) {
            switch $0 {
            case .fails: "{fires|fire} error and close"
            case .throwsError: "{throws|throw} a SecurityError"
            case .neverCloses: "{fires|fire} error, and never close"
            }
        },
        PolicyAxis(
            "socketBlockedByCSP",
            \.socketBlockedByCSP,
            title: "A WebSocket that connect-src does not allow",
            "How it fails.",
            source: "CSP 6.1: the connection fails"
        ) {
            switch $0 {
            case .fails: "{fires|fire} error and close"
            case .neverCloses: "{fires|fire} error, and never close"
            case .throwsError: "{throws|throw}"
            }
        },
        PolicyAxis(
            "upgradedSocketURL",
            \.upgradedSocketURL,
            title: "url of a WebSocket after upgrade-insecure-requests",
            "What the page reads.",
            source: "WebSockets 3.1: url is what was parsed"
        ) {
            switch $0 {
            case .asWritten: "{shows|show} the URL as it was written"
            case .upgraded: "{shows|show} wss:"
            }
        },
    ]
}
