package import BrowserInfra
package import WebOrigin

/// What must not be shown, and what stands in its place.
///
/// First it learns what is secret, from reports and from settings; then every text that is to be
/// shown goes through it. What it has learned from one step it hides in all.
package struct Redaction: Sendable {
    /// How a secret that is hidden is written.
    package enum Style: Hashable, Sendable {
        /// `[redacted]`, for people.
        case mark
        /// `{{name}}`, for scenarios, which are to be run again.
        case variable
    }

    package static let mark = "[redacted]"
    /// Shows everything.
    package static let nothing = Redaction(names: nil)

    package var style = Style.mark
    /// In lower case; `nil` hides nothing at all.
    private let names: Set<String>?
    private var ignoresShortValues = false
    private var matcher = SecretMatcher()

    /// Hides cookie values, Authorization, and what has one of these names: headers, variables,
    /// members of JSON, and fields of forms and of queries.
    ///
    /// `areGuessed`: nobody has named them; a value of less than four bytes is then not looked for
    /// elsewhere, as the `1` of `session=1` in `127.0.0.1`.
    package init(hiding names: [String] = [], areGuessed: Bool = false) {
        self.init(names: Set(names.map { $0.lowercased() }))
        ignoresShortValues = areGuessed
    }

    private init(names: Set<String>?) {
        self.names = names
    }

    /// What promises to be a secret: a header, variable, JSON member or field of such a name.
    package static let namesOfSecrets: [String] = [
        "access_token", "api-key", "api_key", "apikey", "auth", "client_secret", "code", "csrf",
        "csrftoken", "id_token", "jwt", "pass", "passwd", "password", "pwd", "refresh_token",
        "secret", "session", "sid", "sig", "signature", "token", "x-api-key", "x-auth-token",
        "x-csrf-token", "x-csrftoken", "x-xsrf-token",
    ]

    /// Whether a field of a body, or a variable, of that name holds a credential, whatever was named:
    /// `newPassword`, `csrf_token`, `client-secret`.
    static func isCredential(_ name: String) -> Bool {
        let plain = name.lowercased().filter { $0 != "-" && $0 != "_" }
        return endingsOfCredentials.contains(where: plain.hasSuffix)
            || ["pass", "jwt", "otp"].contains(plain)
    }

    private static let endingsOfCredentials = [
        "apikey", "passphrase", "passwd", "password", "pwd", "secret", "token",
    ]

    package var hidesAnything: Bool { names != nil }

    /// Whether what has a name of its own is to be looked for at all.
    var hasNames: Bool { names?.isEmpty == false }

    /// In lower case.
    package var secretNames: Set<String> { names ?? [] }

    package func isSecret(_ name: String) -> Bool {
        names?.contains(name.lowercased()) ?? false
    }

    /// How sure it is that a value is a secret wherever it stands.
    package enum Confidence: Hashable, Sendable {
        /// A cookie's value, which may be as common a word as `1`.
        case low
        /// A credential, or what was named as a secret.
        case high
    }

    /// Hides `secret` from now on, in whatever form it comes.
    ///
    /// An low one of less than four bytes is hidden where a cookie's value stands, and
    /// nowhere else: a report without any `1` says nothing.
    package mutating func learn(_ secret: ByteString, name: String, _ weight: Confidence) {
        guard hidesAnything, !secret.isEmpty, secret != ByteString(utf8: Self.mark),
            secret.count >= 4 || weight == .high && !ignoresShortValues
        else { return }
        matcher.insert(secret, name: name)
    }

    /// Forgets what it has met long ago, for who goes on for ever: a search grows with what is known.
    ///
    /// About `count` secrets are kept; what is told next teaches its own.
    package mutating func keepLatest(_ count: Int) { matcher.keepLatest(count) }

    // MARK: What is shown

    /// What stands in the place of a value that is known to be secret.
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

    /// Whether there is anything that a text has to be searched for.
    package var hasSecrets: Bool { hidesAnything && !matcher.isEmpty }

    /// What was given as a URL, and may be none.
    package func urlText(_ text: String) -> String {
        self.text(style == .mark ? text.withoutUserinfo : text)
    }

    /// Without userinfo, whatever is hidden, and without what has a secret's name in the query.
    package func url(_ url: WebURL) -> WebURL {
        let url = style == .mark ? url.withoutUserinfo : url
        guard hasSecrets else { return url }
        let href = url.href
        let shown = text(href)
        if shown == href { return url }
        // No host has brackets in it.
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
    /// A letter or `_`, then letters, digits, `_` and `-`.
    fileprivate var asVariableName: String {
        let name = String(
            decoding: utf8.map { $0.isASCIIAlphanumeric || $0 == UInt8(ascii: "-") ? $0 : 0x5F },
            as: UTF8.self
        )
        guard let first = name.utf8.first, first.isASCIIAlpha else { return "_\(name)" }
        return name
    }
}
