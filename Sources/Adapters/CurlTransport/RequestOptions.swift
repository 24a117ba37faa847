internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import CCurl
internal import WebOrigin

extension EasyHandle {
    /// Sets what libcurl sends, and disables everything else.
    func configure(
        for request: HTTPRequest,
        settings: CurlTransportSettings,
        time: RemainingTime,
        memory: TransferCache
    ) throws(TransportError) {
        guard Method.isValid(request.method) else {
            throw .network(code: nil, detail: "“\(request.method)” is not a valid method")
        }
        try memory.checkDestination(of: request.url)
        try limitAddresses(of: request.url, settings)
        let headers = try RequestHeaderBlock(request.headers)
        do throws(CurlFailure) {
            try connectCollector()
            try disableAutomaticFeatures()
            try setURL(of: request, settings: settings)
            try setHeaders(headers)
            try setConnection(to: request.url, settings: settings)
            try setTLS(settings, includesCredentials: request.includesCredentials)
            if ConnectionDestination.isLimited(request, settings) {
                try checkConnectionBeforeRequest()
            }
            try set(CURLOPT_TIMEOUT_MS, time.milliseconds)
            // Rounded up, because 0 would be libcurl's default.
            try set(CURLOPT_CONNECTTIMEOUT_MS, Int((settings.connectTimeout * 1000).rounded(.up)))
        } catch {
            throw TransportError(error)
        }
        try setMethodAndBody(of: request)
        use = HandleUse(request, settings, share: nil)
    }

    /// Configures a kept handle whose last request differed only in its URL, headers and time.
    func configureAgain(
        for request: HTTPRequest,
        settings: CurlTransportSettings,
        time: RemainingTime,
        memory: TransferCache
    ) throws(TransportError) {
        let isOtherURL = use?.url != request.url
        if isOtherURL { try memory.checkDestination(of: request.url) }
        try limitAddresses(of: request.url, settings)
        let headers =
            use?.headers == request.headers ? nil : try RequestHeaderBlock(request.headers)
        do throws(CurlFailure) {
            if isOtherURL { try setURL(of: request, settings: settings) }
            if let headers { try setHeaders(headers) }
            // libcurl discards the addresses when a transfer starts.
            try setAddresses(of: request.url, settings)
            if ConnectionDestination.isLimited(request, settings) {
                try checkConnectionBeforeRequest()
            }
            try set(CURLOPT_TIMEOUT_MS, time.milliseconds)
        } catch {
            throw TransportError(error)
        }
        use?.url = request.url
        use?.headers = request.headers
    }

    /// The caller chooses the proxy's address; where it connects to can only be judged by the host.
    func limitAddresses(
        of url: WebURL,
        _ settings: CurlTransportSettings
    ) throws(TransportError) {
        guard let reachable = settings.reachable else { return }
        guard settings.proxy != nil else { return checkAddressBeforeConnecting() }
        if let refusal = reachable.refusal(ofUnresolved: url.host) {
            throw .refusedAddress(detail: refusal)
        }
    }

    /// Disables everything that libcurl could decide itself: cookies (its engine is off unless a
    /// cookie option is set), redirects, .netrc, other protocols.
    func disableAutomaticFeatures() throws(CurlFailure) {
        try set(CURLOPT_PROTOCOLS_STR, "http,https")
        try set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https")
        try set(CURLOPT_FOLLOWLOCATION, false)
        try set(CURLOPT_NETRC, false)
        try set(CURLOPT_NOSIGNAL, true)
        try openSocketsForThisProcessAlone()
        // Without it, canceling a request waits for the resolver's thread, for seconds or longer.
        try set(CURLOPT_QUICK_EXIT, true)
        // Headers are only for the server, not for a proxy.
        try set(CURLOPT_HEADEROPT, Int(CURLHEADER_SEPARATE))
        try set(CURLOPT_SUPPRESS_CONNECT_HEADERS, true)
        // Decode everything that libcurl can decode. The header itself is up to the caller.
        try set(CURLOPT_ACCEPT_ENCODING, "")
    }

    func setURL(
        of request: HTTPRequest,
        settings: CurlTransportSettings
    ) throws(CurlFailure) {
        let url = request.url.strippingCredentialsAndFragment()
        let text = url.serialized()
        try set(CURLOPT_URL, text)
        if HandleUse.isOfPlainHTTP(request, settings) { keepParsed(text) }
        try set(CURLOPT_PATH_AS_IS, true)
        // libcurl disassembles and reassembles the URL, and may lose the question mark of an empty
        // query in the process (7.88 with a proxy). An HTTP proxy receives the whole URL.
        if settings.takesWholeURL(url) {
            try set(CURLOPT_REQUEST_TARGET, text)
        } else {
            let query = url.query.map { "?\($0)" } ?? ""
            try set(CURLOPT_REQUEST_TARGET, url.serializedPath + query)
        }
    }

