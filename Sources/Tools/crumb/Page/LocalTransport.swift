internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

/// A transport that also serves local files: `file:` URLs, and those that `--map` names.
struct LocalTransport: Transport {
    private let network: any Transport
    /// Paths by URL, without fragments.
    private let mapped: [String: String]
    /// The maximum size of a body in bytes.
    private let limit: Int

    /// `baseURL`: the base for relative URLs in the mapping.
    ///
    /// - Throws: for an invalid URL, and for a file that cannot be read.
    init(
        _ network: any Transport,
        mapping files: [MappedFile] = [],
        relativeTo baseURL: WebURL? = nil,
        limit: Int = FileLimit.script.bytes
    ) throws(CommandFailure) {
        self.network = network
        self.limit = limit
        var mapped: [String: String] = [:]
        for file in files {
            let url: WebURL
            do throws(URLFailure) {
                url = try WebURL(parsing: file.url, base: baseURL)
            } catch {
                throw CommandFailure(
                    .usage,
                    "--map: \"\(file.url)\" is not a valid URL: --map "
                        + "https://cdn.example/lib.js=lib.js"
                )
            }
            do throws(File.Failure) {
                try FileForReading(Self.path(file.path), limit: .script).close()
            } catch {
                throw CommandFailure(
                    .invalidInput,
                    "cannot read the file \(file.path) of --map: \(error.description)"
                )
            }
            mapped[url.serialized(excludingFragment: true)] = file.path
        }
        self.mapped = mapped
    }

    var readsFiles: Bool { true }

    nonisolated(nonsending) func send(
        _ request: HTTPRequest
    ) async throws(TransportError) -> HTTPResponse {
        if let path = mappedPath(of: request.url) { return try answer(request, from: path) }
        guard request.url.scheme == "file" else { return try await network.send(request) }
        guard let path = request.url.filePath else {
            throw .unreadableFile(detail: "\(request.url.href) is not a file on this machine")
        }
        let contents = try read(path)
        return HTTPResponse(
            status: 200,
            statusText: "OK",
            headers: HeaderList([
                Header(name: "Content-Type", value: ByteString(utf8: FileType.of(path, contents)))
            ]),
            body: ByteString(contents)
        )
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

    /// The mapped path. A query is for a server, unless it is in the mapping.
    private func mappedPath(of url: WebURL) -> String? {
        if mapped.isEmpty { return nil }
        let whole = url.serialized(excludingFragment: true)
        return mapped[whole] ?? mapped[String(whole.prefix { $0 != "?" })]
    }

    /// The response, as from a content delivery network: accessible to pages of all origins.
    private func answer(
        _ request: HTTPRequest,
        from path: String
    ) throws(TransportError) -> HTTPResponse {
        var headers = HeaderList()
        headers.append("Access-Control-Allow-Origin", "*")
        if request.method == "OPTIONS" {
            headers.append("Access-Control-Allow-Methods", "*")
            headers.append("Access-Control-Allow-Headers", "*")
            return HTTPResponse(status: 204, statusText: "No Content", headers: headers)
        }
        let contents = try read(path)
        headers.append("Content-Length", ByteString(utf8: "\(contents.count)"))
        headers.append("Content-Type", ByteString(utf8: FileType.of(path, contents)))
        headers.append("Cross-Origin-Resource-Policy", "cross-origin")
        return HTTPResponse(
            status: 200,
            statusText: "OK",
            headers: headers,
            body: request.method == "HEAD" ? ByteString() : ByteString(contents)
        )
    }

    private func read(_ path: String) throws(TransportError) -> [UInt8] {
        do throws(File.Failure) {
            return try File.read(
                Self.path(path),
                limit: FileLimit(bytes: limit, purpose: "a response")
            )
        } catch {
            throw .unreadableFile(detail: "cannot read \(path): \(error.description)")
        }
    }

    /// The path, as a file even if it is `-`.
    private static func path(_ path: String) -> String { path == "-" ? "./-" : path }
}

extension WebURL {
    /// The path of a `file:` URL; `nil` when it is on another machine, or not valid as a path.
    var filePath: String? {
        guard scheme == "file", host == nil || host == .empty else { return nil }
        var bytes: [UInt8] = []
        var rest = Array(serializedPath.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        guard !bytes.contains(0) else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }
}
