internal import BrowserFetch
internal import BrowserInfra
internal import CCurl
internal import Glibc
internal import WebOrigin

extension TransportError {
    /// Creates the error for an option that libcurl did not accept.
    init(_ failure: CurlFailure) {
        self = .network(
            code: Int(failure.code.rawValue),
            detail: "libcurl cannot send this request: \(describe(failure.code))"
        )
    }

    /// Creates the error of a request that received no complete response.
    ///
    /// `isConnected` is true if the connection, including TLS, was established, so that only the
    /// maximum time can have run out.
    init(
        _ code: CURLcode,
        text: String,
        request: HTTPRequest,
        settings: CurlTransportSettings,
        time: RemainingTime,
        isConnected: Bool,
        socketError: CInt,
        collector: ResponseCollector
    ) {
        let number = Int(code.rawValue)
        let detail = text.isEmpty ? describe(code) : text.withoutUserinfo(of: settings.proxy)
        switch code {
        // The clock alone is not enough: libcurl's may be a millisecond early.
        case CURLE_OPERATION_TIMEDOUT
        where isConnected || time.total > 0 && time.total <= settings.connectTimeout || time.isUp:
            self = time.error(detail: detail)
        case CURLE_OPERATION_TIMEDOUT:
            self = .timeout(
                detail: "not connected within \(seconds(settings.connectTimeout)): \(detail)"
            )
        case _ where socketError != 0:
            self = .network(
                code: number,
                detail: noDescriptorIsLeft(socketError)
                    ?? "a socket cannot be opened: \(String(cString: strerror(socketError)))"
            )
        case CURLE_BAD_FUNCTION_ARGUMENT where isInsideHead(collector):
            self = .network(
                code: number,
                detail: "libcurl does not accept a response that begins with a folded line"
            )
        case CURLE_URL_MALFORMAT:
            let host = request.url.host?.serialized ?? ""
            self = .network(
                code: number,
                detail: "libcurl does not accept the host “\(host)”: \(detail)"
            )
        case _ where tlsCodes.contains(code.rawValue):
            self = .tls(code: number, detail: detail)
        case _ where isLineTooLong(code) && isInsideHead(collector):
            self = .headerLineTooLong(limit: libcurlLineLimit)
        case CURLE_RECV_ERROR where text.hasPrefix("Too large response headers"):
            self = .headersTooLarge(limit: settings.maxHeaderBytes)
        default:
            self = .network(code: number, detail: detail)
        }
    }
}

extension String {
    /// Removes userinfo, because libcurl quotes the proxy that it was given.
    fileprivate func withoutUserinfo(of proxy: String?) -> String {
        guard let proxy, !proxy.isEmpty else { return self }
        return replacing(proxy, with: proxy.withoutUserinfo)
    }
}

/// libcurl's own limit for one line (DYN_HTTP_REQUEST and CURL_MAX_HTTP_HEADER in its source).
private let libcurlLineLimit = 100 << 10

/// A line over that limit results in "out of memory" up to libcurl 8.5, and after that in
/// CURLE_TOO_LARGE (100), which its older headers do not define.
private func isLineTooLong(_ code: CURLcode) -> Bool {
    code == CURLE_OUT_OF_MEMORY || code.rawValue == 100
}

private func isInsideHead(_ collector: ResponseCollector) -> Bool {
    collector.headerBytes > 0 && !collector.head.isComplete
}

private let tlsCodes: Set<UInt32> = Set(
    [
        CURLE_SSL_CONNECT_ERROR, CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED,
        CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_PEER_FAILED_VERIFICATION,
        CURLE_USE_SSL_FAILED, CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_CACERT_BADFILE,
        CURLE_SSL_SHUTDOWN_FAILED, CURLE_SSL_CRL_BADFILE, CURLE_SSL_ISSUER_ERROR,
        CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CLIENTCERT,
    ].map(\.rawValue)
)

func describe(_ code: CURLcode) -> String {
    curl_easy_strerror(code).map { String(cString: $0) } ?? "error \(code.rawValue)"
}

func describe(_ code: CURLMcode) -> String {
    curl_multi_strerror(code).map { String(cString: $0) } ?? "error \(code.rawValue)"
}

/// Returns the message for `EMFILE` and `ENFILE`; `nil` if there are descriptors left.
///
/// `error` is the system's error; without one, the function tries to open descriptors.
func noDescriptorIsLeft(_ error: CInt? = nil) -> String? {
    var error = error ?? 0
    if error == 0 {
        // Enough for a socket and libcurl's wake-up.
        let descriptors = (0..<4).map { _ in
            let descriptor = dup(STDERR_FILENO)
            if descriptor < 0 { error = errno }
            return descriptor
        }
        for descriptor in descriptors where descriptor >= 0 { close(descriptor) }
    }
    var limit = rlimit()
    switch error {
    case EMFILE:
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        return
            "no file descriptor is left for a connection: this process is limited to \(limit.rlim_cur) "
            + "(ulimit -n)"
    case ENFILE:
        return "no file descriptor is left for a connection: the system has too many open files"
    default: return nil
    }
}
