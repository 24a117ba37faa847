/// The components of a URL, as the parser assembles them.
///
/// https://url.spec.whatwg.org/#concept-url
struct URLRecord: Hashable, Sendable {
    var scheme = ""
    var username = ""
    var password = ""
    var host: Host?
    var port: UInt16?
    var path = WebURL.Path.list([])
    var query: String?
    var fragment: String?

    /// https://url.spec.whatwg.org/#include-credentials
    var includesCredentials: Bool { !username.isEmpty || !password.isEmpty }

    /// The URL serializer.
    ///
    /// https://url.spec.whatwg.org/#concept-url-serializer
    func serialized(excludingFragment: Bool = false) -> String {
        // 1. Begin with the scheme and a colon.
        var output = ""
        output.reserveCapacity(64)
        output += scheme
        output += ":"
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
            if let port {
                output += ":"
                output += String(port)
            }
        } else if case .list(let segments) = path, segments.count > 1, segments[0].isEmpty {
            // 3. Without a host, a path that begins with two slashes would be read as a host:
            //    prevent that.
            output += "/."
        }
        // 4. The path.
        appendPath(to: &output)
        // 5. The query, if there is one.
        if let query { output += "?" + query }
        // 6. The fragment, if there is one and it is wanted.
        if !excludingFragment, let fragment { output += "#" + fragment }
        return output
    }

    /// The URL path serializer.
    ///
    /// https://url.spec.whatwg.org/#url-path-serializer
    var serializedPath: String {
        var output = ""
        appendPath(to: &output)
        return output
    }

    private func appendPath(to output: inout String) {
        switch path {
        // 1. An opaque path is serialized as it is.
        case .opaque(let text): output += text
        // 2. Otherwise, each segment is preceded by a slash.
        case .list(let segments):
            for segment in segments {
                output += "/"
                output += segment
            }
        }
    }
}
