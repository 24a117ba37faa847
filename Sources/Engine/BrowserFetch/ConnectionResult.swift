/// What a page's code learns of a connection, besides what came of its request.
package enum ConnectionResult: Hashable, Sendable {
    /// What `navigator.sendBeacon()` returned; `nil` where it threw.
    case beacon(returned: Bool?)
    case eventSource(EventSourceReport)
    case webSocket(WebSocketReport)
}

extension FetchReport {
    /// Whether the server got a beacon and answered it: what it answered is not for the page.
    package var isDeliveredBeacon: Bool {
        guard case .beacon(returned: true) = connection, let last = exchanges.last else {
            return false
        }
        return last.kind == .request && last.response != nil
    }
}
