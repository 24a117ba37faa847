package import BrowserFetch
internal import WebOrigin

/// How ``CurlTransport`` reaches the network; the names are those of curl's options.
///
/// The environment has no say: `http_proxy`, `NO_PROXY`, `~/.netrc` and `~/.curlrc` are not read.
package struct CurlTransportSettings: Hashable, Sendable {
    package enum HTTPVersionChoice: Hashable, Sendable {
        /// HTTP/2 where the TLS handshake offers it, else HTTP/1.1, as browsers do.
        case automatic
        case http11
        /// As `curl --http2`: like `automatic` over TLS, and an `Upgrade: h2c` over plain http.
        case http2
    }

    /// A file of certificates (PEM) that are trusted.
    ///
    /// The default is libcurl's own.
    package var certificateAuthorities: String?

    /// A client certificate (PEM), which may hold its key too.
    ///
    /// The default is none.
    package var clientCertificate: String?

    /// The private key (PEM) of the client certificate.
    ///
    /// The default is none.
    package var clientKey: String?

    /// Whether any certificate is accepted, for any host.
    ///
    /// The default is false.
    package var isInsecure = false

    /// Addresses that are known without DNS.
    ///
    /// The default is none; loopback names are known without an entry.
    package var resolve: [ResolveEntry] = []

    /// Other hosts to connect to than the URL says.
    ///
    /// The default is none.
    package var connectTo: [ConnectToEntry] = []

    /// How far hosts are known, whatever their addresses say.
    ///
    /// The default is none.
    package var addressSpaces: [String: AddressSpace] = [:]

    /// Which addresses may be connected to.
    ///
    /// The default is all.
    package var reachable: ReachableAddresses?

    /// A proxy, as a URL or `host:port`.
    ///
    /// The default is none.
    ///
    /// Loopback goes through it too, as with `curl -x`. Without it nothing goes through a proxy,
    /// whatever the environment says: the hosts that crumb is asked about are mostly loopback or
    /// test names, and such a request should not turn up at a company's proxy by surprise.
    package var proxy: String?

    /// Seconds to the last byte of the response, from when ``RequestClock/current`` says, else from
    /// the start of the request.
    ///
    /// The default is 300; 0 stands for no limit.
    package var maxTime: Double = 300

    /// Seconds until name, connection and TLS are settled.
    ///
    /// The default is 30.
    package var connectTimeout: Double = 30

    /// Which versions of HTTP are offered to the server.
    ///
    /// The default is `automatic`.
    package var httpVersion = HTTPVersionChoice.automatic

    /// How many connections there may be at a time; to one host six, as browsers have it.
    ///
    /// The default is 256, Chromium's.
    package var maxConnections = 256

    /// The largest body in bytes, after decoding.
    ///
    /// The default is 64 MiB.
    package var maxBodyBytes = 64 << 20

    /// The largest header section in bytes, status lines and 1xx responses before it included.
    ///
    /// The default is 256 KiB. libcurl has limits of its own: 300 KiB, and 100 KiB a line.
    package var maxHeaderBytes = 256 << 10

    package init() {}
}

/// Why settings cannot be used.
package enum CurlTransportSettingsError: Error, Hashable, Sendable {
    case malformedResolve(entry: String, problem: String)
    case malformedConnectTo(entry: String, problem: String)
    case malformedProxy(String)
    case keyWithoutCertificate(key: String)
    /// A limit is negative, not a number, or so large that libcurl cannot count it.
    case limitOutOfRange(name: String, value: String)
}

extension CurlTransportSettingsError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .malformedResolve(let entry, let problem):
            "cannot use “\(entry)” to resolve a host (HOST:PORT:ADDRESS[,ADDRESS]): \(problem)"
        case .malformedConnectTo(let entry, let problem):
            "cannot use “\(entry)” to connect elsewhere (HOST1:PORT1:HOST2:PORT2): \(problem)"
        case .malformedProxy(let proxy):
            "cannot use “\(proxy.withoutUserinfo)” as a proxy: it is empty or has a space or a control character"
        case .keyWithoutCertificate(let key):
            "the key “\(key)” is of no use without a client certificate"
        case .limitOutOfRange(let name, let value):
            "the \(name) cannot be \(value)"
        }
    }
}

extension CurlTransportSettings {
    func validate() throws(CurlTransportSettingsError) {
        if let clientKey, clientCertificate == nil {
            throw .keyWithoutCertificate(key: clientKey)
        }
        if let proxy, proxy.isEmpty || proxy.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) {
            throw .malformedProxy(proxy)
        }
        // libcurl counts milliseconds in a C long, which may have 32 bits.
        let seconds = 0...(Double(Int32.max) / 1000).rounded(.down)
        guard seconds.contains(maxTime) else {
            throw .limitOutOfRange(name: "maximum time", value: "\(maxTime) s")
        }
        // To libcurl 0 would mean its own default here, which is not what it seems to say.
        guard seconds.contains(connectTimeout), connectTimeout > 0 else {
            throw .limitOutOfRange(name: "connect timeout", value: "\(connectTimeout) s")
        }
        guard maxBodyBytes >= 0 else {
            throw .limitOutOfRange(name: "largest body", value: "\(maxBodyBytes) bytes")
        }
        guard maxHeaderBytes > 0 else {
            throw .limitOutOfRange(name: "largest header section", value: "\(maxHeaderBytes) bytes")
        }
    }
}
