/// What a page or the address bar asked for, so that it can be asked again.
package enum OriginalRequest: Hashable, Sendable {
    case fetch(FetchRequest)
    case load(LoadRequest)
    case navigation(NavigationRequest, in: NavigationTarget)
    case beacon(BeaconRequest)
    case eventSource(EventSourceRequest)
    case webSocket(WebSocketRequest)
}

extension Browser {
    /// Asks, from `page`; only a navigation can do without one. Of an event source: its first
    /// connection; of a WebSocket: the handshake.
    ///
    /// Returns `nil` where a page is missing.
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
