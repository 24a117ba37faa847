internal import BrowserFetch
internal import CCurl
package import WebOrigin

/// The destination of a URL according to libcurl, which parses it again by its own rules.
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

    /// The destination as libcurl parses the URL; `nil` if libcurl does not accept it.
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

    /// The destination as the engine parses the URL.
    package init?(judged url: WebURL) {
        guard let host = url.host, let port = url.portOrDefault else { return nil }
        self.init(scheme: url.scheme, host: host, port: port)
    }
}

extension TransferCache {
    /// Throws for a URL whose host, as the engine has checked it, differs from the one that libcurl
    /// would connect to.
    ///
    /// No such URL is known; if there is one, it must not be sent. A URL that libcurl does not
    /// accept at all fails in libcurl itself.
    func checkDestination(of url: WebURL) throws(TransportError) {
        if agrees(on: url) { return }
        guard let theirs = CurlDestination(readByLibcurl: url),
            theirs != CurlDestination(judged: url)
        else { return remember(url) }
        throw .network(
            code: nil,
            detail: "libcurl would send \(url.href) to “\(theirs.host.serialized)”"
        )
    }
}
