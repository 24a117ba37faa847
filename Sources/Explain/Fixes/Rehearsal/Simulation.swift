internal import BrowserCookies
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

/// Asks the same again in memory, with changes, and says what would still not work.
///
/// The engine judges, as it did the first time: nothing here knows a rule.
struct Simulation: Sendable {
    /// The first browser's.
    let main: RequestSnapshot
    /// By the browser's name: their jars differ.
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

    /// Browsers that were not asked are taken to hold what the first one does.
    func situation(of policy: BrowserPolicy) -> RequestSnapshot { own[policy.name] ?? main }

    /// With what `change` makes of each browser's situation.
    func mapped(_ change: (RequestSnapshot) -> RequestSnapshot) -> Simulation {
        Simulation(
            situation: change(main),
            situations: own.mapValues(change),
            suffixes: suffixes
        )
    }

    /// How many cookies are judged each time: what a rehearsal costs.
    var size: Int {
        1 + main.jar.count
            + main.hops.reduce(0) { sum, hop in
                sum + (hop.response?.headers.values(of: "Set-Cookie").count ?? 0)
            }
    }

    /// What is wrong in this browser once `plan` is carried out.
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

    /// What the page's user has allowed, and what the plan wants allowed.
    private func permit(_ situation: RequestSnapshot, with plan: Plan, in browser: Browser) async {
        var names: [PermissionName] =
            situation.isPermitted ? [.loopbackNetwork, .localNetwork] : []
        for case .permission(let name) in plan.policies { names.append(name) }
        guard let origin = situation.page?.top.origin.serialized else { return }
        for name in names {
            await browser.assume(.init(.granted), on: .init(name: name, origin: origin))
        }
    }

    /// What becomes of this line in the place of another, in every browser; `nil` where it never comes.
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

    // MARK: Before

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

    /// Sets it as the server would: asked by this page, or by one of its own where the tab goes there.
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

    // MARK: The answer

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

    /// Cookies that were kept back although they belong to the URL.
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

    /// Who can change it: the line that set it on the way, or whoever filled the jar.
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
        // Set anew, it may live in another partition or domain.
        for case .stored(let identity) in plan.lines.keys where identity.name == cookie.name {
            return .stored(identity)
        }
        return nil
    }

    // MARK: Once more

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
                // The tab shows that site now, and a link leads there once more.
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
    /// Asked of the network, as it was: whatever the cache mode.
    fileprivate var uncached: OriginalRequest {
        guard case .fetch(var request) = self, request.cache != .onlyIfCached else { return self }
        request.cache = .noStore
        return .fetch(request)
    }
}

extension FetchReport {
    /// The exchanges that are not preflights.
    var requests: [Exchange] { exchanges.filter { $0.kind != .preflight } }

    /// Every line of the answers, and which it is.
    func lines(_ offset: Int = 0) -> [(CookieReference, SetCookieVerdict)] {
        requests.enumerated().flatMap { number, exchange in
            exchange.setCookies.enumerated().map { index, verdict in
                (.line(hop: number + offset, index: index), verdict)
            }
        }
    }

    /// `nil` where the page gets what it asked for, or it is not known.
    var failureToRead: FetchFailure? {
        guard case .rejected(let failure) = outcome, !failure.isNetworkFailure else { return nil }
        return failure
    }
}

extension CookieVerdict {
    /// Whether somebody will miss it: it is this URL's, and a rule has kept it back.
    func isMissed(_ exchange: Exchange) -> Bool {
        exclusions.allSatisfy { exclusion in
            switch exclusion {
            case .domainMismatch: false
            // Under another site's tab it is another cookie.
            case .otherPartition(_?, _): false
            // An answer that asks for more says that it was missed.
            // So does who asks why, before anything is sent.
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
    /// Browsers differ in where they keep the same cookie.
    var unpartitioned: Cookie.Identity {
        var identity = self
        identity.partitionKey = nil
        return identity
    }
}
