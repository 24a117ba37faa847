internal import BrowserCookies
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

/// Repeats a request in memory, with changes, and finds the problems that remain.
///
/// The engine makes the decisions, as it did for the original request; this type implements no rules.
struct Simulation: Sendable {
    /// The situation in the first browser.
    let main: RequestSnapshot
    /// The situations by browser name, because their jars differ.
    private let own: [String: RequestSnapshot]
    let suffixes: PublicSuffixList

    init(
        situation: RequestSnapshot,
        situations: [String: RequestSnapshot] = [:],
        suffixes: PublicSuffixList
    ) {
        main = situation
        own = situations
        self.suffixes = suffixes
    }

    /// Returns a browser's situation; browsers that made no request are assumed to have that of the
    /// first one.
    func situation(of policy: BrowserPolicy) -> RequestSnapshot { own[policy.name] ?? main }

    /// Returns a rehearsal with each browser's situation transformed.
    func mapped(_ change: (RequestSnapshot) -> RequestSnapshot) -> Simulation {
        Simulation(
            situation: change(main),
            situations: own.mapValues(change),
            suffixes: suffixes
        )
    }

    /// The number of cookies that each run judges, as a measure of its cost.
    var size: Int {
        1 + main.jar.count
            + main.hops.reduce(0) { sum, hop in
                sum + (hop.response?.headers.values(of: "Set-Cookie").count ?? 0)
            }
    }

    /// Returns the problems in this browser after `plan`.
    func problems(with plan: Plan, in policy: BrowserPolicy) async -> [Problem] {
        let situation = situation(of: policy)
        let changed = plan.apply(to: situation)
        let network = SimulatedNetwork(
            changed.hops,
            grant: plan.grant,
            addressSpaces: changed.addressSpaces
        )
        var refused: [Problem] = []
        let browser = Browser(
            policy: policy,
            suffixes: suffixes,
            jar: await jar(of: changed, with: plan, in: policy, &refused),
            transport: network,
            now: { changed.started }
        )
        await permit(changed, with: plan, in: browser)
        guard let report = await browser.run(changed.asked.uncached, from: changed.page)
        else { return [] }
        let offset = situation.hops.count - changed.hops.count
        var problems = refused + storingProblems(report, offset)
        problems += sendingProblems(report, plan, situation, offset)
        if let failure = report.failureToRead { problems.append(.notRead(failure)) }
        let stored = storedSubjects(report, offset)
        guard !stored.isEmpty else { return problems }
        network.rewind()
        problems += await sendingBackProblems(of: stored, changed, report, in: browser)
        return problems
    }

    /// Grants the permissions that the user has granted to the page, and those that the plan needs.
    private func permit(_ situation: RequestSnapshot, with plan: Plan, in browser: Browser) async {
        var names: [PermissionName] =
            situation.isPermitted ? [.loopbackNetwork, .localNetwork] : []
        for case .permission(let name) in plan.policies { names.append(name) }
        guard let origin = situation.page?.top.origin.serialized else { return }
        for name in names {
            await browser.assume(.init(.granted), on: .init(name: name, origin: origin))
        }
    }

    /// Returns the verdict on a line that replaces another; `nil` if the line is never received.
    func verdict(
        on line: SetCookieLine,
        as subject: CookieReference,
        in policy: BrowserPolicy
    ) async -> SetCookieVerdict? {
        var plan = Plan()
        plan.lines[subject] = line
        let changed = plan.apply(to: situation(of: policy))
        var refused: [Problem] = []
        let browser = Browser(
            policy: policy,
            suffixes: suffixes,
            jar: await jar(of: changed, with: plan, in: policy, &refused),
            transport: SimulatedNetwork(changed.hops, grant: nil),
            now: { changed.started }
        )
        let report = await browser.run(changed.asked.uncached, from: changed.page)
        return report?.lines().first { $0.0 == subject }?.1
    }

    // MARK: The jar before the request

