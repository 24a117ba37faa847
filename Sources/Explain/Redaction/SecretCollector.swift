package import BrowserCookies
package import BrowserFetch
package import BrowserHTTP
package import BrowserInfra
package import BrowserJSON
package import WebOrigin

extension Redaction {
    /// Learns every secret in a report.
    package mutating func learn(from report: FetchReport) {
        guard hidesAnything else { return }
        for page in [report.page, report.document] { learn(page?.url) }
        learn(report.url)
        if report.url == nil {
            learn(userinfoOf: report.urlText)
            learnQuery(of: report.urlText)
        }
        for violation in report.violationReports {
            if case .url(let url) = violation.blocked { learn(url) }
            learn(violation.page.url)
            if case .url(let url) = violation.endpoint { learn(url) }
        }
        for exchange in report.exchanges + report.violationReports.flatMap(\.exchanges) {
            learn(exchange.url)
            learn(from: exchange.requestHeaders)
            learn(body: exchange.requestBody)
            for verdict in exchange.cookies { learn(verdict.cookie) }
            for verdict in exchange.setCookies { learn(verdict) }
            guard let response = exchange.response else { continue }
            learn(from: response.headers)
            learn(body: response.body)
        }
        if case .fulfilled(let response) = report.outcome { learn(body: response.body) }
        // A request that was blocked has no exchange with its body.
        if case .fetch(let request)? = report.asked { learn(from: request) }
        if case .rejected(.urlHasCredentials(let url)) = report.outcome {
            learn(try? WebURL(parsing: url))
        }
    }

    package mutating func learn(from report: DocumentCookieReport) {
        guard hidesAnything else { return }
        for verdict in report.cookies { learn(verdict.cookie) }
        for verdict in report.setCookies { learn(verdict) }
    }

    package mutating func learn(from request: FetchRequest) {
        guard hidesAnything else { return }
        learn(try? WebURL(parsing: request.url))
        learn(userinfoOf: request.url)
        learnQuery(of: request.url)
        learn(from: HeaderList(request.headers))
        learn(body: request.body)
    }

    /// Learns a variable from `--variable` or from a scenario.
    package mutating func learn(variable name: String, _ value: JSONValue) {
        if let confidence = confidence(ofField: name) {
            learnTexts(of: value, name: name, confidence)
        }
    }

    /// Learns from a program's output: `NAME=value`, `name: value`, `"name":"value"`.
    package mutating func learn(text: String) {
        guard hasNames else { return }
        let bytes = Array(text.utf8)
        for (name, value) in SecretMask(.request, names: secretNames).named(in: bytes)
        where isSecret(name) {
            learn(value, name: name, .high)
        }
    }

    // MARK: Cookies

    package mutating func learn(_ cookie: Cookie) {
        learn(cookieValue: cookie.value, name: cookie.name.utf8Decoded)
    }

    package mutating func learn(cookieValue value: ByteString, name: String) {
        learn(value, name: name, isSecret(name) ? .high : .low)
        let bare = value.trimming { $0 == UInt8(ascii: "\"") }
        if bare != value { learn(bare, name: name, isSecret(name) ? .high : .low) }
    }

    private mutating func learn(_ verdict: SetCookieVerdict) {
        learn(setCookie: verdict.line)
        if let cookie = verdict.cookie { learn(cookie) }
    }

    private mutating func learn(setCookie line: ByteString) {
        let pair = CookiePair(ByteString(line.bytes.prefix { $0 != UInt8(ascii: ";") }))
        learn(cookieValue: pair.value, name: pair.name.utf8Decoded)
    }

    // MARK: Headers

    private mutating func learn(from headers: HeaderList) {
        for header in headers.headers { learn(header) }
    }

    package mutating func learn(_ header: Header) {
        switch header.name.asciiLowercased {
        case "authorization", "proxy-authorization": learn(credentials: header)
        case "cookie":
            for pair in CookiePair.pairs(in: header.value) {
                learn(cookieValue: pair.value, name: pair.name.utf8Decoded)
            }
        case "set-cookie": learn(setCookie: header.value)
        case let name where isSecret(name): learn(header.value, name: name, .high)
        default: break
        }
    }

    /// Learns the credentials of an `Authorization` header. Those of `Basic` contain a password in
    /// base64, and both forms are secret.
    private mutating func learn(credentials header: Header) {
        let name = header.name.asciiLowercased
        let token = header.credentials
        learn(token, name: name, .high)
        guard let pair = ByteString(forgivingBase64: token.bytes),
            let colon = pair.bytes.firstIndex(of: UInt8(ascii: ":"))
        else { return }
        learn(pair, name: name, .high)
        learn(ByteString(pair.bytes[(colon + 1)...]), name: "password", .high)
    }

    // MARK: URLs and bodies

    package mutating func learn(_ url: WebURL?) {
        guard hidesAnything, let url else { return }
        if !url.password.isEmpty {
            learn(ByteString(utf8: url.password), name: "password", .high)
            let decoded = ByteString(Array(url.password.utf8).percentDecoded)
            learn(decoded, name: "password", .high)
        }
        if let query = url.query { learn(form: Array(query.utf8)) }
        if let fragment = url.fragment { learn(form: Array(fragment.utf8)) }
    }

    /// Learns the password in the userinfo of a URL, such as a proxy's, as the user gave it; it need not
    /// be valid.
    package mutating func learn(userinfoOf text: String) {
        guard hidesAnything, let userinfo = text.userinfo else { return }
        let parts = userinfo.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return }
        for password in [Array(parts[1].utf8), Array(parts[1].utf8).percentDecoded] {
            learn(ByteString(password), name: "password", .high)
        }
    }

    private mutating func learnQuery(of text: String) {
        guard let mark = text.utf8.firstIndex(of: UInt8(ascii: "?")) else { return }
        learn(form: Array(text.utf8[mark...].dropFirst()))
    }
}

extension Header {
    /// The credentials after the scheme of an `Authorization` header.
    var credentials: ByteString {
        guard let space = value.bytes.firstIndex(of: 0x20) else { return value }
        return ByteString(value.bytes[space...]).trimming(while: \.isHTTPTabOrSpace)
    }
}

/// A pair `name=value`, of a `Cookie` or a `Set-Cookie` header.
struct CookiePair {
    var name: ByteString
    var value: ByteString

    /// Parses a pair. Text without an equals sign is a value in some browsers and a name in others; it
    /// is treated as a value.
    init(_ pair: ByteString) {
        guard let equals = pair.bytes.firstIndex(of: UInt8(ascii: "=")) else {
            (name, value) = ("", pair.trimming(while: \.isHTTPTabOrSpace))
            return
        }
        name = ByteString(pair.bytes[..<equals]).trimming(while: \.isHTTPTabOrSpace)
        value = ByteString(pair.bytes[(equals + 1)...]).trimming(while: \.isHTTPTabOrSpace)
    }

    /// Returns the pairs of a `Cookie` header.
    static func pairs(in header: ByteString) -> [CookiePair] {
        header.bytes.split(separator: UInt8(ascii: ";")).map {
            CookiePair(ByteString($0).trimming(while: \.isHTTPTabOrSpace))
        }
    }
}

/// A page's secrets are those in its URL and in its ancestors' URLs.
extension Page: Redactable {
    package func collectSecrets(_ redaction: inout Redaction) {
        for page in ancestors + [self] { redaction.learn(page.url) }
    }

    package func redacted(by redaction: Redaction) -> Page { redaction.page(self) }
}
