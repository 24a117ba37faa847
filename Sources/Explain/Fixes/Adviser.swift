internal import BrowserCookies
package import BrowserFetch
internal import BrowserHTTP
package import BrowserInfra
package import Explanations
package import WebOrigin

/// Finds changes to the server or the page that make a request work, and has tested each of them.
package struct Adviser: Sendable {
    /// The reports of the same request in one or several browsers.
    let reports: [FetchReport]
    let suffixes: PublicSuffixList
    /// The permissions that the server must grant in addition to those for this request.
    private let besides: RequiredCORSHeaders?

    var report: FetchReport { reports[0] }

    /// Creates an adviser. `besides` is what the page's other requests need, so that one fix covers all
    /// of them.
    package init(
        report: FetchReport,
        suffixes: PublicSuffixList = .builtin,
        besides: RequiredCORSHeaders? = nil
    ) {
        self.init(reports: [report], suffixes: suffixes, besides: besides)
    }

    /// Creates an adviser for several browsers. `reports` has one report for each, all of the same
    /// request; it must not be empty.
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

    /// Returns one entry for each problem, in the order in which they must be solved. If there is no
    /// problem, nothing is searched.
    package func advice() async -> [Advice] { await adviceAndFixes().advice }

    /// Returns the advice together with the changes that were tested for it.
    package func adviceAndFixes() async -> (advice: [Advice], fixes: [TestedFix]) {
        var fixes: [TestedFix] = []
        // Without a connection, nothing else is known to be wrong.
        if let advice = noConnectionAdvice { return ([advice], []) }
        let mistakes = pageMistakes
        var advice = mistakes + [tooManyCookiesAdvice].compactMap { $0 }
        let asksForCredentials = mistakes.contains {
            $0.code == AdviceCode.credentialsNotIncluded.rawValue
        }
        // After the browser's own redirect, no other change is known to help: see
        // ``transportSecurityAdvice``.
        let isRedirected = reports.contains { !$0.internalRedirects.isEmpty }
        if !isRedirected, reports.contains(where: \.hasProblem) {
            fixes = await (asksForCredentials ? alsoRequiringCredentials : self).testedFixes()
            advice += merged(fixes)
        }
        // A fix with a grant or another place has already changed what the server must allow.
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

    /// An adviser that combines the fix for the failures and the credentials that are needed into one
    /// CORS configuration.
    private var alsoRequiringCredentials: Adviser {
        var grant = RequiredCORSHeaders(origin: pageOrigin, includesCredentials: true, methods: [])
        if let besides, besides.origin == pageOrigin {
            grant = besides
            grant.includesCredentials = true
        }
        return Adviser(reports: reports, suffixes: suffixes, besides: grant)
    }

    /// Returns what the server must allow for the call with credentials, if it does not allow it yet.
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

    /// Returns a change that helps in all browsers or, if there is none, those that help in each. Empty
    /// if nothing is wrong, or nothing helps.
    package func testedFixes() async -> [TestedFix] {
        let situations = reports.compactMap { RequestSnapshot($0) }
        // A browser that sent nothing has no responses; it uses those of another browser.
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

    /// Returns each changed line by its cookie's name.
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

    /// Returns the browsers in which changing the cookies' lines is enough, if not in all of them.
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

    /// The page's origin, as the server must name it.
    var pageOrigin: String { report.page?.origin.serialized ?? "null" }

    /// Returns the complete call after `change`; `nil` for a request that was not made by script.
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
    /// Whether anything may have gone wrong for the page; a cheap approximation.
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

/// A fix, in words and as it was tested.
package struct TestedFix: Sendable {
    package var advice: [Advice]
    /// The URL of the page and the URL that it calls after the change; `nil` if they stay the same.
    package var page: WebURL?
    package var target: WebURL?
    package var passesThroughAProxy: Bool
    /// The changed lines, as they are sent.
    package var lines: [ByteString]
    /// The browsers that the fix is for; empty for all.
    package var browsers: [String]
    package var grant: RequiredCORSHeaders?
    /// The changed lines, by their cookies' names.
    package var cookies: [String: SetCookieLine]
    var place: Placement
}

extension Adviser {
    /// Returns whether combined changes still work: the cookies have no problems, and the page can read
    /// the response, in every browser in which that is possible.
    ///
    /// `fix` determines the places of page and API.
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
            // Problems that cannot be solved existed before.
            let isWorse = problems.contains { problem in
                !before.contains { $0.subject == problem.subject }
            }
            if isWorse || (fix != nil && fix?.browsers == [] && !problems.isEmpty) { return false }
        }
        return true
    }
}
