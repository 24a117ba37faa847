internal import BrowserCookies
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import BrowserJSON
internal import Redaction
internal import WebOrigin

// What was done once is to be done again: a value that is another one the next time is looked up
// then, and a password is asked for.

extension RecordedStep {
    /// With references in the place of what a server makes up anew each time.
    ///
    /// `values`: what steps before this one captured; what this one does is added.
    /// `hidesCredentials`: whether what is named like a secret is a variable.
    package func forReplaying(
        _ values: inout RecordedValues,
        hidesCredentials: Bool
    ) -> RecordedStep {
        var step = self
        let answered = step.responseValues
        step.referToCookies()
        step.replaceTokens { [values] in values.variable(of: $0) }
        for answer in answered { step.capture(answer.origin, as: values.add(answer)) }
        step.matchNamesOfDocumentCookie()
        if hidesCredentials { step.hideCredentials() }
        return step
    }

    /// A header that is what script reads from a cookie: axios' and Angular's, or a page's own.
    private mutating func referToCookies() {
        guard let page, let report, let index = lines.firstIndex(where: { $0.key == "headers" }),
            case .object(var members) = lines[index].value
        else { return }
        let readable = report.exchanges.first?.cookies.map(\.cookie).filter {
            !$0.isHTTPOnly && $0.value.count >= 4 && $0.reaches(page.url)
        }
        for (number, member) in members.enumerated().reversed() {
            guard let value = member.value.string else { continue }
            for cookie in readable ?? [] {
                let name = cookie.name.utf8Decoded
                let raw = cookie.value.utf8Decoded
                if value == Template.escaping(raw) {
                    members[number].value = .string("{{cookie:\(name)}}")
                } else if let decoded = raw.decodedURIComponent, decoded != raw,
                    value == Template.escaping(decoded)
                {
                    members.remove(at: number)
                    let token = "\(name):\(member.name)"
                    let isDefault = XSRFToken(token) == .default
                    lines.append(("xsrf", isDefault ? .bool(true) : .string(token)))
                } else {
                    continue
                }
                break
            }
        }
        if members.isEmpty {
            lines.remove(at: index)
        } else {
            lines[index].value = .object(members)
        }
    }

    /// Which cookies script reads, whatever their values.
    private mutating func matchNamesOfDocumentCookie() {
        guard lines.first?.key == "document-cookie",
            let index = expectations.firstIndex(where: { $0.name == "value" }),
            let value = expectations[index].value.string, value.contains("=")
        else { return }
        let pairs = value.split(separator: ";", omittingEmptySubsequences: false)
        let pattern = pairs.map { pair -> String in
            guard let equals = pair.firstIndex(of: "=") else { return "[^;]*" }
            return pair[..<equals].patternQuoted + "=[^;]*"
        }
        expectations[index].value = .object([
            "matches": .string("^\(pattern.joined(separator: ";"))$")
        ])
    }

    /// Of what was asked, not of what was answered: bodies are left out of that.
    private mutating func hideCredentials() {
        var secrets = Redaction(hiding: Redaction.namesOfSecrets, areGuessed: true)
        secrets.style = .variable
        for header in request?.headers ?? [] { secrets.learn(header) }
        for exchange in report?.exchanges ?? [] { secrets.learn(body: exchange.requestBody) }
        // Userinfo is in what was typed alone.
        if let url = lines.first?.value.string { secrets.learn(userinfoOf: url) }
        secrets.learn(report?.url)
        for page in (page?.ancestors ?? []) + [page].compactMap(\.self) { secrets.learn(page.url) }
        guard secrets.hasSecrets else { return }
        // For the page's URL, which is not a line of the step.
        redaction = secrets
        lines = lines.map { line in
            line.key == "document-cookie"
                ? line : (line.key, line.value.mappingTexts(secrets.text))
        }
    }
}

extension Cookie {
    /// Whether script at `url` may find it in `document.cookie`.
    fileprivate func reaches(_ url: WebURL) -> Bool {
        guard let host = url.host else { return false }
        let isOfHost = isHostOnly ? host.serialized == domain : host.domainMatches(domain)
        return isOfHost && ByteString(utf8: url.serializedPath).pathMatches(path)
    }
}

extension Substring {
    /// For a regular expression that means these characters.
    fileprivate var patternQuoted: String {
        map { character -> String in
            "\\^$.|?*+()[]{}".contains(character) ? "\\\(character)" : "\(character)"
        }.joined()
    }
}