    private func jar(
        of changed: RequestSnapshot,
        with plan: Plan,
        in policy: BrowserPolicy,
        _ problems: inout [Problem]
    ) async -> CookieJar {
        var jar = CookieJar(suffixes: suffixes)
        for cookie in changed.jar
        where plan.lines[.stored(cookie.identity.unpartitioned)] == nil {
            jar.insert(cookie)
        }
        guard let url = changed.hops.last?.url ?? changed.target else { return jar }
        for case (.stored(let identity), let line) in plan.lines {
            guard changed.jar.contains(where: { $0.identity.unpartitioned == identity })
            else { continue }
            let verdict = await set(line, at: url, changed, in: policy, jar: &jar)
            if let verdict, verdict.effect == .rejected {
                problems.append(.notStored(.stored(identity), verdict.refusals))
            }
        }
        return jar
    }

    /// Sets the cookie as the server would: in a request by this page, or by a page of its own if the
    /// tab navigates to it.
    private func set(
        _ line: SetCookieLine,
        at url: WebURL,
        _ changed: RequestSnapshot,
        in policy: BrowserPolicy,
        jar: inout CookieJar
    ) async -> SetCookieVerdict? {
        let text = line.bytes(isSecureConnection: url.scheme == "https")
        let headers = HeaderList([Header(name: "Set-Cookie", value: text)])
        let network = SimulatedNetwork(
            [.init(url: url, response: HTTPResponse(status: 200, headers: headers))],
            grant: nil
        )
        let browser = Browser(
            policy: policy,
            suffixes: suffixes,
            jar: jar,
            transport: network,
            now: { changed.started }
        )
        let page = changed.isNavigationOfTheTab ? nil : changed.page
        let report = await browser.fetch(
            FetchRequest(url: url.href, credentials: .include, cache: .noStore),
            from: page ?? Page(url: url)
        )
        jar = await browser.jar
        return report.exchanges.last?.setCookies.first
    }

    // MARK: Problems of the response

    private func storingProblems(_ report: FetchReport, _ offset: Int) -> [Problem] {
        report.lines(offset).compactMap { subject, verdict in
            if verdict.isDeletion { return nil }
            switch verdict.effect {
            case .created, .updated, .deleted: return nil
            case .rejected: return .notStored(subject, verdict.refusals)
            case .ignored: return .ignored(subject)
            }
        }
    }

    private func storedSubjects(
        _ report: FetchReport,
        _ offset: Int
    ) -> [(CookieReference, Cookie, WebURL)] {
        report.requests.enumerated().flatMap { number, exchange in
            exchange.setCookies.enumerated().compactMap { index, verdict in
                guard [.created, .updated].contains(verdict.effect), let cookie = verdict.cookie
                else { return nil }
                return (.line(hop: number + offset, index: index), cookie, exchange.url)
            }
        }
    }

    /// Returns problems with cookies that were withheld although they belong to the URL.
    private func sendingProblems(
        _ report: FetchReport,
        _ plan: Plan,
        _ situation: RequestSnapshot,
        _ offset: Int
    ) -> [Problem] {
        let requests = report.requests
        var problems: [Problem] = []
        for (number, exchange) in requests.enumerated() {
            for verdict in exchange.cookies where !verdict.isSent && verdict.isMissed(exchange) {
                let name = verdict.cookie.name
                let isSent = exchange.cookies.contains { $0.isSent && $0.cookie.name == name }
                if isSent { continue }
                guard
                    let subject = subject(
                        of: verdict.cookie,
                        plan,
                        situation,
                        requests[..<number],
                        offset
                    )
                else {
                    continue
                }
                let problem = Problem.notSent(subject, verdict.exclusions)
                if !problems.contains(where: { $0.subject == subject }) { problems.append(problem) }
            }
        }
        return problems
    }

