/// An opaque origin: equal only to itself.
///
/// Every value created by ``init()`` differs from every other.
///
/// https://html.spec.whatwg.org/#concept-origin-opaque
package struct OpaqueOrigin: Hashable, Sendable {
    private let nonce: UInt64

    /// An identifier for it, in hexadecimal digits.
    package var id: String { String(nonce, radix: 16) }

    package init() {
        nonce = .random(in: .min ... .max)
    }
}

/// The origin of a document or URL, by which the same-origin policy separates documents.
///
/// https://html.spec.whatwg.org/#concept-origin
package enum Origin: Hashable, Sendable {
    case opaque(OpaqueOrigin)
    /// `port` is `nil` if it is the scheme's default. *domain* is omitted: only `document.domain`
    /// sets it.
    case tuple(scheme: String, host: Host, port: UInt16?)

    /// `null` for an opaque origin, otherwise `scheme://host`, with the port if it is not the
    /// default.
    ///
    /// https://html.spec.whatwg.org/#ascii-serialisation-of-an-origin
    package var serialized: String {
        switch self {
        case .opaque: "null"
        case .tuple(let scheme, let host, let port):
            WebOrigin.serialized(scheme: scheme, host: host, port: port)
        }
    }

    package var isOpaque: Bool {
        if case .opaque = self { true } else { false }
    }

    /// `nil` for an opaque origin.
    package var scheme: String? {
        if case .tuple(let scheme, _, _) = self { scheme } else { nil }
    }

    /// Whether both are the same opaque origin, or equal in scheme, host and port.
    ///
    /// https://html.spec.whatwg.org/#same-origin
    package func isSameOrigin(as other: Origin) -> Bool {
        self == other
    }
}

/// Returns `scheme://host`, with the port if there is one; built in one allocation, because every
/// request is compared with such strings.
func serialized(scheme: String, host: Host, port: UInt16? = nil) -> String {
    let host = host.serialized
    let port = port.map { String($0) }
    let count = scheme.utf8.count + 3 + host.utf8.count + (port.map { 1 + $0.utf8.count } ?? 0)
    return String(unsafeUninitializedCapacity: count) { buffer in
        var end = 0
        func append(_ text: String) {
            let bytes = text.utf8.span
            for index in bytes.indices { buffer[end + index] = bytes[index] }
            end += bytes.count
        }
        append(scheme)
        append("://")
        append(host)
        if let port {
            append(":")
            append(port)
        }
        return end
    }
}

extension WebURL {
    /// The origin of the URL; if it is opaque, a new one each time.
    ///
    /// https://url.spec.whatwg.org/#concept-url-origin
    package var origin: Origin {
        switch SpecialScheme(scheme) {
        // "ftp", "http", "https", "ws", "wss": the tuple of scheme, host and port.
        case .ftp, .http, .https, .ws, .wss:
            return .tuple(scheme: scheme, host: host ?? .empty, port: port)
        // "file": left to the implementation; "when in doubt", opaque. Browsers agree: two files
        // are not same-origin, and the Origin header of a file is `null`.
        case .file:
            return .opaque(OpaqueOrigin())
        case nil where scheme == "blob":
            return blobOrigin
        // Otherwise, a new opaque origin.
        case nil:
            return .opaque(OpaqueOrigin())
        }
    }

    /// The step for "blob".
    private var blobOrigin: Origin {
        // 1. A blob URL entry, whose environment would determine the origin: crumb has no blob
        //    store.
        // 2., 3. Parse the path; if that fails, a new opaque origin.
        // 4. If it is http, https or file, its origin.
        if let inner = try? WebURL(parsing: serializedPath),
            ["http", "https", "file"].contains(inner.scheme)
        {
            return inner.origin
        }
        // 5. Otherwise, a new opaque origin.
        return .opaque(OpaqueOrigin())
    }
}
