package import BrowserCookies
package import BrowserFetch
package import BrowserHTTP
package import BrowserInfra
internal import WebOrigin

extension FetchReport: Redactable {
    package func collectSecrets(_ redaction: inout Redaction) { redaction.learn(from: self) }

    /// The report without what `redaction` hides, and without what it would have learned from it.
    package func redacted(by redaction: Redaction) -> FetchReport {
        guard redaction.hidesAnything || mayHaveUserinfo else { return self }
        var redaction = redaction
        redaction.learn(from: self)
        if case .fetch(let request)? = asked { redaction.learn(from: request) }
        return shown(by: redaction)
    }

    /// What was rejected may name a URL that is no longer one of these.
    private var mayHaveUserinfo: Bool {
        if case .rejected = outcome { return true }
        return url?.includesCredentials == true || urlText.utf8.contains(UInt8(ascii: "@"))
            || [page, document].contains { $0?.hasUserinfo == true }
            || exchanges.contains { $0.url.includesCredentials } || !violationReports.isEmpty
    }

    private func shown(by redaction: Redaction) -> FetchReport {
        var report = self
        report.page = page.map(redaction.page)
        report.url = url.map(redaction.url)
        report.urlText = redaction.urlText(urlText)
        report.exchanges = exchanges.map(redaction.exchange)
        report.warnings = warnings.map(redaction.warning)
        report.violationReports = violationReports.map(redaction.violationReport)
        report.document = document.map(redaction.page)
        report.asked = asked.map(redaction.asked)
        report.unsentCookies = unsentCookies.map(redaction.verdict)
        switch outcome {
        case .fulfilled(let response): report.outcome = .fulfilled(redaction.response(response))
        case .rejected(let failure): report.outcome = .rejected(redaction.failure(failure))
        }
        return report
    }
}

extension DocumentCookieReport: Redactable {
    package func collectSecrets(_ redaction: inout Redaction) { redaction.learn(from: self) }

    package func redacted(by redaction: Redaction) -> DocumentCookieReport {
        guard redaction.hidesAnything else { return self }
        var redaction = redaction
        redaction.learn(from: self)
        var report = self
        report.value = value.map { redaction.cookieHeader(ByteString(utf8: $0)).utf8Decoded }
        report.setCookies = setCookies.map(redaction.verdict)
        report.cookies = cookies.map(redaction.verdict)
        return report
    }
}

extension FetchRequest: Redactable {
    package func collectSecrets(_ redaction: inout Redaction) { redaction.learn(from: self) }

    package func redacted(by redaction: Redaction) -> FetchRequest {
        guard redaction.hidesAnything else { return self }
        var redaction = redaction
        redaction.learn(from: self)
        var request = self
        request.url = redaction.urlText(url)
        request.headers = headers.map(redaction.header)
        request.body = body.map(redaction.bytes)
        if case .url(let text) = referrer { request.referrer = .url(redaction.urlText(text)) }
        return request
    }
}

extension Page {
    fileprivate var hasUserinfo: Bool {
        url.includesCredentials || ancestors.contains { $0.hasUserinfo }
    }
}

extension Cookie: Redactable {
    package func collectSecrets(_ redaction: inout Redaction) { redaction.learn(self) }

    package func redacted(by redaction: Redaction) -> Cookie {
        guard !redaction.hidesAnything else { return redaction.cookie(self) }
        guard let setBy, setBy.utf8.contains(UInt8(ascii: "@")) else { return self }
        return with { $0.setBy = redaction.urlText(setBy) }
    }
}

