internal import BrowserCookies
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
package import Explanations
package import Fixes
internal import WebOrigin

/// One change a topic, after which all findings on it are gone: what the server says of CORS, and the
/// line of each cookie. They were made together, and judged again.
package struct Remedy: Sendable {
    /// `nil` where nothing is wrong with it.
    package var grant: RequiredCORSHeaders?
    /// Whether preflights have to be answered before a login or a router refuses them.
    package var isBeforeLogin = false
    /// In the order in which they were set.
    package var cookies: [SetCookie] = []

    /// Whether it was made as a whole, and nothing was wrong afterwards that it is about.
    package var isTried = false

    package struct SetCookie: Hashable, Sendable {
        package var name: String
        package var fixes: [Advice.Fix]
        /// The same with Path=/.
        var fixesForAllPaths: [Advice.Fix]
        var line: SetCookieLine
    }

    package var isEmpty: Bool { grant == nil && cookies.isEmpty }

    /// The change of one topic.
    func fixes(_ topic: Advice.Topic) -> [Advice.Fix]? {
        switch topic {
        case .consent, .consentBeforeLogin: consent
        case .cookie(let name): cookies.first { $0.name == name }?.fixes
        case .other: nil
        }
    }

    private var consent: [Advice.Fix]? {
        isBeforeLogin ? grant?.fixesBeforeLogin : grant?.fixes
    }

    /// All of it, one below the other.
    package var fixes: [Advice.Fix] {
        Framework.fixes { framework in
            let parts = [consent ?? []] + cookies.map(\.fixes)
            let codes = parts.compactMap { fixes in
                fixes.first { $0.framework == framework.rawValue }?.code
            }
            return codes.isEmpty ? nil : codes.joined(separator: "\n")
        }
    }
}

extension Diagnosis {
    /// Puts together what the findings ask for.
    func remedy(for findings: [Finding], tried: [TestedFix]) async -> Remedy {
        var remedy = Remedy()
        let topics = Set(findings.map(\.advice.topic))
        if topics.contains(.consent) || topics.contains(.consentBeforeLogin) {
            remedy.grant = consent(to: findings, tried: tried)
            remedy.isBeforeLogin = topics.contains(.consentBeforeLogin)
        }
        remedy.cookies = lines(for: findings, tried: tried, withNotes: true)
        guard let read = result(.readWithCredentials) else { return remedy }
        remedy.isTried = await holds(remedy, read, tried)
        if remedy.isTried { return remedy }
        // What only would be better must not break what has to be.
        var needed = remedy
        needed.cookies = lines(for: findings, tried: tried, withNotes: false)
        needed.isTried = await holds(needed, read, tried)
        return needed.isTried ? needed : remedy
    }

    private func consent(to findings: [Finding], tried: [TestedFix]) -> RequiredCORSHeaders {
        var consent = grant
        let own = results(where: \.isFromPage).flatMap(\.reports).flatMap(\.exchanges)
        for answer in own.compactMap(\.response) { consent.keep(answer.headers) }
        // A server that allows whoever asks has named nobody.
        if findings.contains(where: { $0.severity == .vulnerability }) {
            consent.allowedAll = false
            consent.otherOrigins = []
        }
        for grant in tried.compactMap(\.grant) { consent.add(grant) }
        for grant in findings.compactMap(\.grant) { consent.add(grant) }
        return consent
    }

    private func lines(
        for findings: [Finding],
        tried: [TestedFix],
        withNotes: Bool
    ) -> [Remedy.SetCookie] {
        cookieLines.compactMap { cookie in
            let (name, original) = (cookie.name, cookie.line)
            let own = findings.filter { $0.advice.topic == .cookie(name) }
            guard !own.isEmpty else { return nil }
            var line = tried.lazy.compactMap { $0.cookies[name] }.first ?? original
            for finding in own where withNotes || finding.severity == .error {
                for (attribute, value) in finding.attributes where !line.has(attribute) {
                    line[attribute] = value
                }
            }
            var call = cookie.call(sending: line)
            call.requiresServerChange =
                line.isSecureMatchingConnection || line.name != original.name
                || ["Domain", "Path", "Partitioned"].contains { original[$0] != line[$0] }
            call.changedAttributes = Set(
                ["Domain", "Path"].filter { original[$0] != line[$0] }
            )
            var wide = call
            wide.path = "/"
            wide.changedAttributes.insert("Path")
            return Remedy.SetCookie(
                name: name,
                fixes: call.fixes,
                fixesForAllPaths: wide.fixes,
                line: line
            )
        }
    }

    private func holds(_ remedy: Remedy, _ read: Result, _ tried: [TestedFix]) async -> Bool {
        let lines = remedy.cookies.map { ($0.name, $0.line) }
        return await Adviser(reports: read.reports, suffixes: suffixes).holds(
            grant: remedy.grant,
            cookies: Dictionary(lines) { first, _ in first },
            after: tried.first
        )
    }
}

extension RequiredCORSHeaders {
    /// What is needed for another request, or wished for besides.
    fileprivate mutating func add(_ other: RequiredCORSHeaders) {
        methods = (methods + other.methods).uniqued()
        headerNames = (headerNames + other.headerNames).uniqued()
        if !listedMethods.isEmpty || !other.listedMethods.isEmpty {
            listedMethods = (listedMethods + other.listedMethods + methods).uniqued()
        }
        if !listedHeaders.isEmpty || !other.listedHeaders.isEmpty {
            listedHeaders = (listedHeaders + other.listedHeaders + headerNames).uniqued()
        }
        exposedHeaders = (exposedHeaders + other.exposedHeaders).uniqued()
        maxAge = maxAge ?? other.maxAge
    }
}
