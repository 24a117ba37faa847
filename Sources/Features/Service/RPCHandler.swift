package import BrowserJSON

/// Answers the requests of a protocol.
package protocol RPCHandler: Sendable {
    /// The result of a call, which runs in its own task and may be canceled.
    func answer(_ call: RPCCall) async throws(RPCError) -> JSONValue

    /// Whether later requests wait until this one ends.
    func isBarrier(_ request: RPCRequest) -> Bool

    /// The ID of the request that this one cancels; `nil` if it is not a cancellation.
    func cancelledID(_ request: RPCRequest) -> JSONValue?

    /// Whether a canceled request receives an error as its reply.
    var repliesToCanceled: Bool { get }

    /// Whether a line may contain several requests.
    var acceptsBatches: Bool { get }
}

/// A request, with a way to send notifications while it runs.
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
