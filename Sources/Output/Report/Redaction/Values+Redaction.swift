internal import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra
package import BrowserJSON
internal import CookieFiles
package import Doctor
package import HAR
package import Redaction
internal import WebOrigin

// What the features made, as it may be shown.

extension Diagnosis: Redactable {
    package func collectSecrets(_ redaction: inout Redaction) {
        for report in results.flatMap(\.reports) { report.collectSecrets(&redaction) }
        for header in plan.headers { redaction.learn(header) }
    }

    package func redacted(by redaction: Redaction) -> Diagnosis {
        var redaction = redaction
        redaction.learn(fromAll: self)
        var diagnosis = self
        for index in results.indices {
            let reports = results[index].reports.map { $0.redacted(by: redaction) }
            diagnosis.results[index].reports = reports
        }
        diagnosis.plan.url = redaction.url(plan.url)
        diagnosis.plan.page = redaction.page(plan.page)
        diagnosis.plan.headers = plan.headers.map(redaction.header)
        diagnosis.plan.jsonBody = redaction.bytes(plan.jsonBody)
        return diagnosis
    }
}

extension ReplayedRequest: Redactable {
    package func collectSecrets(_ redaction: inout Redaction) {
        redaction.learn(from: FetchRequest(url: url))
        for header in archivedHeaders { redaction.learn(header) }
        for body in archivedBodies { redaction.learn(body: body) }
        if let report { report.collectSecrets(&redaction) }
    }

    package func redacted(by redaction: Redaction) -> ReplayedRequest {
        var request = self
        request.url = redaction.urlText(url)
        request.error = error.map(redaction.sentence)
        request.report = report?.redacted(by: redaction)
        return request
    }
}

extension JarEvent: Redactable {
    package func collectSecrets(_ redaction: inout Redaction) {
        cookie.collectSecrets(&redaction)
        previous?.collectSecrets(&redaction)
    }

    package func redacted(by redaction: Redaction) -> JarEvent {
        var event = self
        event.cookie = redaction.cookie(cookie)
        event.previous = previous.map(redaction.cookie)
        return event
    }
}

extension InvalidFile: Redactable {
    package func collectSecrets(_ redaction: inout Redaction) {}

    /// Whatever is redacted, no line of it is shown with its credentials, and no message quotes them.
    package func redacted(by redaction: Redaction) -> InvalidFile {
        let mask = SecretMask(.scenario, names: redaction.secretNames)
        var lines: [Int: String] = [:]
        var hidden = redaction.hidesAnything ? redaction : Redaction()
        for line in problems.compactMap(\.place?.line) where lines[line] == nil {
            let shown = mask.line(line, of: source)
            lines[line] = redaction.text(shown)
            hidden.learn(whatIsIn: source.line(line), andNotIn: shown)
        }
        return InvalidFile(
            source: source.replacingLines(lines),
            problems: problems.map { FileProblem(hidden.sentence($0.message), at: $0.place) }
        )
    }
}

extension CookieImportExplanation: Redactable {
    package func collectSecrets(_ redaction: inout Redaction) {
        for entry in refused {
            guard case .cookie(let cookie, _) = entry.reason else { continue }
            redaction.learn(cookieValue: cookie.value, name: cookie.name.utf8Decoded)
        }
    }

    package func redacted(by redaction: Redaction) -> CookieImportExplanation {
        guard redaction.hidesAnything else { return self }
        var explanation = self
        explanation.refused = refused.map { entry in
            var entry = entry
            switch entry.reason {
            case .entry(let refusal, let title):
                entry.reason = .entry(redaction.refusal(refusal), title)
            case .cookie(let cookie, let refusal):
                entry.reason = .cookie(cookie, redaction.refusal(refusal))
            }
            return entry
        }
        return explanation
    }
}

extension Redaction {
    /// In a line whose fields are shifted, any of them may be the cookie's value.
    fileprivate func refusal(_ refusal: CookieEntryError) -> CookieEntryError {
        switch refusal {
        case .neitherTrueNorFalse(let field, _):
            .neitherTrueNorFalse(field: field, Redaction.mark)
        case .notATime: .notATime(Redaction.mark)
        case .unknownChoice(let key, _, let choices):
            .unknownChoice(key: key, Redaction.mark, choices: choices)
        case .notADate(let key, _): .notADate(key: key, Redaction.mark)
        case .otherJar(let attribute, let value): .otherJar(attribute: attribute, text(value))
        case .notAURL(let key, _): .notAURL(key: key, Redaction.mark)
        case .domainIsAddress(let address, let host):
            .domainIsAddress(text(address), host: text(host))
        case .notASetCookie(let refusal): .notASetCookie(self.refusal(refusal))
        case .fieldCount, .lineTooLong, .notUTF8, .notAnObject, .missingKey, .wrongKind, .notBase64,
            .unknownSameSite, .columnCount, .encrypted:
            refusal
        }
    }
}

extension Redaction {
    fileprivate func refusal(_ refusal: ImportedCookieRefusal) -> ImportedCookieRefusal {
        switch refusal {
        case .invalidDomain(let text): .invalidDomain(self.text(text))
        case .pathWithoutSlash(let path): .pathWithoutSlash(bytes(path))
        case .invalidPartition(let text): .invalidPartition(self.text(text))
        case .rules(let refusals): .rules(refusals.map { self.refusal($0) })
        case .notRepresentable: refusal
        }
    }
}

extension CookieDetails: Redactable {
    package func collectSecrets(_ redaction: inout Redaction) { cookie.collectSecrets(&redaction) }

    package func redacted(by redaction: Redaction) -> CookieDetails {
        var details = self
        details.cookie = redaction.cookie(cookie)
        details.pages = pages.map { view in
            var view = view
            view.page = redaction.urlText(view.page)
            view.target = redaction.urlText(view.target)
            view.reading = view.reading.map(redaction.verdict)
            view.sending = view.sending.map(redaction.verdict)
            return view
        }
        return details
    }
}

extension Redaction {
    /// `mask` has one character for each of `line`.
    fileprivate mutating func learn(whatIsIn line: String, andNotIn mask: String) {
        let pairs = zip(line.unicodeScalars, mask.unicodeScalars)
        var secret = ""
        func isQuote(_ scalar: Unicode.Scalar) -> Bool { scalar == "\"" || scalar == "'" }
        for (scalar, shown) in pairs.map({ ($0, $1) }) + [(" ", " ")] {
            if shown == "*", scalar != "*", !isQuote(scalar) {
                secret.unicodeScalars.append(scalar)
            } else {
                learn(ByteString(utf8: secret), name: "", .low)
                secret = ""
            }
        }
    }
}

extension OriginExplanation: Redactable {
    package func collectSecrets(_ redaction: inout Redaction) {
        for url in [first, second] { redaction.learn(from: FetchRequest(url: url.href)) }
    }

    package func redacted(by redaction: Redaction) -> OriginExplanation {
        var explanation = self
        explanation.first = redaction.url(first)
        explanation.second = redaction.url(second)
        return explanation
    }
}
