/// A request as a page or the address bar made it, so that it can be repeated.
package enum OriginalRequest: Hashable, Sendable {
    case fetch(FetchRequest)
    case load(LoadRequest)
    case navigation(NavigationRequest, in: NavigationTarget)
    case beacon(BeaconRequest)
    case eventSource(EventSourceRequest)
    case webSocket(WebSocketRequest)
}

extension Browser {
    /// Makes the request from `page`, which only a navigation can do without. For an event source,
    /// only the first connection is made; for a WebSocket, only the handshake.
    ///
    /// Returns `nil` if a page is required but missing.
    package func run(_ asked: OriginalRequest, from page: Page?) async -> FetchReport? {
        switch (asked, page) {
        case (.navigation(let request, let target), let page):
            return await navigate(request, from: page, in: target)
        case (.load(let request), let page?): return await load(request, from: page)
        case (.fetch(let request), let page?): return await fetch(request, from: page)
        case (.beacon(let request), let page?):
            return await sendBeacons([request], from: page).first?.report
        case (.eventSource(var request), let page?):
            request.errorLimit = 1
            return await eventSource(request, from: page).connections.first
        case (.webSocket(var request), let page?):
            (request.messages, request.messageLimit) = ([], 0)
            return await webSocketConversation(request, from: page)
        case (_, nil): return nil
        }
    }
}
