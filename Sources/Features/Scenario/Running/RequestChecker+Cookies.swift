internal import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import Explanations
internal import WebOrigin

// `sent`, `not-sent`, `stored` and `rejected` apply to the cookies of one exchange.

extension RequestChecker {
    func cookieFailures(_ expectation: Expectation) throws(StepError) -> [StepFailure] {
        let exchange: Exchange?
        if let number = expectation.exchange {
            guard report.exchanges.indices.contains(number - 1) else {
                return [
                    StepFailure(
                        .expectation,
                        at: expectation.place,
                        "there is no exchange \(number), only \(report.exchanges.count)",
                        why: report.exchanges.enumerated().map { "\($0 + 1). \($1.summary)" }
                            + whyFailed
                    )
                ]
            }
            exchange = report.exchanges[number - 1]
        } else {
            exchange = report.exchanges.last { $0.kind != .preflight }
        }
        let hosts = exchange.flatMap { report.hosts(of: $0) }
        switch expectation.kind {
        case .sent(let cookies):
            return try sent(cookies, exchange, at: expectation.place)
        case .notSent(let cookies):
            return cookies.flatMap { notSent($0, exchange) }
        case .stored(let cookies):
            return try cookies.flatMapTyped { cookie throws(StepError) in
                try matching.storedFailures(
                    cookie,
                    verdicts: exchange?.setCookies ?? [],
                    hosts: hosts,
                    why: whyNotSet(cookie.name, exchange)
                )
            }
        case .rejected(let cookies):
            return cookies.flatMap {
                matching.rejectedFailures(
                    $0,
                    at: expectation.place,
                    verdicts: exchange?.setCookies ?? [],
                    hosts: hosts,
                    why: whyNotSet($0.name, exchange)
                )
            }
        default: return []
        }
    }

    /// Exactly these cookies must be sent: an extra one is as wrong as a missing one.
    private func sent(
        _ cookies: [Named<ValuePattern>],
        _ exchange: Exchange?,
        at place: Place
    ) throws(StepError) -> [StepFailure] {
        let sent = exchange?.cookies.filter(\.isSent).map(\.cookie) ?? []
        var expected: [String] = []
        var why: [String] = []
        var missing: [String] = []
        var firstPlace: Place?
        var isSame = sent.allSatisfy { cookie in
            cookies.contains { $0.name == cookie.name.utf8Decoded }
        }
        for named in cookies {
            let own = sent.filter { $0.name.utf8Decoded == named.name }
            let matches = try own.firstTyped { cookie throws(StepError) in
                try matching.cookieFailures(named.value, cookie, "", why: []).isEmpty
            }
            if let matches {
                expected.append(line(matches))
                continue
            }
            // Only `{ exists: false }` matches when there is no such cookie.
            if own.isEmpty, try matching.differences(named.value, nil).isEmpty { continue }
            isSame = false
            firstPlace = firstPlace ?? named.place
            expected.append("\(named.name)=\(try matching.text(of: named.value).plainText)")
            if own.isEmpty {
                why += whyNotSent(named.name, exchange)
                if !isInTheJar(named.name, exchange) { missing.append(named.name) }
            }
        }
        if isSame { return [] }
        for cookie in sent where !cookies.contains(where: { $0.name == cookie.name.utf8Decoded }) {
            why.append("\(cookie.name.utf8Decoded) was sent: no rule blocks it.")
        }
        return [
            StepFailure(
                .expectation,
                at: firstPlace ?? place,
                "the cookies that were sent differ",
                expected: expected.isEmpty ? ["(no cookie)"] : expected.sorted(),
                actual: sent.isEmpty ? ["(no cookie)"] : sent.map(line).sorted(),
                why: why,
                missing: missing
            )
        ]
    }

    private func line(_ cookie: Cookie) -> String {
        "\(cookie.name.utf8Decoded)=\(cookie.value.utf8Decoded)"
    }

    private func isInTheJar(_ name: String, _ exchange: Exchange?) -> Bool {
        exchange?.cookies.contains { $0.cookie.name.utf8Decoded == name } ?? false
    }

    /// Why the exchange neither stored nor rejected a cookie with that name.
    private func whyNotSet(_ name: String, _ exchange: Exchange?) -> [String] {
        guard let exchange, exchange.response != nil else { return whyNothingCame }
        let own = exchange.setCookies.last { $0.name == name }
        if own?.effect == .ignored {
            return [
                "The response has a Set-Cookie for \(name), which was ignored: "
                    + withoutCredentials(exchange)
            ]
        }
        guard own == nil else { return [] }
        let others = exchange.setCookies.map(\.name)
        guard !others.isEmpty else { return ["The response has no Set-Cookie."] }
        let near = suggestion(for: name, among: others).map { "; did you mean \($0)?" } ?? "."
        return [
            "The response has no Set-Cookie for \(name), only for \(others.joined(separator: ", "))"
                + near
        ]
    }

