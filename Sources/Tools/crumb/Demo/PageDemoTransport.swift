internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

/// The network with the demo's page in it, which no server has.
struct PageDemoTransport: Transport {
    private let network: any Transport
    private let page: ByteString

    /// `api`: whom the page calls, as an origin.
    init(_ network: any Transport, api: String) {
        self.network = network
        let text = String(decoding: PackageResources.tutorial_html, as: UTF8.self)
        page = ByteString(utf8: text.replacing(PageDemoStep.apiURL, with: api))
    }

    var readsFiles: Bool { true }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let url = request.url.serialized(excludingFragment: true)
        guard PageDemoStep.pages.contains(url) else { return try await network.send(request) }
        return HTTPResponse(
            status: 200,
            statusText: "OK",
            headers: HeaderList([Header(name: "Content-Type", value: "text/html; charset=utf-8")]),
            body: page
        )
    }

    func openWebSocket(_ handshake: HTTPRequest) async throws(TransportError) -> WebSocketHandshakeResponse {
        try await network.openWebSocket(handshake)
    }

    func knownAddressSpace(of url: WebURL, _ blocks: AddressBlocks) -> AddressSpace? {
        network.knownAddressSpace(of: url, blocks)
    }

    func pageAddressSpace(at url: WebURL, _ blocks: AddressBlocks) -> AddressSpace? {
        network.pageAddressSpace(at: url, blocks)
    }
}