extension Redaction {
    fileprivate func asked(_ asked: OriginalRequest) -> OriginalRequest {
        switch asked {
        case .fetch(let request): return .fetch(request.redacted(by: self))
        case .load(var request):
            request.url = text(request.url)
            return .load(request)
        case .navigation(var request, var target):
            request.url = text(request.url)
            request.body = request.body.map(bytes)
            target.ancestors = target.ancestors.map(page)
            target.document = target.document.map(page)
            return .navigation(request, in: target)
        case .beacon(var request):
            request.url = text(request.url)
            request.data = request.data.map(data)
            return .beacon(request)
        case .eventSource(var request):
            request.url = text(request.url)
            return .eventSource(request)
        case .webSocket(var request):
            request.url = text(request.url)
            request.messages = request.messages.map(text)
            return .webSocket(request)
        }
    }

    private func data(_ data: BodyInit) -> BodyInit {
        switch data {
        case .text(let text): .text(self.text(text))
        case .urlSearchParams(let text): .urlSearchParams(self.text(text))
        case .formData(let fields):
            .formData(fields.map { BodyInit.Field(name: $0.name, value: text($0.value)) })
        case .encodedForm(let bytes, let type): .encodedForm(self.bytes(bytes), type: type)
        case .blob(let bytes, let type): .blob(self.bytes(bytes), type: type)
        case .buffer(let bytes): .buffer(self.bytes(bytes))
        case .stream(let bytes): .stream(self.bytes(bytes))
        }
    }

    package func page(_ page: Page) -> Page {
        var page = page
        page.url = url(page.url)
        page.creatorURL = page.creatorURL.map(url)
        page.ancestors = page.ancestors.map(self.page)
        return page
    }

    fileprivate func exchange(_ exchange: Exchange) -> Exchange {
        var exchange = exchange
        exchange.url = url(exchange.url)
        exchange.requestHeaders = headers(exchange.requestHeaders)
        exchange.requestBody = exchange.requestBody.map(bytes)
        exchange.cookies = exchange.cookies.map(verdict)
        exchange.setCookies = exchange.setCookies.map(verdict)
        if let response = exchange.response {
            exchange.response?.statusText = bytes(response.statusText)
            exchange.response?.headers = headers(response.headers)
            exchange.response?.body = bytes(response.body)
            exchange.response?.bodyError = response.bodyError.map(error)
        }
        if case .failed(let failure) = exchange.cors {
            exchange.cors = .failed(self.failure(failure))
        }
        return exchange
    }

    fileprivate func response(_ response: PageResponse) -> PageResponse {
        var response = response
        response.statusText = bytes(response.statusText)
        response.headers = response.headers.map(header)
        response.body = response.body.map(bytes)
        response.bodyError = response.bodyError.map(failure)
        response.url = urlText(response.url)
        return response
    }

    fileprivate func warning(_ warning: RequestWarning) -> RequestWarning {
        switch warning {
        case .forbiddenHeaderDropped(let name): .forbiddenHeaderDropped(name: text(name))
        case .headerDroppedInNoCORS(let name): .headerDroppedInNoCORS(name: text(name))
        case .integrityMistake: warning
        case .policyViolation(let url, let violation):
            .policyViolation(url: self.url(url), violation)
        case .insecureOnLocalNetwork(let url, let destination):
            .insecureOnLocalNetwork(url: self.url(url), destination)
        case .upgradedToHTTPS(let from, let to): .upgradedToHTTPS(from: url(from), to: url(to))
        }
    }

    fileprivate func violationReport(_ report: ViolationReport) -> ViolationReport {
        var report = report
        switch report.endpoint {
        case .url(let url): report.endpoint = .url(self.url(url))
        case .unusable(let token): report.endpoint = .unusable(urlText(token))
        case .group: break
        }
        if case .url(let blocked) = report.blocked { report.blocked = .url(url(blocked)) }
        report.sample = text(report.sample)
        report.page = page(report.page)
        report.body = bytes(report.body)
        // It quotes the policy, whose URLs may have userinfo.
        for value in report.violation.policy.directives.flatMap(\.values)
        where value.utf8.contains(UInt8(ascii: "@")) {
            let text = report.body.utf8Decoded.replacing(value, with: value.withoutUserinfo)
            report.body = ByteString(utf8: text)
        }
        if case .failed(let failure) = report.delivery {
            report.delivery = .failed(self.failure(failure))
        }
        report.exchanges = report.exchanges.map(exchange)
        return report
    }