    /// The explanation for a request that got no response.
    private var whyNothingCame: [String] {
        if report.httpCache == .hit { return ["The response came from the HTTP cache."] }
        guard let failure else { return ["No request was sent."] }
        if failure.isNetworkFailure { return whyFailed }
        let reason = "\(failure.sentence) [\(failure.code)]"
        return report.exchanges.isEmpty
            ? ["The request was blocked before it was sent: \(reason)"]
            : ["Only the preflight was sent: \(reason)"]
    }

    /// The end of a sentence about a request without credentials, with what to change.
    private func withoutCredentials(_ exchange: Exchange) -> String {
        switch report.credentials {
        case .omit: "the request has credentials: omit."
        case .sameOrigin, .include:
            "credentials is \(report.credentials.rawValue), and \(exchange.url.origin.serialized) "
                + "is not the page's origin"
                + (report.credentials == .sameOrigin ? "; add credentials: include." : ".")
        }
    }

    /// Possible reasons for a 401 or 403: cookies that exist but were not sent.
    var whyUnauthorized: [String] {
        guard let exchange = report.exchanges.last(where: { $0.kind != .preflight }) else {
            return []
        }
        guard exchange.includesCredentials else {
            return ["No cookie was sent: " + withoutCredentials(exchange)]
        }
        let hosts = report.hosts(of: exchange)
        return exchange.cookies.filter { !$0.isSent }.flatMap { verdict in
            verdict.exclusions.map {
                "\(verdict.cookie.name.utf8Decoded) was not sent: \($0.sentence(hosts)) [\($0.code)]"
            }
        }
    }

    private func whyNotSent(_ name: String, _ exchange: Exchange?) -> [String] {
        guard let exchange else { return whyNothingCame }
        let hosts = report.hosts(of: exchange)
        let kept = exchange.cookies.filter { $0.cookie.name.utf8Decoded == name && !$0.isSent }
        if !kept.isEmpty {
            return kept.flatMap { verdict in
                verdict.exclusions.map { "\(name): \($0.sentence(hosts)) [\($0.code)]" }
            }
        }
        guard exchange.includesCredentials else {
            return ["The request carried no cookies: " + withoutCredentials(exchange)]
        }
        return ["No cookie \(name) is stored for \(exchange.url.host?.serialized ?? "the host")."]
    }

    private func notSent(_ named: Named<[String]>, _ exchange: Exchange?) -> [StepFailure] {
        let verdicts = exchange?.cookies.filter { $0.cookie.name.utf8Decoded == named.name } ?? []
        if let kept = verdicts.first(where: { !$0.isSent }) {
            let hosts = exchange.flatMap { report.hosts(of: $0) }
            return matching.codeFailures(
                named,
                kept.exclusions.map(\.code),
                "the cookie \(named.name) was not sent for another reason",
                why: kept.exclusions.map { "\(named.name): \($0.sentence(hosts)) [\($0.code)]" }
            )
        }
        guard verdicts.isEmpty else {
            return [
                StepFailure(
                    .expectation,
                    at: named.place,
                    "the cookie \(named.name) was sent",
                    expected: ["\(named.name) not sent" + matching.listed(named.value)],
                    actual: verdicts.map { "\(line($0.cookie)) sent" },
                    why: ["No rule blocks it."]
                )
            ]
        }
        let wasConsidered = exchange?.includesCredentials == true
        var why = whyNotSent(named.name, exchange)
        if wasConsidered {
            why.append(
                "not-sent is for stored cookies that a rule withholds. For a cookie that no longer "
                    + "exists, list what is sent instead, as in sent: {}, or add a cookies: step."
            )
        }
        return [
            StepFailure(
                .expectation,
                at: named.place,
                wasConsidered
                    ? "the cookie \(named.name) was not in the jar"
                    : "no rule applied to the cookie \(named.name)",
                expected: ["\(named.name) not sent" + matching.listed(named.value)],
                why: why,
                missing: wasConsidered ? [named.name] : []
            )
        ]
    }
}

extension Sequence {
    /// `first(where:)` for a closure with a typed error.
    fileprivate func firstTyped<Failure: Error>(
        where predicate: (Element) throws(Failure) -> Bool
    ) throws(Failure) -> Element? {
        for element in self where try predicate(element) { return element }
        return nil
    }
}
