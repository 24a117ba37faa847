internal import BrowserCookies
package import BrowserFetch
internal import BrowserHTTP
package import BrowserInfra
package import Explanations
package import WebOrigin

/// Finds what can be changed so that a request works, on the server or in the page, and has tried it.
package struct Adviser: Sendable {
    /// The same request, in one browser or in several.
    let reports: [FetchReport]
    let suffixes: PublicSuffixList
    /// What the server has to allow besides what this request needs.
    private let besides: RequiredCORSHeaders?

    var report: FetchReport { reports[0] }

    /// `besides`: what the same page asks for in other requests, so that one fix is for all.
    package init(
        report: FetchReport,
        suffixes: PublicSuffixList = .builtin,
        besides: RequiredCORSHeaders? = nil
    ) {
        self.init(reports: [report], suffixes: suffixes, besides: besides)
    }

    /// `reports`: one a browser, of the same request; at least one.
    package init(
        reports: [FetchReport],
        suffixes: PublicSuffixList = .builtin,
        besides: RequiredCORSHeaders? = nil
    ) {
        precondition(!reports.isEmpty)
        self.reports = reports
        self.suffixes = suffixes
        self.besides = besides
    }

    /// One entry a problem, in the order in which they have to be solved. Nothing is looked for where
    /// nothing is wrong.
    package func advice() async -> [Advice] { await adviceAndFixes().advice }

    /// The same, with the changes that were tried for it.
    package func adviceAndFixes() async -> (advice: [Advice], fixes: [TestedFix]) {
        var fixes: [TestedFix] = []
        // Without a connection, nothing else is known to be wrong.
        if let advice = noConnectionAdvice { return ([advice], []) }
        let mistakes = pageMistakes
        var advice = mistakes + [tooManyCookiesAdvice].compactMap { $0 }
        let asksForCredentials = mistakes.contains {
            $0.code == AdviceCode.credentialsNotIncluded.rawValue
        }
        // After the browser's own redirect nothing else is known to help: see
        // ``transportSecurityAdvice``.
        let isRedirected = reports.contains { !$0.internalRedirects.isEmpty }
        if !isRedirected, reports.contains(where: \.hasProblem) {
            fixes = await (asksForCredentials ? alsoRequiringCredentials : self).testedFixes()
            advice += merged(fixes)
        }
        // Elsewhere the server is asked for something else, or for nothing.
        if asksForCredentials,
            !fixes.contains(where: { $0.grant != nil || $0.place != .asIs }),
            let consent = await consentToCredentials()
        {
            advice.insert(consent, at: mistakes.count)
        }
        advice += await webSocketAdvice()
        advice += await deletionAdvice() + serverMistakes
        return (advice.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }, fixes)
    }

    /// One CORS block for what went wrong and for the credentials that are asked for besides.
    private var alsoRequiringCredentials: Adviser {
        var grant = RequiredCORSHeaders(origin: pageOrigin, includesCredentials: true, methods: [])
        if let besides, besides.origin == pageOrigin {
            grant = besides
            grant.includesCredentials = true
        }
        return Adviser(reports: reports, suffixes: suffixes, besides: grant)
    }

    /// What the server would have to say to the call with credentials, if it does not yet.
    private func consentToCredentials() async -> Advice? {
        guard let situation = RequestSnapshot(report) else { return nil }
        let rehearsal = Simulation(
            situation: situation,
            situations: [report.browser: situation],
            suffixes: suffixes
        )
        var plan = Plan()
        plan.call.credentials = .include
        let problems = await rehearsal.problems(with: plan, in: report.policy)
        let search = PlanSearch(rehearsal, in: [report.policy], besides: besides)
        guard problems.contains(where: \.isAboutCORS) else { return nil }
        return search.grant(for: plan).map(consentAdvice)
    }

    private func merged(_ fixes: [TestedFix]) -> [Advice] {
        fixes.reduce(into: []) { all, fix in
            for var entry in fix.advice {
                if !fix.browsers.isEmpty { entry.browsers = fix.browsers }
                if let index = all.firstIndex(where: { $0.isSame(as: entry) }) {
                    all[index].browsers += entry.browsers
                } else {
                    all.append(entry)
                }
            }
        }
    }

    /// What helps in all browsers; where nothing does, what helps in each. Empty where nothing is
    /// wrong, or nothing helps anywhere.
    package func testedFixes() async -> [TestedFix] {
        let situations = reports.compactMap { RequestSnapshot($0) }
        // A browser that sent nothing does not know what it would have been answered.
        guard situations.count == reports.count,
            let main = situations.first(where: { !$0.hops.isEmpty }) ?? situations.first
        else { return [] }
        var own: [String: RequestSnapshot] = [:]
        for (report, var situation) in zip(reports, situations) {
            if situation.hops.isEmpty {
                situation.hops = main.hops
                situation.started = main.started
            }
            own[report.browser] = situation
        }
        let rehearsal = Simulation(situation: main, situations: own, suffixes: suffixes)
        let policies = reports.map(\.policy)
        var search = PlanSearch(rehearsal, in: policies, besides: besides)
        let plans = await search.plans()
        if let best = plans.first {
            let words = PlanDescription(self, main, best, search.baseline)
            let isDear = best.plan.place.move != .none && best.cost > 6
            let partial = isDear ? await partial(rehearsal, policies) : nil
            let advice = words.advice(besides: plans.dropFirst().first, partial: partial)
            return [fix(best, advice, main, in: [])]
        }
        guard policies.count > 1 else { return [] }
        var fixes: [TestedFix] = []
        for policy in policies {
            var search = PlanSearch(rehearsal, in: [policy], besides: besides)
            guard let best = await search.plans().first else { continue }
            let words = PlanDescription(self, main, best, search.baseline)
            let advice = words.advice(besides: nil, partial: nil)
            fixes.append(fix(best, advice, main, in: [policy.name]))
        }
        return fixes
    }

    private func fix(
        _ found: PlanSearch.Found,
        _ advice: [Advice],
        _ situation: RequestSnapshot,
        in browsers: [String]
    ) -> TestedFix {
        let place = found.plan.place
        let moved = place.apply(to: situation)
        return TestedFix(
            advice: advice,
            page: place == .asIs ? nil : moved.page?.url,
            target: found.plan.call.url ?? (place == .asIs ? nil : moved.target),
            passesThroughAProxy: place.isProxied,
            lines: found.plan.lines.filter { found.changes[$0.key]?.isEmpty == false }.values.map {
                $0.bytes(isSecureConnection: moved.target?.scheme == "https")
            },
            browsers: browsers,
            grant: found.plan.grant,
            cookies: cookies(found),
            place: place
        )
    }

    /// Each changed line by its cookie's name.
    private func cookies(
        _ found: PlanSearch.Found
    ) -> [String: SetCookieLine] {
        var cookies: [String: SetCookieLine] = [:]
        for (subject, line) in found.plan.lines
        where found.changes[subject]?.isEmpty == false && !line.name.isEmpty {
            cookies[line.name.utf8Decoded] = line
        }
        return cookies
    }

    /// The browsers in which the cookies' lines alone can be mended, where that is not all of them.
    private func partial(
        _ rehearsal: Simulation,
        _ policies: [BrowserPolicy]
    ) async -> (browsers: [String], found: PlanSearch.Found)? {
        guard policies.count > 1 else { return nil }
        var browsers: [String] = []
        var first: PlanSearch.Found?
        for policy in policies {
            var search = PlanSearch(rehearsal, in: [policy], besides: besides)
            guard let found = await search.plans().first(where: { $0.plan.place == .asIs }),
                !found.plan.lines.isEmpty, first == nil || first?.plan == found.plan
            else { continue }
            first = found
            browsers.append(policy.name)
        }
        return first.map { (browsers, $0) }
    }

    /// As the server has to name it.
    var pageOrigin: String { report.page?.origin.serialized ?? "null" }

    /// The call, whole, with what `change` does to it; `nil` for a request that no script made.
    func call(_ change: (inout PageCall) -> Void) -> PageCall? {
        guard case .fetch(let request)? = report.asked else { return nil }
        var call = PageCall(request)
        call.url = report.url?.href ?? report.urlText
        change(&call)
        return call
    }

    func callFixes(_ change: (inout PageCall) -> Void) -> [Advice.Fix] {
        guard let call = call(change) else { return [] }
        if report.initiator == .xhr { return [Advice.Fix(Advice.Fix.xhr, call.xhr)] }
        return [Advice.Fix(Advice.Fix.page, call.fetch)]
    }
}

