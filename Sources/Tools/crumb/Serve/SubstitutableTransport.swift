internal import BrowserFetch
internal import WebOrigin

/// The network of a browser that stays, in the place of which a single request may have another.
struct SubstitutableTransport: Transport {
    /// Answers what is asked in this task.
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

/// A network that tells of each request that goes out.
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
