internal import WebOrigin

/// A URL as browsers parse it: by the URL standard, and not by RFC 3986.
///
/// `https://EXAMPLE.com:443/a/../b` is `https://example.com/b`. Its `Codable` form is its text.
///
/// https://url.spec.whatwg.org/
public struct WebURL: Hashable, Sendable, CustomStringConvertible {
    let engine: EngineURL

    init(_ engine: EngineURL) {
        self.engine = engine
    }

    /// Parses a text.
    ///
    /// - Parameters:
    ///   - text: The URL as somebody wrote it, such as in a `Location` header.
    ///   - base: What a relative URL is relative to.
    /// - Throws: ``InvalidURL``, if a browser would not take it for a URL.
    public init(_ text: String, relativeTo base: WebURL? = nil) throws(InvalidURL) {
        do throws(URLFailure) {
            engine = try EngineURL(parsing: text, base: base?.engine)
        } catch {
            throw InvalidURL(text: text, failure: error)
        }
    }

    /// The URL, serialized.
    public var description: String { engine.href }

    /// In lower case and without the colon: `https`.
    public var scheme: String { engine.scheme }
    /// The host in ASCII, an IPv6 address in brackets; empty where there is none.
    public var host: String { engine.host?.serialized ?? "" }
    /// `nil` where it is the scheme's default.
    public var port: UInt16? { engine.port }
    /// From its slash on, percent-encoded.
    public var path: String { engine.serializedPath }
    /// Without the question mark; `nil` where there is none.
    public var query: String? { engine.query }
    /// Without the number sign; `nil` where there is none.
    public var fragment: String? { engine.fragment }

    /// What an `Origin` header says: `https://example.com:8443`, or `null` for a URL without an origin,
    /// such as `data:`.
    ///
    /// https://html.spec.whatwg.org/#ascii-serialisation-of-an-origin
    public var origin: String { engine.origin.serialized }

    /// Whether scheme, host and port are the same. A URL without an origin is of no other's, and not even
    /// of its own.
    ///
    /// https://html.spec.whatwg.org/#same-origin
    public func isSameOrigin(as other: WebURL) -> Bool {
        engine.origin.isSameOrigin(as: other.engine.origin)
    }

    /// Whether both are of one site.
    ///
    /// https://html.spec.whatwg.org/#same-site
    ///
    /// - Parameters:
    ///   - other: The URL to compare with.
    ///   - ignoringScheme: Whether `http:` and `https:` count as the same; RFC6265bis and Chrome say no,
    ///     Firefox and Safari compare like that for SameSite.
    ///   - suffixes: The public suffix list.
    /// - Returns: Whether registrable domain and scheme are the same.
    public func isSameSite(
        as other: WebURL,
        ignoringScheme: Bool = false,
        suffixes: PublicSuffixList = .builtin
    ) -> Bool {
        let site = Site(of: engine.origin, suffixes: suffixes.engine)
        let otherSite = Site(of: other.engine.origin, suffixes: suffixes.engine)
        return ignoringScheme
            ? site.isSchemelesslySameSite(as: otherSite) : site.isSameSite(as: otherSite)
    }
}

extension WebURL: Codable {
    /// Parses its text; throws `DecodingError.dataCorrupted` where that is not a URL.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        do throws(InvalidURL) {
            self = try WebURL(text)
        } catch {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: error.description
            )
        }
    }

    /// Writes its text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// A text that is not a URL.
public struct InvalidURL: Error, Hashable, Sendable, Codable, CustomStringConvertible {
    /// What was to be parsed.
    public let text: String
    /// A sentence in English, for people.
    public let description: String

    init(text: String, failure: URLFailure) {
        self.text = text
        description = failure.sentence
    }
}
