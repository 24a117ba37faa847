internal import WebOrigin

/// A URL as browsers parse it: by the URL standard, not by RFC 3986.
///
/// `https://EXAMPLE.com:443/a/../b` is `https://example.com/b`. The `Codable` form is the serialized
/// URL.
///
/// https://url.spec.whatwg.org/
public struct WebURL: Hashable, Sendable, CustomStringConvertible {
    let engine: EngineURL

    init(_ engine: EngineURL) {
        self.engine = engine
    }

    /// Parses a string.
    ///
    /// - Parameters:
    ///   - text: The URL as someone wrote it, such as in a `Location` header.
    ///   - base: The base URL of a relative one.
    /// - Throws: ``InvalidURL``, if a browser would not accept it as a URL.
    public init(_ text: String, relativeTo base: WebURL? = nil) throws(InvalidURL) {
        do throws(URLFailure) {
            engine = try EngineURL(parsing: text, base: base?.engine)
        } catch {
            throw InvalidURL(text: text, failure: error)
        }
    }

    /// The serialized URL.
    public var description: String { engine.href }

    /// The scheme, in lower case and without the colon: `https`.
    public var scheme: String { engine.scheme }
    /// The host in ASCII, an IPv6 address in brackets; empty if there is none.
    public var host: String { engine.host?.serialized ?? "" }
    /// The port; `nil` if it is the scheme's default.
    public var port: UInt16? { engine.port }
    /// The path, from its slash on, percent-encoded.
    public var path: String { engine.serializedPath }
    /// The query, without the question mark; `nil` if there is none.
    public var query: String? { engine.query }
    /// The fragment, without the number sign; `nil` if there is none.
    public var fragment: String? { engine.fragment }

    /// The origin as an `Origin` header has it: `https://example.com:8443`, or `null` for a URL without
    /// an origin, such as `data:`.
    ///
    /// https://html.spec.whatwg.org/#ascii-serialisation-of-an-origin
    public var origin: String { engine.origin.serialized }

    /// Returns whether scheme, host and port are the same. A URL without an origin is not same-origin
    /// with any URL, not even with itself.
    ///
    /// https://html.spec.whatwg.org/#same-origin
    public func isSameOrigin(as other: WebURL) -> Bool {
        engine.origin.isSameOrigin(as: other.engine.origin)
    }

    /// Returns whether both URLs have the same site.
    ///
    /// https://html.spec.whatwg.org/#same-site
    ///
    /// - Parameters:
    ///   - other: The URL to compare with.
    ///   - ignoringScheme: Whether `http:` and `https:` count as the same. RFC6265bis and Chrome do not
    ///     compare like that; Firefox and Safari do, for SameSite.
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
    /// Parses the serialized URL; throws `DecodingError.dataCorrupted` if it is not valid.
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

    /// Writes the serialized URL.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// A string that is not a valid URL.
public struct InvalidURL: Error, Hashable, Sendable, Codable, CustomStringConvertible {
    /// The string that was to be parsed.
    public let text: String
    /// A sentence in English, for people, that says what is wrong.
    public let description: String

    init(text: String, failure: URLFailure) {
        self.text = text
        description = failure.sentence
    }
}
