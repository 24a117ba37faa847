/// The URL that was probably meant by someone who omitted `http://`.
///
/// By the standard, `localhost:5000/x` is a URL with the scheme `localhost`; `127.0.0.1:5000/x` and
/// `example.com/x` are relative. A browser's address bar guesses; crumb makes a suggestion.
package struct MissingSchemeHint: Hashable, Sendable {
    package let input: String
    /// The scheme that the parser found, if any.
    package let scheme: String?
    package let suggestion: WebURL

    /// `nil` if the input does not look as if it began with a host.
    package init?(for input: String) {
        let trimmed = input.drop { $0.isWhitespace }
        let parsed = try? WebURL(parsing: input)
        if let parsed {
            // `mailto:a@b.test` and `data:,x` are meant as they are; a scheme does not look like a
            // host name, nor is it followed by a port.
            guard !parsed.isSpecial, parsed.host == nil,
                parsed.scheme == "localhost" || parsed.scheme.contains(".")
                    || Self.startsWithPort(parsed.serializedPath)
            else { return nil }
        }
        let isAuthority = trimmed.hasPrefix("//")
        guard let first = trimmed.first, isAuthority || !"/?#.\\".contains(first),
            let url = try? WebURL(parsing: (isAuthority ? "http:" : "http://") + trimmed),
            isAuthority || parsed != nil || Self.looksLikeHost(url)
        else { return nil }
        self.input = input
        scheme = parsed?.scheme
        suggestion = url
    }

    /// Whether the text is digits, and then a path, a query, a fragment or the end.
    private static func startsWithPort(_ text: String) -> Bool {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let next = text.dropFirst(digits.count).first
        return !digits.isEmpty && (next.map { "/?#".contains($0) } ?? true)
    }

    /// Whether the parsed host was meant as a host. The `api` of `api/login`, for example, is more
    /// likely the beginning of a path: it has no port or dot, and is not an address.
    private static func looksLikeHost(_ url: WebURL) -> Bool {
        switch url.host {
        case .ipv4, .ipv6: true
        case .domain(let name): name == "localhost" || name.contains(".") || url.port != nil
        case .opaque, .empty, nil: false
        }
    }

    /// One sentence for the user: what is wrong, and what to write instead.
    package var sentence: String {
        let instead = "write \(suggestion.withoutUserinfo.href)."
        let input = input.withoutUserinfo
        guard let scheme else { return "\(input.quoted) has no scheme; \(instead)" }
        return "\(input.quoted) is a URL with the scheme \(scheme.quoted), which in the URL"
            + " standard is what precedes the first colon; \(instead)"
    }
}
