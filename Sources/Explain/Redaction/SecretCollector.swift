package import BrowserCookies
package import BrowserFetch
package import BrowserHTTP
package import BrowserInfra
package import BrowserJSON
package import WebOrigin

extension Redaction {
    /// Every secret in what happened.
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
        // What was blocked has no exchange that has the body.
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

    /// What `--variable` or a scenario says.
    package mutating func learn(variable name: String, _ value: JSONValue) {
        if let confidence = confidence(ofField: name) {
            learnTexts(of: value, name: name, confidence)
        }
    }

    /// What a program wrote: `NAME=value`, `name: value`, `"name":"value"`.
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

    /// `Basic` hides a password in base64, and both are secrets.
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

    /// What was given as a URL, a proxy's too, and may be none.
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
    /// What stands behind the scheme of an `Authorization`.
    var credentials: ByteString {
        guard let space = value.bytes.firstIndex(of: 0x20) else { return value }
        return ByteString(value.bytes[space...]).trimming(while: \.isHTTPTabOrSpace)
    }
}

/// `name=value`, as it is sent and as it is set.
struct CookiePair {
    var name: ByteString
    var value: ByteString

    /// What has no equals sign is a value, or is taken for a name: it is treated as a value.
    init(_ pair: ByteString) {
        guard let equals = pair.bytes.firstIndex(of: UInt8(ascii: "=")) else {
            (name, value) = ("", pair.trimming(while: \.isHTTPTabOrSpace))
            return
        }
        name = ByteString(pair.bytes[..<equals]).trimming(while: \.isHTTPTabOrSpace)
        value = ByteString(pair.bytes[(equals + 1)...]).trimming(while: \.isHTTPTabOrSpace)
    }

    /// Those of a `Cookie` header.
    static func pairs(in header: ByteString) -> [CookiePair] {
        header.bytes.split(separator: UInt8(ascii: ";")).map {
            CookiePair(ByteString($0).trimming(while: \.isHTTPTabOrSpace))
        }
    }
}

/// Its URL's, and those of the pages around it.
extension Page: Redactable {
    package func collectSecrets(_ redaction: inout Redaction) {
        for page in ancestors + [self] { redaction.learn(page.url) }
    }

    package func redacted(by redaction: Redaction) -> Page { redaction.page(self) }
}
