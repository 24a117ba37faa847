/// The result of a connection as the page's code sees it, besides the outcome of the request.
package enum ConnectionResult: Hashable, Sendable {
    /// What `navigator.sendBeacon()` returned; `nil` if it threw.
    case beacon(returned: Bool?)
    case eventSource(EventSourceReport)
    case webSocket(WebSocketReport)
}

extension FetchReport {
    /// Whether the server received a beacon and responded; the page does not see the response.
    package var isDeliveredBeacon: Bool {
        guard case .beacon(returned: true) = connection, let last = exchanges.last else {
            return false
        }
        return last.kind == .request && last.response != nil
    }
}
