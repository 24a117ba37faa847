internal import BrowserCORS
internal import BrowserCookies
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

/// Looks for the least that has to change so that all of it works, in every browser that is asked:
/// the cookies are stored, they come back, and the page reads the answer.
struct PlanSearch {
    let rehearsal: Simulation
    /// In which it has to work.
    let policies: [BrowserPolicy]
    /// In which nothing may break that works.
    let others: [BrowserPolicy]
    /// What the server has to allow for the same page's other requests.
    let besides: RequiredCORSHeaders?
    /// What each browser has against things as they are, by its name.
    private(set) var baseline: [String: [Problem]] = [:]
    /// What may still be tried, in cookies judged: a server may send thousands.
    private(set) var effort = 8_000
    /// What helped a line of this kind.
    var known: [Kind: [LineChange]] = [:]

    struct Kind: Hashable, Sendable {
        var place: Placement
        var attributes: [SetCookieLine.Attribute]
    }

    /// What policies have to say otherwise, before anything else can help.
    private var policyChanges: [PolicyChange] = []

    var situation: RequestSnapshot { rehearsal.main }

    /// A line with an attribute or two more; no other way is looked for then.
    private static let cheapEnough = 5

    /// A plan that holds, and what the way there was like.
    struct Found: Hashable, Sendable {
        var plan: Plan
        var changes: [CookieReference: [LineChange]]
        var cost: Int
    }

    init(
        _ rehearsal: Simulation,
        in policies: [BrowserPolicy],
        besides: RequiredCORSHeaders?
    ) {
        self.rehearsal = rehearsal
        // What blocks most ends a vain search soonest.
        self.policies =
            policies.filter { $0.cookies.thirdParty == .block }
            + policies.filter { $0.cookies.thirdParty != .block }
        self.besides = besides
        let names = policies.map(\.name)
        others = BrowserPolicy.presets.filter { $0.name != "spec" && !names.contains($0.name) }
    }

    /// What is wrong as things are, in the browsers that are asked.
    mutating func problems() async -> [Problem] {
        var problems: [Problem] = []
        for policy in policies { problems += await baseline(in: policy) }
        return problems.uniqued()
    }

    private mutating func baseline(in policy: BrowserPolicy) async -> [Problem] {
        if let known = baseline[policy.name] { return known }
        let problems = await rehearsal.problems(with: Plan(), in: policy)
        baseline[policy.name] = problems
        return problems
    }

    /// The cheapest plan, and the cheapest of another kind: one that moves page or API where the first
    /// does not, or the reverse. Empty where nothing helps.
    mutating func plans() async -> [Found] {
        let problems = await problems()
        guard !problems.isEmpty else { return [] }
        policyChanges = await neededPolicyChanges(after: problems)
        var rest = problems
        if !policyChanges.isEmpty {
            let plan = Plan(policies: policyChanges)
            rest = await self.problems(with: plan)
            if rest.isEmpty { return [Found(plan: plan, changes: [:], cost: 1)] }
        }
        guard rest.allSatisfy(\.canBeSolved) else { return [] }
        for policy in others { _ = await baseline(in: policy) }
        var best: [Bool: Found] = [:]
        for place in Placement.candidates(for: situation, suffixes: rehearsal.suffixes) {
            let isMoved = place.move != .none
            for call in calls(after: rest) where effort > 0 {
                let cost = place.cost + call.cost
                if let known = best[isMoved], cost >= known.cost { continue }
                guard
                    let found = await completed(
                        Plan(place: place, call: call, policies: policyChanges),
                        cost: cost
                    ),
                    found.cost < best[isMoved]?.cost ?? .max
                else { continue }
                best[isMoved] = found
            }
            // Another way is worth the words where this one opens the cookie, or costs much.
            if let cheap = best.values.map(\.cost).min(), cheap <= Self.cheapEnough { break }
        }
        if best.isEmpty, !policyChanges.isEmpty, rest.allSatisfy({ $0.failure == nil }) {
            // The page reads the answer then, whatever becomes of cookies.
            return [Found(plan: Plan(policies: policyChanges), changes: [:], cost: 1)]
        }
        return best.values.sorted { $0.cost < $1.cost }
    }

    // MARK: Policies

    private func problems(with plan: Plan) async -> [Problem] {
        var problems: [Problem] = []
        for policy in policies { problems += await rehearsal.problems(with: plan, in: policy) }
        return problems.uniqued()
    }

    /// One after the other, as long as each leads to another failure, in every browser.
    private func neededPolicyChanges(after problems: [Problem]) async -> [PolicyChange] {
        var changes: [PolicyChange] = []
        guard problems.contains(where: { $0.failure != nil }) else { return [] }
        for policy in policies {
            while changes.count < 12 {
                let plan = Plan(policies: changes)
                let failure = await rehearsal.problems(with: plan, in: policy).compactMap(\.failure)
                    .first
                guard let failure,
                    let change = PolicyChange(for: failure, in: plan.apply(to: situation)),
                    !changes.contains(change)
                else { break }
                changes.append(change)
            }
        }
        return changes
    }

    // MARK: The call

