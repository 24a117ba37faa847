package import Fetch
internal import HTTP
internal import Infra
internal import WebOrigin

extension FetchReport {
    /// Why a browser shows an error page in the frame, though the request succeeded and its cookies
    /// were stored; `nil` where it shows the document.
    ///
    /// https://html.spec.whatwg.org/#the-x-frame-options-header, https://www.w3.org/TR/CSP3/#directive-frame-ancestors
    package var frameRefusal: String? {
        guard initiator == .navigation(.iframe), case .fulfilled = outcome,
            let page, let exchange = exchanges.last, let headers = exchange.response?.headers
        else { return nil }
        let ancestors = (page.ancestors + [page]).map(\.origin)
        let own = exchange.url.origin
        let directives = headers.values(of: "Content-Security-Policy")
            .flatMap { $0.isomorphicDecoded.split(separator: ",") }
            .compactMap { policy in
                policy.split(separator: ";").map { $0.split(separator: " ") }
                    .first { $0.first?.lowercased() == "frame-ancestors" }
            }
        if !directives.isEmpty {
            // X-Frame-Options does not count beside it.
            let refusing = directives.first { directive in
                !ancestors.allSatisfy { ancestor in
                    directive.dropFirst().contains { $0.allows(ancestor, own: own) }
                }
            }
            return refusing.map {
                "Content-Security-Policy: \($0.joined(separator: " ")) does not let this page frame it"
            }
        }
        guard let value = headers.get("X-Frame-Options")?.isomorphicDecoded else { return nil }
        let values = value.split(separator: ",").map { $0.filter { $0 != " " }.lowercased() }
        let isRefused =
            values.contains("deny")
            || values.contains("sameorigin") && !ancestors.allSatisfy { $0.isSameOrigin(as: own) }
        return isRefused ? "X-Frame-Options: \(value) does not let this page frame it" : nil
    }
}

extension Substring {
    /// https://www.w3.org/TR/CSP3/#match-url-to-source-expression, for an origin.
    fileprivate func allows(_ origin: Origin, own: Origin) -> Bool {
        let source = lowercased()
        if source == "'none'" { return false }
        if source == "'self'" { return origin.isSameOrigin(as: own) }
        guard case .tuple(let scheme, let host, let port) = origin else { return false }
        if source == "*" { return ["http", "https"].contains(scheme) }
        if source.hasSuffix(":") {
            return scheme == source.dropLast() || (source == "http:" && scheme == "https")
        }
        var rest = source[...]
        if let range = source.firstRange(of: "://") {
            let wanted = source[..<range.lowerBound]
            guard scheme == wanted || (wanted == "http" && scheme == "https") else { return false }
            rest = source[range.upperBound...]
        }
        rest = rest.prefix { $0 != "/" }
        let pieces = rest.split(separator: ":", maxSplits: 1)
        guard let name = pieces.first else { return false }
        let number = port ?? (scheme == "https" ? 443 : 80)
        if pieces.count == 2 {
            guard pieces[1] == "*" || pieces[1] == "\(number)" else { return false }
        } else if port != nil {
            return false
        }
        return name.hasPrefix("*.")
            ? host.serialized.hasSuffix(name.dropFirst()) : host.serialized == name
    }
}
