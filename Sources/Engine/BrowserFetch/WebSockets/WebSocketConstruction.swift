package import WebOrigin

/// The result of a page's `new WebSocket(url, protocols)` when it returns or throws.
package enum WebSocketConstruction: Hashable, Sendable {
    /// It returns, with this value of `url`; everything else follows as events.
    case returns(url: WebURL)
    case throwsError(FetchFailure)
}

extension Browser {
    /// https://websockets.spec.whatwg.org/#dom-websocket-websocket
    package func construct(
        _ input: WebSocketRequest,
        from page: Page
    ) -> WebSocketConstruction {
        do throws(FetchFailure) {
            let url = try webSocketURL(of: input, page: page)
            var params = FetchParams(
                request: handshakeRequest(input, url: url, page: page),
                client: page
            )
            do throws(FetchFailure) {
                upgradeInsecureRequest(&params)
                try checkContentSecurityPolicy(&params)
                try checkMixedContent(
                    params.request,
                    client: params.environment,
                    warnings: &params.warnings
                )
            } catch {
                let rules = policy.webSockets
                switch error {
                case .mixedContent where rules.insecureSocket == .throwsError: throw error
                case .contentSecurityPolicy where rules.socketBlockedByCSP == .throwsError:
                    throw error
                // The connection fails, which fires an event.
                default: break
                }
            }
            return .returns(url: visibleURL(of: url, page: page))
        } catch {
            return .throwsError(error)
        }
    }
}
