package import BrowserFetch
internal import WebOrigin

/// The network settings of ``CurlTransport``, with the names of curl's options.
///
/// The environment is ignored: `http_proxy`, `NO_PROXY`, `~/.netrc` and `~/.curlrc` are not read.
package struct CurlTransportSettings: Hashable, Sendable {
    package enum HTTPVersionChoice: Hashable, Sendable {
        /// HTTP/2 if the TLS handshake offers it, otherwise HTTP/1.1, as in browsers.
        case automatic
        case http11
        /// Like `curl --http2`: `automatic` over TLS, and an `Upgrade: h2c` over plain http.
        case http2
    }

    /// A file of trusted certificates (PEM).
    ///
    /// The default is that of libcurl.
    package var certificateAuthorities: String?

    /// A client certificate (PEM), whose file may also contain its key.
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

    /// Hosts to connect to in place of the URL's host.
    ///
    /// The default is none.
    package var connectTo: [ConnectToEntry] = []

    /// The address spaces of hosts, regardless of their addresses.
    ///
    /// The default is none.
    package var addressSpaces: [String: AddressSpace] = [:]

    /// The addresses to which connections are allowed.
    ///
    /// The default is all.
    package var reachable: ReachableAddresses?

    /// A proxy, as a URL or `host:port`.
    ///
    /// The default is none.
    ///
    /// Loopback requests use it too, as with `curl -x`. Without it, no proxy is used, whatever the
    /// environment says: the hosts that crumb requests are mostly loopback or test names, and such
    /// a request should not unexpectedly appear at a company's proxy.
    package var proxy: String?

    /// The maximum number of seconds until the last byte of the response, counted from
    /// ``RequestClock/current`` or, without it, from the start of the request.
    ///
    /// The default is 300; 0 means no limit.
    package var maxTime: Double = 300

    /// The maximum number of seconds for name resolution, connection and TLS handshake.
    ///
    /// The default is 30.
    package var connectTimeout: Double = 30

    /// The versions of HTTP that are offered to the server.
    ///
    /// The default is `automatic`.
    package var httpVersion = HTTPVersionChoice.automatic

    /// The maximum number of simultaneous connections; to one host, the limit is six, as in
    /// browsers.
    ///
    /// The default is 256, as in Chromium.
    package var maxConnections = 256

    /// The maximum size of a body in bytes, after decoding.
    ///
    /// The default is 64 MiB.
    package var maxBodyBytes = 64 << 20

    /// The maximum size of the header section in bytes, including status lines and preceding 1xx
    /// responses.
    ///
    /// The default is 256 KiB. libcurl has its own limits: 300 KiB, and 100 KiB for each line.
    package var maxHeaderBytes = 256 << 10

    package init() {}
}

/// Why settings are invalid.
package enum CurlTransportSettingsError: Error, Hashable, Sendable {
    case malformedResolve(entry: String, problem: String)
    case malformedConnectTo(entry: String, problem: String)
    case malformedProxy(String)
    case keyWithoutCertificate(key: String)
    /// A limit is negative, not a number, or too large for libcurl.
    case limitOutOfRange(name: String, value: String)
}

extension CurlTransportSettingsError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .malformedResolve(let entry, let problem):
            "cannot use “\(entry)” to resolve a host (HOST:PORT:ADDRESS[,ADDRESS]): \(problem)"
        case .malformedConnectTo(let entry, let problem):
            "cannot use “\(entry)” to connect to another host (HOST1:PORT1:HOST2:PORT2): \(problem)"
        case .malformedProxy(let proxy):
            "cannot use “\(proxy.withoutUserinfo)” as a proxy: it is empty or contains a space or a control character"
        case .keyWithoutCertificate(let key):
            "the key “\(key)” needs a client certificate"
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
        // libcurl stores milliseconds in a C long, which may have 32 bits.
        let seconds = 0...(Double(Int32.max) / 1000).rounded(.down)
        guard seconds.contains(maxTime) else {
            throw .limitOutOfRange(name: "maximum time", value: "\(maxTime) s")
        }
        // For libcurl, 0 would mean its own default, which is not what it suggests.
        guard seconds.contains(connectTimeout), connectTimeout > 0 else {
            throw .limitOutOfRange(name: "connect timeout", value: "\(connectTimeout) s")
        }
        guard maxBodyBytes >= 0 else {
            throw .limitOutOfRange(name: "maximum body size", value: "\(maxBodyBytes) bytes")
        }
        guard maxHeaderBytes > 0 else {
            throw .limitOutOfRange(name: "maximum header size", value: "\(maxHeaderBytes) bytes")
        }
    }
}
