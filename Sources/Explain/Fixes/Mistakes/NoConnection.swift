internal import BrowserFetch
package import Explanations
internal import WebOrigin

extension TransportError {
    /// Whether the connection failed before the request could be written, so that no server received any
    /// of it.
    package var isBeforeRequest: Bool {
        switch self {
        // libcurl's CURLE_COULDNT_RESOLVE_PROXY, _RESOLVE_HOST and _COULDNT_CONNECT.
        case .network(code: 5, detail: _), .network(code: 6, detail: _),
            .network(code: 7, detail: _):
            true
        case .tls, .refusedAddress, .refusedAddressSpace: true
        case .network, .timeout, .bodyTooLarge, .headersTooLarge, .headerLineTooLong, .cancelled,
            .unreadableFile:
            false
        }
    }
}

// If there is no connection, no browser rule is to blame: the server must be checked.

extension Adviser {
    /// The advice if the connection failed; `nil` if there was a response, or if the failure does not
    /// indicate a cause.
    package var noConnectionAdvice: Advice? {
        guard case .rejected(let failure) = report.outcome, case .transport(let error) = failure,
            let url = report.exchanges.last?.url, let host = url.host?.serialized
        else { return nil }
        func connectionAdvice(_ text: String, fixes: [Advice.Fix] = []) -> Advice {
            Advice(code: failure.code, text: text, fixes: fixes)
        }
        let port = url.port ?? (url.scheme == "https" ? 443 : 80)
        switch error {
        case .network(code: 7, detail: _):
            let odd =
                url.host?.isUnspecifiedAddress == true
                ? " Call 127.0.0.1 instead: \(host) is only an address to listen on." : ""
            return connectionAdvice(
                "Nothing accepts connections at \(host):\(port). Start the server, or call the port "
                    + "that it printed when it started.\(odd)"
            )
        case .network(code: 6, detail: _):
            return connectionAdvice(
                "No address is known for \(host). Check the spelling; --resolve "
                    + "\(host):\(port):127.0.0.1 replaces a line in /etc/hosts."
            )
        // CURLE_GOT_NOTHING, CURLE_RECV_ERROR.
        case .network(code: 52, detail: _), .network(code: 56, detail: _):
            guard url.scheme == "http", report.exchanges.last?.response == nil else { return nil }
            return connectionAdvice(
                "The server closed the connection without a response: check its log. If it speaks "
                    + "https on that port, call https://\(host):\(port)."
            )
        case .tls(code: 35, let detail) where detail.contains("wrong version number"):
            let plain = url.href.replacing("https://", with: "http://", maxReplacements: 1)
            return connectionAdvice(
                "The server speaks plain http on \(host):\(port): call \(plain).",
                fixes: callFixes { $0.url = plain }
            )
        case .tls(code: 60, detail: _):
            return connectionAdvice(
                "Trust the authority that signed the server's certificate, with --cacert FILE "
                    + "(mkcert -CAROOT prints mkcert's folder), or any certificate, with -k. A "
                    + "browser needs it in its own list."
            )
        default: return nil
        }
    }
}
