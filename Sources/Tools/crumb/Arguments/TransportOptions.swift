internal import ArgumentParser
internal import BrowserFetch
internal import CopiedRequests
internal import CurlTransport
internal import WebOrigin

/// How the network is reached, by curl's names and with curl's meaning.
struct TransportOptions: ParsableArguments {
    @Flag(name: [.customShort("k"), .long], help: "Accept any certificate.")
    var insecure = false

    @Option(help: "Trust these certificates (PEM).", completion: .file())
    var cacert: String?

    @Option(
        name: [.customShort("E"), .long],
        help: "A client certificate (PEM).",
        completion: .file()
    )
    var cert: String?

    @Option(help: "The client certificate's key (PEM).", completion: .file())
    var key: String?

    @Option(help: ArgumentHelp("Use this address for a host.", valueName: "host:port:address"))
    var resolve: [String] = []

    @Option(
        help: ArgumentHelp("Connect elsewhere than the URL says.", valueName: "h1:p1:h2:p2")
    )
    var connectTo: [String] = []

    @Option(
        help: ArgumentHelp(
            "Which address space a host counts as, whatever its address: public, local or "
                + "loopback.",
            valueName: "host=space"
        )
    )
    var ipAddressSpace: [String] = []

    @Option(
        name: [.customShort("x"), .long],
        help: "The proxy's URL. Proxy environment variables are ignored."
    )
    var proxy: String?

    @Option(
        name: [.customShort("m"), .long],
        help: ArgumentHelp("Give up after this long (default: 300).", valueName: "seconds")
    )
    var maxTime: Double?

    @Option(
        help: ArgumentHelp(
            "Give up connecting after this long (default: 30).",
            valueName: "seconds"
        )
    )
    var connectTimeout: Double?

    @Flag(name: .customLong("http1.1"), help: "HTTP/1.1 only.")
    var http11 = false

    @Flag(name: .customLong("http2"), help: "HTTP/2 where the server can.")
    var http2 = false

    @Option(
        help: ArgumentHelp(
            "The largest body, decoded: bytes, or with k, M, G (default: 64M).",
            valueName: "size"
        )
    )
    var maxBody: String?

    /// `isForStreams`: without a maximum time, unless one is asked for; `reachable`: which addresses
    /// may be connected to.
    func transport(
        isForStreams: Bool = false,
        reachable: ReachableAddresses? = nil
    ) throws -> CurlTransport {
        var settings = try settings(isForStreams: isForStreams)
        settings.reachable = reachable
        do throws(CurlTransportSettingsError) {
            return try CurlTransport(settings, on: MainThreadExecutor.shared)
        } catch {
            throw UsageError(error.description)
        }
    }

    /// Says where a page is, as far as these options do.
    func locate(_ page: inout Page, in policy: BrowserPolicy) throws {
        guard !(resolve.isEmpty && ipAddressSpace.isEmpty) else { return }
        let settings = try settings()
        let host = page.url.host?.serialized ?? ""
        if let space = settings.addressSpaces[host] {
            page.addressSpace = space
        } else if page.addressSpace == nil {
            let blocks = policy.localNetwork.addressBlocks
            page.addressSpace = settings.addressSpace(ofPageAt: page.url, blocks)
        }
    }

    private func settings(isForStreams: Bool = false) throws -> CurlTransportSettings {
        var settings = CurlTransportSettings()
        if isForStreams { settings.maxTime = 0 }
        settings.isInsecure = insecure
        settings.certificateAuthorities = cacert
        settings.clientCertificate = cert
        settings.clientKey = key
        settings.proxy = proxy
        if let maxTime { settings.maxTime = maxTime }
        if let connectTimeout { settings.connectTimeout = connectTimeout }
        if http11 { settings.httpVersion = .http11 }
        if http2 { settings.httpVersion = .http2 }
        if let maxBody { settings.maxBodyBytes = try Self.size(maxBody) }
        do throws(CurlTransportSettingsError) {
            for entry in resolve { settings.resolve.append(try ResolveEntry(parsing: entry)) }
            for entry in connectTo { settings.connectTo.append(try ConnectToEntry(parsing: entry)) }
        } catch {
            throw UsageError(error.description)
        }
        for entry in ipAddressSpace {
            let (host, space) = try Self.addressSpace(entry)
            settings.addressSpaces[host] = space
        }
        return settings
    }

    private static func addressSpace(
        _ text: String
    ) throws(UsageError) -> (host: String, space: AddressSpace) {
        let words = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard words.count == 2, let host = Host(ofURLOrName: String(words[0])),
            let space = AddressSpace(name: String(words[1])), space != .unknown
        else {
            throw UsageError(
                "--ip-address-space \(text) is not a host and a space: write "
                    + "--ip-address-space api.shop.test=public, local or loopback"
            )
        }
        return (host.serialized, space)
    }

    /// The same for a curl command that is printed.
    var curlOptions: [CurlCommandLine.Option] {
        var options: [CurlCommandLine.Option] = []
        func add(_ name: String, _ value: String?) {
            if let value { options.append(CurlCommandLine.Option(name, value)) }
        }
        if insecure { options.append(CurlCommandLine.Option("--insecure")) }
        add("--cacert", cacert)
        add("--cert", cert)
        add("--key", key)
        resolve.forEach { add("--resolve", $0) }
        connectTo.forEach { add("--connect-to", $0) }
        add("--proxy", proxy)
        add("--max-time", maxTime.map { "\($0)" })
        add("--connect-timeout", connectTimeout.map { "\($0)" })
        if http11 { options.append(CurlCommandLine.Option("--http1.1")) }
        if http2 { options.append(CurlCommandLine.Option("--http2")) }
        return options
    }

    private static func size(_ text: String) throws(UsageError) -> Int {
        let factors: [Character: Int] = ["k": 1 << 10, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30]
        let factor = text.last.flatMap { factors[$0] }
        let digits = factor == nil ? text[...] : text.dropLast()
        guard let count = Int(digits), count >= 0 else {
            throw UsageError("--max-body \(text) is not a size: write bytes, or 512k, 64M, 1G")
        }
        let (product, overflow) = count.multipliedReportingOverflow(by: factor ?? 1)
        return overflow ? .max : product
    }
}

extension TransportOptions: FastPathOptions {
    static var rows: [FastPathRow<Self>] {
        [
            .flag("k", "insecure") { $0.insecure = $1 },
            .value("cacert") { $0.cacert = $1 },
            .value("cert") { $0.cert = $1 },
            .value("key") { $0.key = $1 },
            .list("resolve") { $0.resolve = $1 },
            .list("connect-to") { $0.connectTo = $1 },
            .list("ip-address-space") { $0.ipAddressSpace = $1 },
            .value("proxy") { $0.proxy = $1 },
            .value("max-time") { $0.maxTime = $1 },
            .value("connect-timeout") { $0.connectTimeout = $1 },
            .flag("http1.1") { $0.http11 = $1 },
            .flag("http2") { $0.http2 = $1 },
            .value("max-body") { $0.maxBody = $1 },
        ]
    }
}
