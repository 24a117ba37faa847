internal import BrowserCookies
internal import BrowserHTTP
internal import BrowserInfra
package import WebOrigin

/// The arguments of a page's `new WebSocket(url, protocols)`, and what the page does with the
/// WebSocket.
package struct WebSocketRequest: Hashable, Sendable {
    /// Absolute, or relative to the page's URL; may also be http or https.
    package var url: String
    package var protocols: [String]
    /// The messages that the page sends when the connection is open.
    package var messages: [String]
    /// The number of messages after which the page closes the connection; `nil` if it leaves that
    /// to the server.
    package var messageLimit: Int?

    package init(
        url: String,
        protocols: [String] = [],
        messages: [String] = [],
        messageLimit: Int? = nil
    ) {
        self.url = url
        self.protocols = protocols
        self.messages = messages
        self.messageLimit = messageLimit
    }
}

/// The result of a WebSocket's handshake.
package struct WebSocketOpening: Sendable {
    package var report: FetchReport
    /// The value of `url` that the page reads; `nil` if the constructor threw.
    package var url: WebURL?
    /// The subprotocol in use.
    package var subprotocol = ""
    /// `nil` unless the WebSocket is open.
    package var connection: (any WebSocketConnection)?

    package var isOpen: Bool { connection != nil }

    /// The report of the conversation, which has not begun yet.
    package var conversation: WebSocketReport { WebSocketReport(self) }
}

extension Browser {
    /// Performs a page's `new WebSocket(url, protocols)`, up to the open or error event.
    ///
    /// https://websockets.spec.whatwg.org/#dom-websocket-websocket
    package func webSocket(
        _ input: WebSocketRequest,
        from page: Page
    ) async -> WebSocketOpening {
        let template = FetchReport.Template(
            browser: policy.name,
            page: page,
            urlText: input.url,
            method: "GET",
            mode: .webSocket,
            credentials: .include,
            redirect: .error,
            destination: .fetch,
            initiator: .webSocket,
            asked: .webSocket(input),
            thirdParty: policy.cookies.thirdParty
        )
        let url: WebURL
        do throws(FetchFailure) {
            url = try webSocketURL(of: input, page: page)
        } catch {
            return WebSocketOpening(report: template.report(.rejected(error), suffixes: suffixes))
        }
        // 9-11. Set this's url, and establish a WebSocket connection in parallel.
        var params = FetchParams(
            request: handshakeRequest(input, url: url, page: page),
            client: page
        )
        params.webSocketProtocols = input.protocols
        var opening = await establish(params, template: template, url: url)
        opening.url = opening.report.isThrownByConstruction ? nil : visibleURL(of: url, page: page)
        return opening
    }

    /// Steps 1 to 8: the errors for which the constructor throws a SyntaxError.
    func webSocketURL(
        of input: WebSocketRequest,
        page: Page
    ) throws(FetchFailure) -> WebURL {
        // 1-3. Parse the URL against the page's base URL.
        var url: WebURL
        do throws(URLFailure) {
            url = try WebURL(parsing: input.url, base: page.baseURL)
        } catch {
            throw .invalidURL(input: input.url, error)
        }
        // 4-5. Change http to ws, and https to wss.
        if url.isHTTP { url = url.webSocketURL }
        // 6. If the scheme is neither, throw. 7. If there is a fragment, throw.
        guard url.isWebSocket else { throw .notAWebSocketURL(url) }
        guard url.fragment == nil else { throw .webSocketFragment(url) }
        // 8. If a protocol is offered twice, or is not a token, throw.
        for (index, name) in input.protocols.enumerated()
        where !Method.isValid(name) || input.protocols[..<index].contains(name) {
            throw .invalidSubprotocol(name)
        }
        return url
    }

    /// https://websockets.spec.whatwg.org/#concept-websocket-establish, steps 1 to 8
    func handshakeRequest(
        _ input: WebSocketRequest,
        url: WebURL,
        page: Page
    ) -> Request {
        // 1. Let requestURL be url with "http" for "ws" and "https" for "wss".
        // 2. Let request be a new request: mode "websocket", credentials "include", cache
        // "no-store", redirect "error".
        var request = Request(
            method: "GET",
            urlList: [url.handshakeURL],
            headers: HeaderList(),
            body: nil,
            mode: .webSocket,
            credentials: .include,
            redirect: .error,
            cache: .noStore,
            destination: .fetch,
            referrer: .none,
            referrerPolicy: page.referrerPolicy,
            origin: page.origin,
            initiator: .webSocket,
            isUnsafeRequest: false,
            hasUserActivation: false
        )
        // 3-6. Append `Upgrade`, `Connection`, `Sec-WebSocket-Version`; the transport adds the key.
        request.headers.append("Upgrade", "websocket")
        request.headers.append("Connection", "Upgrade")
        request.headers.append("Sec-WebSocket-Version", "13")
        // 7. Append each protocol to `Sec-WebSocket-Protocol`.
        if !input.protocols.isEmpty {
            request.headers.append(
                "Sec-WebSocket-Protocol",
                ByteString(utf8: input.protocols.joined(separator: ", "))
            )
        }
        // 8. (`permessage-deflate`) left out: crumb offers no extensions.
        return request
    }

