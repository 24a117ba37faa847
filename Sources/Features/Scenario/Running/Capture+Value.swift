internal import BrowserCookies
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import BrowserJSON
internal import Explanations
internal import WebOrigin

extension Capture {
    /// The captured value: part of a response, of what a script read, or of the jar.
    ///
    /// `cookies`: all cookies in the jar.
    func value(in observation: StepOutcome, cookies: [Cookie]) throws(StepError) -> JSONValue {
        let value =
            switch observation {
            case .request(let report): try value(in: report, cookies: cookies)
            case .documentCookie(let report, let page): try readValue(in: report, page)
            case .cookieStore(let outcome, _): try value(in: outcome)
            case .page(let page): try value(in: page, cookies: cookies)
            case .jar: try storedValue(in: cookies, preferring: nil)
            }
        guard decodesPercent else { return value }
        guard let decoded = value.plainText.decodedURIComponent else {
            throw nothing("it has a % that does not begin a valid UTF-8 percent escape")
        }
        return .string(decoded)
    }

    private func value(
        in report: FetchReport,
        cookies: [Cookie]
    ) throws(StepError) -> JSONValue {
        switch origin {
        case .body(let pointer):
            guard case .fulfilled(let response) = report.outcome, let body = response.body else {
                throw nothing("the page received no body")
            }
            if let failure = response.bodyError {
                throw nothing("the body failed: \(failure.sentence) [\(failure.code)]")
            }
            guard var value = JSONReader.value(of: body.bytes) else {
                throw nothing("the body is not JSON")
            }
            for part in pointer {
                guard let next = value.child(part) else {
                    throw nothing("the body has no /\(pointer.joined(separator: "/"))")
                }
                value = next
            }
            return value
        case .header(let name):
            let headers = report.exchanges.last { $0.kind != .preflight }?.response?.headers
            guard let value = headers?.get(name) else {
                throw nothing("the response has no header \(name)")
            }
            return .string(value.isomorphicDecoded)
        case .cookie:
            return try storedValue(
                in: cookies,
                preferring: report.exchanges.last?.url.host?.serialized
            )
        }
    }

    /// Captures from the value that a script returned, or from the jar.
    private func value(
        in page: PageObservation,
        cookies: [Cookie]
    ) throws(StepError) -> JSONValue {
        guard case .body(let pointer) = origin else {
            let host = (try? WebURL(parsing: page.url))?.host?.serialized
            return try storedValue(in: cookies, preferring: host)
        }
        var value = page.value ?? .null
        for part in pointer {
            guard let next = value.child(part) else {
                throw nothing("the value has no /\(pointer.joined(separator: "/"))")
            }
            value = next
        }
        return value
    }

    /// Captures a cookie only if the page's script can read it.
    private func readValue(
        in report: DocumentCookieReport,
        _ page: Page
    ) throws(StepError) -> JSONValue {
        guard case .cookie(let name) = origin else {
            throw nothing("document.cookie only gives cookies: capture cookie:NAME")
        }
        let found = report.scriptCookie(named: name)
        guard case .value(let value) = found else {
            throw nothing(found.sentences(of: name, at: page).joined(separator: " "))
        }
        return .string(value)
    }

    /// Captures from what `get` or `getAll` resolved with.
    private func value(in outcome: CookieStoreOutcome) throws(StepError) -> JSONValue {
        guard case .cookie(let name) = origin, let value = outcome.items[name] else {
            throw nothing("the store returned no such cookie")
        }
        return .string(value)
    }

    private func storedValue(
        in cookies: [Cookie],
        preferring host: String?
    ) throws(StepError) -> JSONValue {
        guard case .cookie(let name) = origin else {
            throw nothing("the jar only gives cookies: capture cookie:NAME")
        }
        let named = cookies.filter { $0.name.utf8Decoded == name }
        guard let cookie = named.first(where: { $0.domain == host }) ?? named.first else {
            throw nothing("no cookie \(name) is stored")
        }
        return .string(cookie.value.utf8Decoded)
    }

    /// A note for a cookie captured from the jar that the page's script could not have read: a
    /// scenario that sends it on may pass where the real page fails.
    func note(_ page: Page, _ report: DocumentCookieReport) -> String? {
        guard case .cookie(let name) = origin else { return nil }
        let reasons = report.scriptCookie(named: name).sentences(of: name, at: page)
        guard !reasons.isEmpty else { return nil }
        return
            "\(variable) is from the jar. \(reasons.joined(separator: " ")) To capture only what "
            + "scripts can read, capture cookie:\(name) in a document-cookie step."
    }

    private func nothing(_ reason: String) -> StepError {
        .captureFailed(variable: variable, reason: reason, at: place)
    }
}

extension JSONValue {
    /// A member by name, or an element by index.
    fileprivate func child(_ part: String) -> JSONValue? {
        switch self {
        case .object: return member(part)
        case .array(let elements):
            guard let index = Int(part), elements.indices.contains(index) else { return nil }
            return elements[index]
        case .null, .bool, .integer, .number, .string: return nil
        }
    }
}