extension FetchReport {
    /// Whether anything did not go as the page wants; a rough answer that costs nothing.
    fileprivate var hasProblem: Bool {
        if failureToRead != nil { return true }
        return exchanges.contains { exchange in
            exchange.setCookies.contains { $0.effect == .rejected || $0.effect == .ignored }
                || exchange.cookies.contains { !$0.isSent && $0.isMissed(exchange) }
        }
    }
}

extension Advice {
    fileprivate func isSame(as other: Advice) -> Bool {
        code == other.code && text == other.text && fixes == other.fixes
    }
}

/// A way out, in words and as it was tried.
package struct TestedFix: Sendable {
    package var advice: [Advice]
    /// Where the page is then, and what it calls; `nil` where that stays.
    package var page: WebURL?
    package var target: WebURL?
    package var passesThroughAProxy: Bool
    /// The lines that change, as they are sent then.
    package var lines: [ByteString]
    /// Those that it is for; empty for all.
    package var browsers: [String]
    package var grant: RequiredCORSHeaders?
    /// The lines that change, by their cookies' names.
    package var cookies: [String: SetCookieLine]
    var place: Placement
}

extension Adviser {
    /// Whether changes that were put together still hold: nothing is wrong with any of these cookies,
    /// and the page reads the answer, in every browser in which that can be.
    ///
    /// `fix`: where page and API are then.
    package func holds(
        grant: RequiredCORSHeaders?,
        cookies: [String: SetCookieLine],
        after fix: TestedFix?
    ) async -> Bool {
        guard let main = RequestSnapshot(report) else { return true }
        var own: [String: RequestSnapshot] = [:]
        for report in reports { own[report.browser] = RequestSnapshot(report) }
        let rehearsal = Simulation(situation: main, situations: own, suffixes: suffixes)
        var plan = Plan()
        plan.place = fix?.place ?? .asIs
        plan.grant = grant
        for (subject, verdict) in report.lines() where !verdict.isDeletion {
            plan.lines[subject] = cookies[SetCookieLine(verdict.line).name.utf8Decoded]
        }
        for report in reports {
            let before = await rehearsal.problems(with: Plan(place: plan.place), in: report.policy)
            let problems = await rehearsal.problems(with: plan, in: report.policy)
            // What nothing helps was so before.
            let isWorse = problems.contains { problem in
                !before.contains { $0.subject == problem.subject }
            }
            if isWorse || (fix != nil && fix?.browsers == [] && !problems.isEmpty) { return false }
        }
        return true
    }
}
