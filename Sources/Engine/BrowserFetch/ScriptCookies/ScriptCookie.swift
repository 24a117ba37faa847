package import BrowserCookies
internal import BrowserInfra

/// The result of looking up a cookie by name in `document.cookie`.
package enum ScriptCookie: Hashable, Sendable {
    /// The value of the first cookie with that name, as it stands there.
    case value(String)
    /// There is none; with the jar's cookies of that name that scripts cannot read, and the
    /// reasons.
    case missing([CookieVerdict])
    /// Reading `document.cookie` throws.
    case unreadable(DocumentCookieFailure)
}

extension DocumentCookieReport {
    /// Looks up a cookie as the libraries of pages do: its name and `=`, after a semicolon and a
    /// space.
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
    /// The result of ECMAScript's `decodeURIComponent`; `nil` if that throws a URIError: for a
    /// percent sign that is not followed by two hexadecimal digits, or bytes that are not UTF-8.
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