    private func establish(
        _ params: FetchParams,
        template: FetchReport.Template,
        url: WebURL
    ) async -> WebSocketOpening {
        // 9. Fetch the request.
        var params = params
        do throws(FetchFailure) {
            var response = try await mainFetch(&params)
            // Respond to a challenge with the user and password of the URL.
            if response.message.status == 401, response.message.challengesBasic,
                url.includesCredentials
            {
                params.request.headers.append("Authorization", url.basicCredentials)
                response = try await mainFetch(&params)
            }
            await finishReports(&params)
            switch params.webSocketVerdict {
            case .failure(let failure)?: throw .webSocketHandshake(failure)
            case .success(let subprotocol)?:
                return WebSocketOpening(
                    report: template.report(
                        .fulfilled(
                            response.filtered(for: params.request, policy: policy)
                        ),
                        of: params,
                        suffixes: suffixes
                    ),
                    subprotocol: subprotocol,
                    connection: params.webSocketAnswer?.connection
                )
            case nil: throw .transport(.network(code: nil, detail: "there was no response"))
            }
        } catch {
            await params.webSocketAnswer?.connection?.close(code: nil, reason: "")
            await finishReports(&params)
            return WebSocketOpening(
                report: template.report(.rejected(error), of: params, suffixes: suffixes)
            )
        }
    }

    func visibleURL(of url: WebURL, page: Page) -> WebURL {
        guard policy.webSockets.upgradedSocketURL == .upgraded,
            mustUpgrade(url.handshakeURL, page: page)
        else { return url }
        return url.upgradedToSecureScheme()
    }

    /// Records whether the response to a handshake opens the connection.
    func judgeHandshake(_ response: HTTPResponse, _ params: inout FetchParams) {
        guard params.request.mode == .webSocket, let answer = params.webSocketAnswer else { return }
        let handshake = WebSocketHandshake(
            protocols: params.webSocketProtocols,
            expectedAccept: answer.expectedAccept,
            policy: policy.webSockets
        )
        do throws(WebSocketHandshakeFailure) {
            params.webSocketVerdict = .success(try handshake.judge(response))
        } catch {
            params.webSocketVerdict = .failure(error)
        }
    }

    /// Whether the response's cookies are stored, insofar as this depends on the success of a
    /// handshake.
    func keepsCookies(of response: HTTPResponse, _ params: FetchParams) -> Bool {
        guard params.request.mode == .webSocket,
            policy.webSockets.handshakeCookies == .ofSuccess,
            case .failure = params.webSocketVerdict
        else { return true }
        return response.status == 401
    }
}

extension FetchReport {
    /// Whether the page's code caught an exception instead of receiving an event.
    package var isThrownByConstruction: Bool {
        guard case .rejected(let failure) = outcome else { return false }
        let sockets = BrowserPolicy.named(browser).webSockets
        switch failure {
        case .mixedContent: return initiator == .webSocket && sockets.insecureSocket == .throwsError
        case .contentSecurityPolicy:
            return initiator == .webSocket && sockets.socketBlockedByCSP == .throwsError
        default: return failure.isThrownByConstruction
        }
    }
}

extension WebURL {
    /// https://www.rfc-editor.org/rfc/rfc7617#section-2
    fileprivate var basicCredentials: ByteString {
        let pair = percentDecoded(Array("\(username):\(password)".utf8)[...])
        return ByteString(utf8: "Basic \(ByteString(pair).base64Encoded)")
    }
}

extension HTTPResponse {
    fileprivate var challengesBasic: Bool {
        headers.values(of: "WWW-Authenticate").contains { value in
            let scheme = ByteString(value.bytes.prefix { $0 != 0x20 && $0 != UInt8(ascii: ",") })
            return scheme.equalsIgnoringASCIICase("basic")
        }
    }
}
