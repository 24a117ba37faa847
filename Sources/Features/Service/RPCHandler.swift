package import BrowserJSON

/// What answers the requests of one protocol.
package protocol RPCHandler: Sendable {
    /// The result of a request that is called, in one task of its own, which may be cancelled.
    func answer(_ call: RPCCall) async throws(RPCError) -> JSONValue

    /// Whether requests that come later begin when this one has ended.
    func isBarrier(_ request: RPCRequest) -> Bool

    /// The id of the request that this one cancels; `nil` where it is about something else.
    func cancelledID(_ request: RPCRequest) -> JSONValue?

    /// Whether a cancelled request is answered, with an error.
    var repliesToCanceled: Bool { get }

    /// Whether several requests may come in one line.
    var acceptsBatches: Bool { get }
}

/// A request, and what can be told while it is answered.
package struct RPCCall: Sendable {
    package var request: RPCRequest
    /// Sends a notification at once; returns when there is room for more.
    package var notify: @Sendable (String, JSONValue) async -> Void

    package init(
        _ request: RPCRequest,
        notify: @escaping @Sendable (String, JSONValue) async -> Void
    ) {
        self.request = request
        self.notify = notify
    }
}
