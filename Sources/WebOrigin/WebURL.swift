/// A URL as the URL standard parses it.
///
/// https://url.spec.whatwg.org/#concept-url
package struct WebURL: Hashable, Sendable {
    /// Either one text without structure (`data:…`), or segments.
    ///
    /// https://url.spec.whatwg.org/#concept-url-path
    package enum Path: Hashable, Sendable {
        case opaque(String)
        case list([String])
    }

    /// Without the colon.
    package internal(set) var scheme = ""
    package internal(set) var username = ""
    package internal(set) var password = ""
    package internal(set) var host: Host?
    /// `nil` where it is the scheme's default.
    package internal(set) var port: UInt16?
    package internal(set) var path = Path.list([])
    /// Without the question mark.
    package internal(set) var query: String?
    /// Without the number sign.
    package var fragment: String?

    /// A new URL, all of whose components are empty: what the parser starts from.
    init() {}

    /// The basic URL parser.
    ///
    /// https://url.spec.whatwg.org/#concept-basic-url-parser
    package init(parsing input: String, base: WebURL? = nil) throws(URLFailure) {
        var parser = URLParser(input: input, base: base)
        self = try parser.run()
    }

    package var href: String { serialized() }

    /// The URL serializer.
    ///
    /// https://url.spec.whatwg.org/#concept-url-serializer
    package func serialized(excludingFragment: Bool = false) -> String {
        // 1. Begin with the scheme and a colon.
        var output = scheme + ":"
        if let host {
            // 2. With a host: two slashes, the credentials if there are any, the host, the port if
            //    it is not the default.
            output += "//"
            if includesCredentials {
                output += username
                if !password.isEmpty { output += ":" + password }
                output += "@"
            }
            output += host.serialized
            if let port { output += ":\(port)" }
        } else if case .list(let segments) = path, segments.count > 1, segments[0].isEmpty {
            // 3. Without a host, a path that begins with two slashes would read as one: guard it.
            output += "/."
        }
        // 4. The path.
        output += serializedPath
        // 5. The query, if there is one.
        if let query { output += "?" + query }
        // 6. The fragment, if there is one and it is wanted.
        if !excludingFragment, let fragment { output += "#" + fragment }
        return output
    }

    /// The URL path serializer.
    ///
    /// https://url.spec.whatwg.org/#url-path-serializer
    package var serializedPath: String {
        switch path {
        // 1. An opaque path is its own text.
        case .opaque(let text): return text
        // 2. Else each segment, with a slash before it.
        case .list(let segments):
            var output = ""
            for segment in segments {
                output += "/"
                output += segment
            }
            return output
        }
    }

    /// http or https.
    ///
    /// https://fetch.spec.whatwg.org/#http-scheme
    package var isHTTP: Bool { scheme == "http" || scheme == "https" }

    /// about, blob or data.
    ///
    /// https://fetch.spec.whatwg.org/#local-scheme
    package var isLocal: Bool { scheme == "about" || scheme == "blob" || scheme == "data" }

    /// Whether there is a username or a password.
    ///
    /// https://url.spec.whatwg.org/#include-credentials
    package var includesCredentials: Bool { !username.isEmpty || !password.isEmpty }

    /// Without username, password and fragment: what a request's target and a referrer start from.
    package func strippingCredentialsAndFragment() -> WebURL {
        guard includesCredentials || fragment != nil else { return self }
        var url = self
        url.username = ""
        url.password = ""
        url.fragment = nil
        return url
    }

    /// With `https` for `http` and `wss` for `ws`; a port that is then the default is dropped.
    ///
    /// https://www.w3.org/TR/upgrade-insecure-requests/#upgrade-request
    package func upgradedToSecureScheme() -> WebURL {
        var url = self
        switch scheme {
        case "http": url.scheme = "https"
        case "ws": url.scheme = "wss"
        default: return self
        }
        if url.port == SpecialScheme(url.scheme)?.defaultPort { url.port = nil }
        return url
    }
}
