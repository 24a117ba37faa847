internal import BrowserFetch
internal import WebOrigin

/// The transport of a long-lived browser, which a single request can replace with another.
struct SubstitutableTransport: Transport {
    /// The transport for the requests of the current task.
    @TaskLocal static var substitute: (any Transport)?

    let network: any Transport

    var readsFiles: Bool { network.readsFiles }

    private var current: any Transport { Self.substitute ?? network }

    func knownAddressSpace(of url: WebURL, _ blocks: AddressBlocks) -> AddressSpace? {
        network.knownAddressSpace(of: url, blocks)
    }

    func pageAddressSpace(at url: WebURL, _ blocks: AddressBlocks) -> AddressSpace? {
        network.pageAddressSpace(at: url, blocks)
    }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        try await current.send(request)
    }

    func openWebSocket(
        _ handshake: HTTPRequest
    ) async throws(TransportError) -> WebSocketHandshakeResponse {
        try await current.openWebSocket(handshake)
    }
}

/// A transport that reports each request as it is sent.
struct ObservedTransport: Transport {
    let network: any Transport
    let told: @Sendable (HTTPRequest) async -> Void

    func knownAddressSpace(of url: WebURL, _ blocks: AddressBlocks) -> AddressSpace? {
        network.knownAddressSpace(of: url, blocks)
    }

    func pageAddressSpace(at url: WebURL, _ blocks: AddressBlocks) -> AddressSpace? {
        network.pageAddressSpace(at: url, blocks)
    }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        await told(request)
        return try await network.send(request)
    }

    func openWebSocket(
        _ handshake: HTTPRequest
    ) async throws(TransportError) -> WebSocketHandshakeResponse {
        await told(handshake)
        return try await network.openWebSocket(handshake)
    }
}
