internal import CCurl
internal import Fetch
internal import Infra
internal import WebOrigin

extension TransportError {
    /// An option that libcurl did not take.
    init(_ failure: CurlFailure) {
        self = .network(
            code: Int(failure.code.rawValue),
            detail: "libcurl cannot send this request: \(describe(failure.code))"
        )
    }

    /// How a request ended that got no complete response.
    init(
        _ code: CURLcode,
        text: String,
        request: HTTPRequest,
        settings: CurlTransportSettings,
        elapsedMicroseconds: Int64,
        collector: ResponseCollector
    ) {
        let number = Int(code.rawValue)
        let detail = text.isEmpty ? describe(code) : text.withoutUserinfo(of: settings.proxy)
        switch code {
        case CURLE_OPERATION_TIMEDOUT:
            let isTotal =
                settings.maxTime > 0
                && Double(elapsedMicroseconds) >= settings.maxTime * 1_000_000
            self = .timeout(
                detail: isTotal
                    ? "no complete response within \(seconds(settings.maxTime)): \(detail)"
                    : "no connection within \(seconds(settings.connectTimeout)): \(detail)"
            )
        case CURLE_URL_MALFORMAT:
            let host = request.url.host?.serialized ?? ""
            self = .network(
                code: number,
                detail: "libcurl does not take the host “\(host)”: \(detail)"
            )
        case _ where tlsCodes.contains(code.rawValue):
            self = .tls(code: number, detail: detail)
        case _ where isLineTooLong(code) && isInsideHead(collector):
            self = .headersTooLarge(limit: libcurlLineLimit)
        case CURLE_RECV_ERROR where text.hasPrefix("Too large response headers"):
            self = .headersTooLarge(limit: settings.maxHeaderBytes)
        default:
            self = .network(code: number, detail: detail)
        }
    }
}

extension String {
    /// libcurl quotes the proxy that it was given.
    fileprivate func withoutUserinfo(of proxy: String?) -> String {
        guard let proxy, !proxy.isEmpty else { return self }
        return replacing(proxy, with: proxy.withoutUserinfo)
    }
}

/// libcurl's own limit for one line (DYN_HTTP_REQUEST and CURL_MAX_HTTP_HEADER in its source).
private let libcurlLineLimit = 100 << 10

/// A line that passes that limit is "out of memory" up to libcurl 8.5, and then
/// CURLE_TOO_LARGE (100), which its older headers do not name.
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

/// `30 s`, `0.2 s`.
private func seconds(_ number: Double) -> String {
    Int(exactly: number).map { "\($0) s" } ?? "\(number) s"
}