    // MARK: Headers

    private func headers(_ headers: HeaderList) -> HeaderList {
        HeaderList(headers.headers.map(header))
    }

    package func header(_ header: Header) -> Header {
        guard hidesAnything else { return header }
        var header = header
        switch header.name.asciiLowercased {
        case "authorization", "proxy-authorization":
            let scheme = header.value.bytes.prefix { $0 != 0x20 }
            let hasScheme = scheme.count < header.value.count
            let token = placeholderBytes(for: header.name.asciiLowercased)
            header.value = ByteString((hasScheme ? Array(scheme) + [0x20] : []) + token.bytes)
        case "cookie": header.value = cookieHeader(header.value)
        case "set-cookie": header.value = setCookie(header.value)
        case let name where isSecret(name): header.value = placeholderBytes(for: name)
        default: header.value = bytes(header.value)
        }
        return header
    }

    // MARK: Cookies

    /// Its value is hidden, and its name, whose it is and what it may do are not.
    package func cookie(_ cookie: Cookie) -> Cookie {
        guard hidesAnything else { return cookie }
        return cookie.with {
            $0.hiddenValueCount = cookie.hiddenValueCount ?? cookie.value.count
            $0.value = cookieValue(cookie.value, of: cookie.name)
            $0.name = bytes(cookie.name)
            $0.path = bytes(cookie.path)
            $0.setBy = cookie.setBy.map(urlText)
        }
    }

    /// An empty one has nothing to hide.
    private func cookieValue(_ value: ByteString, of name: ByteString) -> ByteString {
        value.isEmpty ? value : placeholderBytes(for: name.utf8Decoded)
    }

    package func verdict(_ verdict: CookieVerdict) -> CookieVerdict {
        var verdict = verdict
        verdict.cookie = cookie(verdict.cookie)
        verdict.exclusions = verdict.exclusions.map(exclusion)
        verdict.warnings = verdict.warnings.map(warning)
        return verdict
    }

    fileprivate func verdict(_ verdict: SetCookieVerdict) -> SetCookieVerdict {
        var verdict = verdict
        verdict.line = setCookie(verdict.line)
        verdict.refusals = verdict.refusals.map(refusal)
        verdict.warnings = verdict.warnings.map(warning)
        verdict.cookie = verdict.cookie.map(cookie)
        return verdict
    }

    package func setCookie(_ line: ByteString) -> ByteString {
        guard hidesAnything else { return line }
        let pair = ByteString(line.bytes.prefix { $0 != UInt8(ascii: ";") })
        let attributes = ByteString(line.bytes.dropFirst(pair.count))
        return ByteString(shown(CookiePair(pair), of: pair).bytes + bytes(attributes).bytes)
    }

    package func cookieHeader(_ header: ByteString) -> ByteString {
        guard hidesAnything, !header.isEmpty else { return header }
        var line: [UInt8] = []
        var isFirst = true
        for pair in header.bytes.split(separator: UInt8(ascii: ";")) {
            let pair = ByteString(pair).trimming(while: \.isHTTPTabOrSpace)
            if !isFirst { line += [0x3B, 0x20] }
            isFirst = false
            line += shown(CookiePair(pair), of: pair).bytes
        }
        return ByteString(line)
    }

    private func shown(_ pair: CookiePair, of text: ByteString) -> ByteString {
        let equals = UInt8(ascii: "=")
        let value = cookieValue(pair.value, of: pair.name)
        guard text.bytes.contains(equals) else { return value }
        // What looks like a name is part of the value, where a cookie has none.
        let hidden = bytes(text)
        guard hidden.bytes.contains(equals) else { return hidden }
        return ByteString(bytes(pair.name).bytes + [equals] + value.bytes)
    }
}
