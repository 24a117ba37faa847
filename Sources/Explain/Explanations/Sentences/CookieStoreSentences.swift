internal import BrowserCookies
package import BrowserFetch
internal import BrowserInfra

extension CookieStoreFailure {
    /// The reason why the promise rejects, for a reader who has never heard of it.
    package var sentence: String {
        switch self {
        case .opaqueOrigin:
            "The page has an opaque origin and therefore no cookies: every call "
                + "rejects."
        case .emptyQuery: "get() needs a name or a URL."
        case .urlOfOtherOrigin(let url):
            "\(url) is not a URL of the worker's own origin, and only those are allowed."
        case .foreignURL(let url):
            "\(url) is not the page's own URL, and only that is allowed."
        case .disallowedCharacter(let character):
            "A cookie cannot contain the character U+\(hexadecimal(character))."
        case .equalsInName:
            "A name cannot contain =, and neither can a value without a name."
        case .noContent: "Name and value are both empty."
        case .emptyName: "This browser's store does not accept cookies without a name."
        case .pairTooLong(let count): "Name and value have \(count) bytes; the limit is 4096."
        case .dotBeforeDomain: "The domain begins with a dot: leave it out."
        case .domainMismatch(let domain):
            "The page's host is neither \(domain.isEmpty ? "empty" : domain) nor a subdomain of it."
        case .domainWithPrefix(let domain):
            "A __Host- cookie has no domain: leave out \(domain)."
        case .pathWithoutSlash(let path): "The path \(path) does not begin with a slash."
        case .pathWithPrefix(let path): "A __Host- cookie has the path /, not \(path)."
        case .pathTooLong(let count): "The path has \(count) bytes; the limit is 1024."
        case .headerOnlyPrefix(let name):
            "Only a server can set \(name): its prefix requires HttpOnly."
        case .expiresAndMaxAge: "A cookie can have expires or maxAge, but not both."
        case .refused(let refusals):
            refusals.map { $0.sentence(nil) }.joined(separator: " ")
        case .storage(let error): error.detail
        }
    }

    private func hexadecimal(_ character: Unicode.Scalar) -> String {
        let digits = String(character.value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    /// The codes if the jar's rules reject the cookie; empty if the call itself is invalid.
    package var codes: [String] {
        if case .refused(let refusals) = self { return refusals.map(\.code) }
        return []
    }
}
