package import Explanations

extension Framework {
    /// Returns code that allows pages of `origin`, and no others, to open WebSockets. There is no CORS
    /// for that: the server compares the handshake's Origin, and every library does that in a place of
    /// its own.
    package static func webSocketFixes(allowing origin: String) -> [Advice.Fix] {
        fixes { framework in
            let quoted = framework.quoted(origin)
            return switch framework {
            case .flask: "SocketIO(app, cors_allowed_origins=[\(quoted)])  # Flask-SocketIO"
            case .express:
                "new WebSocketServer({ server, verifyClient: ({ origin }) => origin === \(quoted) })"
            case .django: "OriginValidator(application, [\(quoted)])  # channels.security.websocket"
            case .fastapi:
                """
                if websocket.headers.get("origin") != \(quoted):
                    raise WebSocketException(code=1008)  # before websocket.accept()
                """
            case .spring: "registry.addHandler(handler, path).setAllowedOrigins(\(quoted));"
            case .rails: "config.action_cable.allowed_request_origins = [\(quoted)]"
            case .nginx: "if ($http_origin != \(quoted)) { return 403; }"
            case .aspnet:
                "app.UseWebSockets(new WebSocketOptions { AllowedOrigins = { \(quoted) } });"
            case .laravel: nil
            case .go:
                """
                websocket.Upgrader{CheckOrigin: func(r *http.Request) bool {
                    return r.Header.Get("Origin") == \(quoted)
                }}
                """
            case .caddy:
                """
                @foreign not header Origin \(quoted)
                respond @foreign 403
                """
            }
        }
    }
}
