internal import BrowserFetch
internal import BrowserInfra
internal import CCurl

/// A connection without HTTP: libcurl handles the name, proxy and TLS, and the caller handles the
/// bytes.
///
/// https://curl.se/libcurl/c/CURLOPT_CONNECT_ONLY.html
extension EasyHandle {
    func configureConnectionOnly(
        for request: HTTPRequest,
        settings: CurlTransportSettings,
        time: RemainingTime
    ) throws(TransportError) {
        try TransferCache().checkDestination(of: request.url)
        try limitAddresses(of: request.url, settings)
        do throws(CurlFailure) {
            try connectCollector()
            try disableAutomaticFeatures()
            try setURL(of: request, settings: settings)
            try setConnection(to: request.url, settings: settings)
            try setTLS(settings, includesCredentials: request.includesCredentials)
            try set(CURLOPT_CONNECT_ONLY, true)
            // A WebSocket handshake is HTTP/1.1, so TLS must not negotiate anything else. And a
            // proxy must tunnel ws: too.
            try set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
            try set(CURLOPT_HTTPPROXYTUNNEL, true)
            try set(CURLOPT_TIMEOUT_MS, time.milliseconds)
            try set(CURLOPT_CONNECTTIMEOUT_MS, Int((settings.connectTimeout * 1000).rounded(.up)))
        } catch {
            throw TransportError(error)
        }
    }

    /// The socket of the connection; `nil` if there is none.
    var activeSocket: curl_socket_t? {
        var socket = CURL_SOCKET_BAD
        guard crumb_getinfo_socket(pointer, &socket) == CURLE_OK, socket != CURL_SOCKET_BAD
        else { return nil }
        return socket
    }

    /// Returns the bytes that have arrived, at most 64 KiB; empty at the end of the connection,
    /// `nil` if there are none.
    func receive() throws(CurlFailure) -> [UInt8]? {
        var code = CURLE_OK
        let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
            code = curl_easy_recv(pointer, buffer.baseAddress, buffer.count, &count)
            if code != CURLE_OK { count = 0 }
        }
        if code == CURLE_AGAIN { return nil }
        guard code == CURLE_OK else { throw CurlFailure(code: code) }
        return bytes
    }

    /// Sends bytes and returns how many were sent; 0 if none can be sent now.
    func send(_ bytes: ArraySlice<UInt8>) throws(CurlFailure) -> Int {
        var count = 0
        let code = bytes.withUnsafeBytes {
            curl_easy_send(pointer, $0.baseAddress, $0.count, &count)
        }
        guard code == CURLE_OK || code == CURLE_AGAIN else { throw CurlFailure(code: code) }
        return code == CURLE_OK ? count : 0
    }
}

extension MultiHandle {
    /// Sleeps until the socket is ready, or until the handle is woken.
    func poll(_ socket: curl_socket_t, reads: Bool, writes: Bool, milliseconds: Int) {
        var wanted = curl_waitfd()
        wanted.fd = socket
        wanted.events =
            (reads ? Int16(CURL_WAIT_POLLIN) : 0) | (writes ? Int16(CURL_WAIT_POLLOUT) : 0)
        let time = CInt(clamping: milliseconds)
        _ = curl_multi_poll(pointer, &wanted, reads || writes ? 1 : 0, time, nil)
    }
}
