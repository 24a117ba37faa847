internal import BrowserFetch
internal import Scenario
internal import Synchronization
internal import WebOrigin

/// The transport of a browser that opens pages one after the other, each with its own files in
/// place of URLs.
final class PageTransport: Transport {
    private let network: any Transport
    /// Throws when a file may not be read.
    private let check: @Sendable (String) throws(ConnectionError) -> Void
    private let current: Mutex<any Transport>

    init(
        _ network: any Transport,
        check: @escaping @Sendable (String) throws(ConnectionError) -> Void = {
            (_) throws(ConnectionError) in
        }
    ) throws(CommandFailure) {
        self.network = network
        self.check = check
        current = Mutex(try LocalTransport(network))
    }

    /// The same, for a scenario.
    static func transport(
        _ network: any Transport,
        check: @escaping @Sendable (String) throws(ConnectionError) -> Void = {
            (_) throws(ConnectionError) in
        }
    ) throws(ConnectionError) -> PageTransport {
        do throws(CommandFailure) {
            return try PageTransport(network, check: check)
        } catch {
            throw ConnectionError(error.message ?? "files cannot be read")
        }
    }

    /// Replaces the mapped files.
    ///
    /// - Throws: for an invalid URL, and for a file that cannot or must not be read.
    func map(_ maps: [(url: String, file: String)], for page: WebURL) throws(CommandFailure) {
        var files: [MappedFile] = []
        for map in maps {
            if (try? WebURL(parsing: map.url, base: page)) == nil {
                throw CommandFailure(.invalidInput, "map: \"\(map.url)\" is not a valid URL")
            }
            do throws(ConnectionError) {
                try check(map.file)
            } catch {
                throw CommandFailure(.invalidInput, "map: \(error.sentence)")
            }
            do throws(File.Failure) {
                try FileForReading(map.file, limit: .script).close()
            } catch {
                throw CommandFailure(.invalidInput, "map: cannot read \(map.file): \(error)")
            }
            files.append(MappedFile(url: map.url, path: map.file))
        }
        let local = try LocalTransport(network, mapping: files, relativeTo: page)
        current.withLock { $0 = local }
    }

    private var transport: any Transport { current.withLock { $0 } }

    var readsFiles: Bool { true }

    nonisolated(nonsending) func send(
        _ request: HTTPRequest
    ) async throws(TransportError) -> HTTPResponse {
        if let path = request.url.filePath {
            do throws(ConnectionError) {
                try check(path)
            } catch {
                throw .unreadableFile(detail: error.sentence)
            }
        }
        return try await transport.send(request)
    }

    func openWebSocket(_ handshake: HTTPRequest) async throws(TransportError)
        -> WebSocketHandshakeResponse
    {
        try await network.openWebSocket(handshake)
    }

    func knownAddressSpace(of url: WebURL, _ blocks: AddressBlocks) -> AddressSpace? {
        network.knownAddressSpace(of: url, blocks)
    }

    func pageAddressSpace(at url: WebURL, _ blocks: AddressBlocks) -> AddressSpace? {
        network.pageAddressSpace(at: url, blocks)
    }
}