    func setConnection(
        to url: WebURL,
        settings: CurlTransportSettings
    ) throws(CurlFailure) {
        // Empty, not unset: if unset, http_proxy and NO_PROXY of the environment would be used.
        try set(CURLOPT_PROXY, settings.proxy ?? "")
        try set(CURLOPT_NOPROXY, "")
        // Without Kerberos, which libcurl would otherwise offer to a SOCKS proxy.
        if settings.proxy != nil { try set(CURLOPT_SOCKS5_AUTH, crumb_auth_basic()) }
        try setAddresses(of: url, settings)
        try set(
            CURLOPT_CONNECT_TO,
            settings.connectTo.map { ByteString(utf8: $0.libcurlForm) }
        )
        let version =
            switch settings.httpVersion {
            case .automatic: CURL_HTTP_VERSION_2TLS
            case .http11: CURL_HTTP_VERSION_1_1
            case .http2: CURL_HTTP_VERSION_2_0
            }
        try set(CURLOPT_HTTP_VERSION, Int(version))
    }

    private func setAddresses(
        of url: WebURL,
        _ settings: CurlTransportSettings
    ) throws(CurlFailure) {
        let entries = settings.knownAddresses(for: url)
        try setAddresses(entries.map { ByteString(utf8: $0.libcurlForm) })
    }

    /// A client certificate is a credential, like a cookie.
    ///
    /// https://fetch.spec.whatwg.org/#credentials
    func setTLS(
        _ settings: CurlTransportSettings,
        includesCredentials: Bool
    ) throws(CurlFailure) {
        if let file = settings.certificateAuthorities { try set(CURLOPT_CAINFO, file) }
        if includesCredentials {
            if let file = settings.clientCertificate { try set(CURLOPT_SSLCERT, file) }
            if let file = settings.clientKey { try set(CURLOPT_SSLKEY, file) }
        }
        if settings.isInsecure {
            try set(CURLOPT_SSL_VERIFYPEER, false)
            try set(CURLOPT_SSL_VERIFYHOST, false)
        }
    }

    /// A body is sent with its length; without a body, only POST and PUT send a length of 0.
    ///
    /// https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
    private func setMethodAndBody(of request: HTTPRequest) throws(TransportError) {
        let method = request.method
        let isBodyless = method == "GET" || method == "HEAD"
        guard !isBodyless || request.body == nil else {
            throw .network(code: nil, detail: "\(method) cannot have a body")
        }
        do throws(CurlFailure) {
            if isBodyless {
                try set(method == "HEAD" ? CURLOPT_NOBODY : CURLOPT_HTTPGET, true)
                return
            }
            let needsLength = method == "POST" || method == "PUT"
            if let body = request.body ?? (needsLength ? ByteString() : nil) {
                try set(CURLOPT_POST, true)
                try setBody(body.bytes)
            } else {
                try set(CURLOPT_HTTPGET, true)
            }
            // In the caller's case: `patch` is not `PATCH`.
            if method != "POST" { try set(CURLOPT_CUSTOMREQUEST, method) }
        } catch {
            throw TransportError(error)
        }
    }
}

extension CurlTransportSettings {
    /// Whether there is a proxy that is sent `GET http://host/path`.
    fileprivate func takesWholeURL(_ url: WebURL) -> Bool {
        guard let proxy, url.scheme == "http" else { return false }
        return !proxy.asciiLowercased.hasPrefix("socks")
    }

    /// The addresses of loopback names among the possible hosts of the connection, followed by the
    /// caller's, which take precedence.
    ///
    /// libcurl resolves `localhost` and `*.localhost` itself, but uses DNS for `localhost.`, and
    /// the order of addresses should be the same for all of them.
    func knownAddresses(for url: WebURL) -> [ResolveEntry] {
        guard let host = url.host, let port = url.portOrDefault else { return resolve }
        var entries: [ResolveEntry] = []
        if case .domain(let name) = host, isLoopbackName(name) {
            entries.append(ResolveEntry(loopbackName: host.serialized, port: port))
        }
        for target in connectTo {
            guard let host = target.targetHost, isLoopbackName(host) else { continue }
            entries.append(ResolveEntry(loopbackName: host, port: target.targetPort ?? port))
        }
        return entries + resolve
    }
}

/// Whether the host is `localhost` or a name under it, with or without a trailing dot.
///
/// https://www.rfc-editor.org/rfc/rfc6761#section-6.3
private func isLoopbackName(_ host: String) -> Bool {
    let host = host.asciiLowercased
    let name = host.hasSuffix(".") ? host.dropLast() : host[...]
    return name == "localhost" || name.hasSuffix(".localhost")
}
