internal import BrowserFetch
internal import CCurl
package import WebOrigin

/// Where libcurl takes a URL, which it reads once more by rules of its own.
///
/// https://curl.se/libcurl/c/libcurl-url.html
package struct CurlDestination: Hashable, Sendable {
    package var scheme: String
    package var host: Host
    package var port: UInt16

    package init(scheme: String, host: Host, port: UInt16) {
        self.scheme = scheme
        self.host = host
        self.port = port
    }

    /// As libcurl reads the URL; `nil` where it takes none.
    package init?(readByLibcurl url: WebURL) {
        guard let handle = curl_url() else { return nil }
        defer { curl_url_cleanup(handle) }
        let text = url.strippingCredentialsAndFragment().serialized()
        guard curl_url_set(handle, CURLUPART_URL, text, UInt32(CURLU_PATH_AS_IS)) == CURLUE_OK
        else { return nil }
        func part(_ part: CURLUPart) -> String? {
            var text: UnsafeMutablePointer<CChar>?
            guard curl_url_get(handle, part, &text, UInt32(CURLU_DEFAULT_PORT)) == CURLUE_OK,
                let text
            else { return nil }
            defer { curl_free(text) }
            return String(cString: text)
        }
        guard let scheme = part(CURLUPART_SCHEME), let name = part(CURLUPART_HOST),
            let host = try? Host(parsing: name),
            let port = part(CURLUPART_PORT).flatMap(UInt16.init)
        else { return nil }
        self.init(scheme: scheme, host: host, port: port)
    }

    /// As the rules read it.
    package init?(judged url: WebURL) {
        guard let host = url.host, let port = url.portOrDefault else { return nil }
        self.init(scheme: url.scheme, host: host, port: port)
    }
}

extension TransferCache {
    /// Refuses a URL that the rules have judged as one host and libcurl would take to another.
    ///
    /// None is known; should there be one, it must not be sent. What libcurl does not take at all it
    /// refuses by itself.
    func checkDestination(of url: WebURL) throws(TransportError) {
        if agrees(on: url) { return }
        guard let theirs = CurlDestination(readByLibcurl: url),
            theirs != CurlDestination(judged: url)
        else { return remember(url) }
        throw .network(
            code: nil,
            detail: "libcurl would take \(url.href) to “\(theirs.host.serialized)”"
        )
    }
}
