internal import BrowserCookies
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import BrowserJSON
internal import Explanations
internal import WebOrigin

extension Capture {
    /// What is to be kept of a request, of what script read, or of the jar.
    ///
    /// `cookies`: all of the jar.
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
            throw nothing("it has a % that is not followed by two hexadecimal digits of UTF-8")
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
                throw nothing("the page got no body")
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

    /// Of a script's value, or of the jar.
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

    /// As the page's script finds it, and not otherwise.
    private func readValue(
        in report: DocumentCookieReport,
        _ page: Page
    ) throws(StepError) -> JSONValue {
        guard case .cookie(let name) = origin else {
            throw nothing("document.cookie has only cookies: capture cookie:NAME")
        }
        let found = report.scriptCookie(named: name)
        guard case .value(let value) = found else {
            throw nothing(found.sentences(of: name, at: page).joined(separator: " "))
        }
        return .string(value)
    }

    /// Of what `get` or `getAll` resolved with.
    private func value(in outcome: CookieStoreOutcome) throws(StepError) -> JSONValue {
        guard case .cookie(let name) = origin, let value = outcome.items[name] else {
            throw nothing("the store gave no such cookie")
        }
        return .string(value)
    }

    private func storedValue(
        in cookies: [Cookie],
        preferring host: String?
    ) throws(StepError) -> JSONValue {
        guard case .cookie(let name) = origin else {
            throw nothing("the jar has only cookies: capture cookie:NAME")
        }
        let named = cookies.filter { $0.name.utf8Decoded == name }
        guard let cookie = named.first(where: { $0.domain == host }) ?? named.first else {
            throw nothing("no cookie \(name) is stored")
        }
        return .string(cookie.value.utf8Decoded)
    }

    /// What to know of a cookie that was taken from the jar, where the page's script could not have:
    /// a scenario that sends it on may hold where the page does not.
    func note(_ page: Page, _ report: DocumentCookieReport) -> String? {
        guard case .cookie(let name) = origin else { return nil }
        let reasons = report.scriptCookie(named: name).sentences(of: name, at: page)
        guard !reasons.isEmpty else { return nil }
        return
            "\(variable) is from the jar. \(reasons.joined(separator: " ")) To capture what script "
            + "reads, capture cookie:\(name) at a document-cookie step."
    }

    private func nothing(_ reason: String) -> StepError {
        .captureFailed(variable: variable, reason: reason, at: place)
    }
}

extension JSONValue {
    /// A member by its name, or an element by its index.
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
