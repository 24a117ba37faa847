/// The schemes whose URLs the parser treats specially.
///
/// https://url.spec.whatwg.org/#special-scheme
enum SpecialScheme {
    case ftp, file, http, https, ws, wss

    /// Compares the length first: URLs are checked many times for each request.
    init?(_ scheme: String) {
        switch scheme.utf8.count {
        case 2 where scheme == "ws": self = .ws
        case 3 where scheme == "wss": self = .wss
        case 3 where scheme == "ftp": self = .ftp
        case 4 where scheme == "http": self = .http
        case 4 where scheme == "file": self = .file
        case 5 where scheme == "https": self = .https
        default: return nil
        }
    }

    /// The port of URLs that do not specify one; a file URL has no port.
    ///
    /// https://url.spec.whatwg.org/#default-port
    var defaultPort: UInt16? {
        switch self {
        case .ftp: 21
        case .file: nil
        case .http, .ws: 80
        case .https, .wss: 443
        }
    }
}

extension WebURL {
    /// Whether the scheme is one of ftp, file, http, https, ws and wss.
    ///
    /// https://url.spec.whatwg.org/#is-special
    package var isSpecial: Bool { SpecialScheme(scheme) != nil }

    /// The port to connect to; `nil` for a scheme without one.
    package var portOrDefault: UInt16? { port ?? SpecialScheme(scheme)?.defaultPort }
}