    /// Returns what can be changed for the cookie: the line that set it on the way, or the one that
    /// originally stored it in the jar.
    private func subject(
        of cookie: Cookie,
        _ plan: Plan,
        _ situation: RequestSnapshot,
        _ earlier: ArraySlice<Exchange>,
        _ offset: Int
    ) -> CookieReference? {
        for (number, exchange) in earlier.enumerated().reversed() {
            let index = exchange.setCookies.lastIndex { verdict in
                [.created, .updated].contains(verdict.effect)
                    && verdict.cookie?.identity == cookie.identity
            }
            if let index {
                return .line(hop: number + offset, index: index)
            }
        }
        if let known = situation.jar.first(where: { $0.identity == cookie.identity }) {
            return .stored(known.identity.unpartitioned)
        }
        // After it is set again, it may be in another partition or domain.
        for case .stored(let identity) in plan.lines.keys where identity.name == cookie.name {
            return .stored(identity)
        }
        return nil
    }

    // MARK: Problems of the next request

    private func sendingBackProblems(
        of stored: [(subject: CookieReference, cookie: Cookie, url: WebURL)],
        _ changed: RequestSnapshot,
        _ report: FetchReport,
        in browser: Browser
    ) async -> [Problem] {
        var again: FetchReport?
        if !changed.isNavigationOfTheTab {
            again = await browser.run(changed.asked.uncached, from: changed.page)
        }
        var problems: [Problem] = []
        var known: [WebURL: [CookieVerdict]] = [:]
        for (subject, cookie, url) in stored {
            if known[url] == nil {
                known[url] = again?.requests.last { $0.url == url }?.cookies
            }
            if known[url] == nil, changed.isNavigationOfTheTab {
                // The tab shows that site now, and a link leads to it again.
                let link = NavigationRequest(url: url.href, kind: .link)
                let next = await browser.navigate(link, from: Page(url: url))
                known[url] = next.exchanges.first?.cookies
            }
            guard let verdicts = known[url] else { continue }
            let own = verdicts.filter { $0.cookie.name == cookie.name }
            let isSent = own.contains { $0.isSent && $0.warnings.isEmpty }
            if isSent { continue }
            let verdict = own.first { $0.cookie.identity == cookie.identity } ?? own.first
            problems.append(.notSentBack(subject, verdict?.exclusions ?? []))
        }
        return problems
    }
}

extension OriginalRequest {
    /// The request, with a cache mode that makes it go to the network.
    fileprivate var uncached: OriginalRequest {
        guard case .fetch(var request) = self, request.cache != .onlyIfCached else { return self }
        request.cache = .noStore
        return .fetch(request)
    }
}

extension FetchReport {
    /// The exchanges that are not preflights.
    var requests: [Exchange] { exchanges.filter { $0.kind != .preflight } }

    /// Returns every `Set-Cookie` line of the responses, with its subject.
    func lines(_ offset: Int = 0) -> [(CookieReference, SetCookieVerdict)] {
        requests.enumerated().flatMap { number, exchange in
            exchange.setCookies.enumerated().map { index, verdict in
                (.line(hop: number + offset, index: index), verdict)
            }
        }
    }

    /// The reason why the page cannot read the response; `nil` if it can, or if that is unknown.
    var failureToRead: FetchFailure? {
        guard case .rejected(let failure) = outcome, !failure.isNetworkFailure else { return nil }
        return failure
    }
}

extension CookieVerdict {
    /// Whether the cookie is missing from the request: it belongs to the URL, but a rule withheld it.
    func isMissed(_ exchange: Exchange) -> Bool {
        exclusions.allSatisfy { exclusion in
            switch exclusion {
            case .domainMismatch: false
            // In a tab of another site it is a different cookie.
            case .otherPartition(_?, _): false
            // A response that requires a login suggests that the cookie is missing. Without a response,
            // as in a dry run, it counts as missing.
            case .notOnPath:
                exchange.response.map { [401, 403, 404].contains($0.status) } ?? true
            case .httpOnly, .secureOnly, .sameSite, .sameSiteNoneInsecure, .thirdPartyBlocked,
                .credentiallessFrame, .otherPartition(nil, _):
                true
            }
        }
    }
}

extension Cookie.Identity {
    /// The identity without the partition, because browsers store the same cookie in different ones.
    var unpartitioned: Cookie.Identity {
        var identity = self
        identity.partitionKey = nil
        return identity
    }
}