    private func calls(after problems: [Problem]) -> [CallChange] {
        var base = CallChange()
        guard case .fetch(let request) = situation.asked else { return [base] }
        base.dropsResponseHeaders = request.headers.contains(where: \.isResponseHeader)
        if problems.contains(where: \.isIgnored) { base.credentials = .include }
        var calls = [base]
        if let url = redirectedTo {
            var direct = base
            direct.url = url
            calls.append(direct)
        }
        return calls
    }

    /// Where a redirect led that CORS is in the way of.
    private var redirectedTo: WebURL? {
        guard let last = situation.hops.last else { return nil }
        if situation.hops.count > 1 { return last.url }
        guard let answer = last.preflight, (300...399).contains(answer.status),
            let location = answer.headers.get("Location")?.isomorphicDecoded
        else { return nil }
        return try? WebURL(parsing: location, base: last.url)
    }

    // MARK: The rest

    /// The plan with the grant and the lines that it needs besides; `nil` where nothing helps there.
    private mutating func completed(_ plan: Plan, cost: Int) async -> Found? {
        var found = Found(plan: plan, changes: [:], cost: cost)
        var problems = await firstProblems(with: found.plan)
        if problems.contains(where: \.isAboutCORS) {
            // Browsers read the same headers; what one wants, all do.
            guard let grant = grant(for: found.plan) else { return nil }
            found.plan.grant = grant
            // Under another name the page has to be allowed anew anyway.
            found.cost += plan.place.move.renamesPage ? 0 : 2
            problems = await firstProblems(with: found.plan)
        }
        if plan.place != .asIs {
            // What the jar holds is another host's there: it has to be set anew.
            let stored = baseline.values.joined().compactMap(\.subject).filter(\.isStored).uniqued()
            for subject in stored {
                guard let solution = await line(of: subject, within: found.plan) else { return nil }
                found.plan.lines[subject] = solution.line
                found.changes[subject] = solution.changes
                found.cost += solution.cost
            }
            if !stored.isEmpty { problems = await firstProblems(with: found.plan) }
        }
        var rounds = 0
        while !problems.isEmpty {
            guard effort > 0 else { return nil }
            rounds += 1
            let subjects = problems.compactMap(\.subject).uniqued()
            let isHopeless = problems.contains { $0.failure != nil || $0.isIgnored }
            guard rounds < 2 + policies.count + others.count, !isHopeless else { return nil }
            for subject in subjects where found.plan.lines[subject] == nil || rounds > 1 {
                guard let solution = await line(of: subject, within: found.plan) else { return nil }
                found.plan.lines[subject] = solution.line
                found.changes[subject] = solution.changes
                found.cost += solution.cost
            }
            problems = await firstProblems(with: found.plan)
        }
        return found
    }

    /// Of the first browser that has any; then what breaks in those that are not asked.
    private mutating func firstProblems(with plan: Plan) async -> [Problem] {
        for policy in policies {
            effort -= rehearsal.size
            let problems = await rehearsal.problems(with: plan, in: policy)
            if !problems.isEmpty { return problems }
        }
        for policy in others {
            let before = await baseline(in: policy)
            effort -= rehearsal.size
            let problems = await rehearsal.problems(with: plan, in: policy).filter { problem in
                !before.contains { $0.isLike(problem) } && !problem.mayDependOnJar(with: plan)
            }
            if !problems.isEmpty { return problems }
        }
        return []
    }

    /// Of one cookie, the first browser that has any.
    mutating func problems(
        of subject: CookieReference,
        _ cookie: CookieSimulation,
        with plan: Plan
    ) async -> [Problem] {
        for policy in policies {
            effort -= cookie.rehearsal.size
            let found = await cookie.problems(with: plan, in: policy)
            if !found.isEmpty { return found }
        }
        for policy in others {
            let before = baseline[policy.name] ?? []
            if before.contains(where: { $0.subject == subject || $0.failure != nil })
                || subject.isStored && plan.call.credentials != nil
            {
                continue
            }
            effort -= cookie.rehearsal.size
            let found = await cookie.problems(with: plan, in: policy)
            if !found.isEmpty { return found }
        }
        return []
    }
}

extension Problem {
    var isAboutCORS: Bool {
        if case .notRead(.cors) = self { true } else { false }
    }

    /// Whether it is about a cookie that a browser that was not asked may never have got.
    fileprivate func mayDependOnJar(with plan: Plan) -> Bool {
        plan.call.credentials != nil && subject?.isStored == true
    }

    /// Whether any change to the answer, the call or the places could help.
    fileprivate var canBeSolved: Bool {
        switch failure {
        case nil, .cors, .mixedContent, .disallowedByMode(_, _, by: nil), .corpNotSameOrigin,
            .corpNotSameSite:
            true
        // A page that comes over https could be allowed it.
        case .localNetwork(let refusal): refusal.reason == .insecureClient
        default: false
        }
    }

    /// Whether the same thing was wrong before.
    fileprivate func isLike(_ other: Problem) -> Bool {
        // A request that was blocked said nothing about any cookie.
        failure != nil || subject == other.subject
    }
}

extension Header {
    /// `Access-Control-Allow-Origin` and its like: what a server answers, not what a page asks.
    package var isResponseHeader: Bool {
        let name = name.asciiLowercased
        return name.hasPrefix("access-control-") && !name.hasPrefix("access-control-request-")
    }
}
