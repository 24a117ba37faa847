package import BrowserCookies
internal import BrowserInfra

/// What a page's script finds in `document.cookie` under one name.
package enum ScriptCookie: Hashable, Sendable {
    /// The first one's value, as it stands there.
    case value(String)
    /// It is not there; those of the jar with that name that script cannot read, and why.
    case missing([CookieVerdict])
    /// Reading throws.
    case unreadable(DocumentCookieFailure)
}

extension DocumentCookieReport {
    /// As the libraries of pages look for one: behind a semicolon and a space, its name and `=`.
    package func scriptCookie(named name: String) -> ScriptCookie {
        if let failure { return .unreadable(failure) }
        let prefix = "\(name)="
        let pair = (value ?? "").split(separator: ";").map { $0.drop { $0 == " " } }
            .first { $0.hasPrefix(prefix) }
        if let pair { return .value(String(pair.dropFirst(prefix.count))) }
        return .missing(cookies.filter { !$0.isSent && $0.cookie.name.utf8Decoded == name })
    }
}

extension String {
    /// ECMAScript's `decodeURIComponent`; `nil` where that throws a URIError: a percent sign without two
    /// hexadecimal digits behind it, or bytes that are not UTF-8.
    ///
    /// https://tc39.es/ecma262/#sec-decodeuricomponent-encodeduricomponent
    package var decodedURIComponent: String? {
        var bytes: [UInt8] = []
        var rest = Array(utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst()?.asciiHexDigitValue,
                let low = rest.popFirst()?.asciiHexDigitValue
            else { return nil }
            bytes.append(high << 4 | low)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
