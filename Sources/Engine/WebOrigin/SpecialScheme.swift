/// The schemes whose URLs the parser treats in a way of their own.
///
/// https://url.spec.whatwg.org/#special-scheme
enum SpecialScheme: String {
    case ftp, file, http, https, ws, wss

    init?(_ scheme: String) {
        self.init(rawValue: scheme)
    }

    /// The port of URLs that name none; a file has no port.
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

    /// The port that a connection goes to; `nil` for a scheme without one.
    package var portOrDefault: UInt16? { port ?? SpecialScheme(scheme)?.defaultPort }
}
