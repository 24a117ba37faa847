package import BrowserInfra
package import WebOrigin

/// The secrets that must not be shown, and what replaces them.
///
/// It first learns the secrets, from reports and settings; then all text to be shown goes through it. A
/// secret learned from one step is hidden in all of them.
package struct Redaction: Sendable {
    /// How a hidden secret is written.
    package enum Style: Hashable, Sendable {
        /// As `[redacted]`, for people.
        case mark
        /// As `{{name}}`, for scenarios, so that they can be run again.
        case variable
    }

    package static let mark = "[redacted]"
    /// A redaction that hides nothing.
    package static let nothing = Redaction(names: nil)

    package var style = Style.mark
    /// The names of secrets, in lower case; `nil` to hide nothing at all.
    private let names: Set<String>?
    private var ignoresShortValues = false
    private var matcher = SecretMatcher()

    /// Creates a redaction that hides cookie values, Authorization, and the values of headers,
    /// variables, JSON members, form fields and query parameters with these names.
    ///
    /// `areGuessed` means that the user did not give the names. Values shorter than four bytes are then
    /// not searched for elsewhere: the `1` of `session=1` must not be hidden in `127.0.0.1`.
    package init(hiding names: [String] = [], areGuessed: Bool = false) {
        self.init(names: Set(names.map { $0.lowercased() }))
        ignoresShortValues = areGuessed
    }

    private init(names: Set<String>?) {
        self.names = names
    }

    /// Names that suggest a secret, of a header, a variable, a JSON member or a field.
    package static let namesOfSecrets: [String] = [
        "access_token", "api-key", "api_key", "apikey", "auth", "client_secret", "code", "csrf",
        "csrftoken", "id_token", "jwt", "pass", "passwd", "password", "pwd", "refresh_token",
        "secret", "session", "sid", "sig", "signature", "token", "x-api-key", "x-auth-token",
        "x-csrf-token", "x-csrftoken", "x-xsrf-token",
    ]

    /// Returns whether a body's field or a variable with this name holds a credential, even if the name
    /// was not given: `newPassword`, `csrf_token`, `client-secret`.
    static func isCredential(_ name: String) -> Bool {
        let plain = name.lowercased().filter { $0 != "-" && $0 != "_" }
        return endingsOfCredentials.contains(where: plain.hasSuffix)
            || ["pass", "jwt", "otp"].contains(plain)
    }

    private static let endingsOfCredentials = [
        "apikey", "passphrase", "passwd", "password", "pwd", "secret", "token",
    ]

    package var hidesAnything: Bool { names != nil }

    /// Whether text must be searched for names of secrets at all.
    var hasNames: Bool { names?.isEmpty == false }

    /// The names of secrets, in lower case.
    package var secretNames: Set<String> { names ?? [] }

    package func isSecret(_ name: String) -> Bool {
        names?.contains(name.lowercased()) ?? false
    }

    /// How certain it is that a value is a secret wherever it occurs.
    package enum Confidence: Hashable, Sendable {
        /// A cookie's value, which may be as common a string as `1`.
        case low
        /// A credential, or a value with a secret's name.
        case high
    }

    /// Hides `secret` from now on, in any encoding.
    ///
    /// A value of low confidence that is shorter than four bytes is only hidden where it is a cookie's
    /// value: a report with every `1` removed would be useless.
    package mutating func learn(_ secret: ByteString, name: String, _ weight: Confidence) {
        guard hidesAnything, !secret.isEmpty, secret != ByteString(utf8: Self.mark),
            secret.count >= 4 || weight == .high && !ignoresShortValues
        else { return }
        matcher.insert(secret, name: name)
    }

    /// Discards the secrets that were not seen for longest, for processes that run indefinitely: a
    /// search takes longer the more secrets there are.
    ///
    /// Keeps about `count` secrets. Whatever is shown next is searched for its own secrets first.
    package mutating func keepLatest(_ count: Int) { matcher.keepLatest(count) }

    // MARK: Redacting

    /// Returns the replacement for a value that is known to be secret.
    package func placeholderBytes(for name: String) -> ByteString {
        ByteString(utf8: replacement(name))
    }

    package func bytes(_ bytes: ByteString) -> ByteString {
        guard hasSecrets else { return bytes }
        return ByteString(matcher.replacing(in: bytes.bytes, by: replacement))
    }

    package func text(_ text: String) -> String {
        guard hasSecrets else { return text }
        var text = text
        let replaced = text.withUTF8 { matcher.replacing(in: Array($0), by: replacement) }
        return String(decoding: replaced, as: UTF8.self)
    }

    /// Whether there is any secret to search text for.
    package var hasSecrets: Bool { hidesAnything && !matcher.isEmpty }

    /// Returns a URL as the user gave it, redacted; it need not be valid.
    package func urlText(_ text: String) -> String {
        self.text(style == .mark ? text.withoutUserinfo : text)
    }

    /// Returns a URL, redacted; userinfo is removed in any case.
    package func url(_ url: WebURL) -> WebURL {
        let url = style == .mark ? url.withoutUserinfo : url
        guard hasSecrets else { return url }
        let href = url.href
        let shown = text(href)
        if shown == href { return url }
        // A host cannot contain brackets.
        let plain = matcher.replacing(in: Array(href.utf8)) { _ in "redacted" }
        return (try? WebURL(parsing: shown))
            ?? (try? WebURL(parsing: String(decoding: plain, as: UTF8.self)))
            ?? Self.unnamed ?? url.strippingCredentialsAndFragment()
    }

    private static let unnamed = try? WebURL(parsing: "http://redacted.invalid/")

    private func replacement(_ name: String) -> String {
        switch style {
        case .mark: Self.mark
        case .variable: "{{\(name.asVariableName)}}"
        }
    }
}

extension String {
    /// The name as a variable's: a letter or `_`, followed by letters, digits, `_` and `-`.
    fileprivate var asVariableName: String {
        let name = String(
            decoding: utf8.map { $0.isASCIIAlphanumeric || $0 == UInt8(ascii: "-") ? $0 : 0x5F },
            as: UTF8.self
        )
        guard let first = name.utf8.first, first.isASCIIAlpha else { return "_\(name)" }
        return name
    }
}
