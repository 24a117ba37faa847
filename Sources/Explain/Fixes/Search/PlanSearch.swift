internal import BrowserCORS
internal import BrowserCookies
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

/// Finds the smallest change that makes everything work in every given browser: the cookies are stored
/// and sent back, and the page can read the response.
struct PlanSearch {
    let rehearsal: Simulation
    /// The browsers in which it must work.
    let policies: [BrowserPolicy]
    /// The browsers in which nothing that works may break.
    let others: [BrowserPolicy]
    /// The permissions that the same page's other requests need.
    let besides: RequiredCORSHeaders?
    /// The problems in each browser without any change, by its name.
    private(set) var baseline: [String: [Problem]] = [:]
    /// The effort that remains, in cookies judged, because a server may send thousands.
    private(set) var effort = 8_000
    /// The changes that helped a line of this kind.
    var known: [Kind: [LineChange]] = [:]

    struct Kind: Hashable, Sendable {
        var place: Placement
        var attributes: [SetCookieLine.Attribute]
    }

    /// The policy changes that are needed before anything else can help.
    private var policyChanges: [PolicyChange] = []

    var situation: RequestSnapshot { rehearsal.main }

    /// The cost of a line with one or two more attributes, below which no alternative is searched.
    private static let cheapEnough = 5

    /// A plan that works, with its changes and its cost.
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
        // The strictest browsers come first, because they end a futile search soonest.
        self.policies =
            policies.filter { $0.cookies.thirdParty == .block }
            + policies.filter { $0.cookies.thirdParty != .block }
        self.besides = besides
        let names = policies.map(\.name)
        others = BrowserPolicy.presets.filter { $0.name != "spec" && !names.contains($0.name) }
    }

    /// Returns the problems in the given browsers without any change.
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

    /// Returns the cheapest plan, and the cheapest of the other kind: one that moves page or API if the
    /// first does not, or the reverse. Empty if nothing helps.
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
            // An alternative is only worth mentioning if the first plan exposes the cookie or is
            // expensive.
            if let cheap = best.values.map(\.cost).min(), cheap <= Self.cheapEnough { break }
        }
        if best.isEmpty, !policyChanges.isEmpty, rest.allSatisfy({ $0.failure == nil }) {
            // The page can then read the response, even if cookies still fail.
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

    /// Returns policy changes, one after another, as long as each leads to another failure, for every
    /// browser.
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

    /// The target of a redirect that causes a CORS failure.
    private var redirectedTo: WebURL? {
        guard let last = situation.hops.last else { return nil }
        if situation.hops.count > 1 { return last.url }
        guard let answer = last.preflight, (300...399).contains(answer.status),
            let location = answer.headers.get("Location")?.isomorphicDecoded
        else { return nil }
        return try? WebURL(parsing: location, base: last.url)
    }

    // MARK: Permissions and lines

    /// Returns the plan completed with the permissions and lines that it needs; `nil` if nothing helps
    /// in this place.
    private mutating func completed(_ plan: Plan, cost: Int) async -> Found? {
        var found = Found(plan: plan, changes: [:], cost: cost)
        var problems = await firstProblems(with: found.plan)
        if problems.contains(where: \.isAboutCORS) {
            // Browsers read the same headers, so what one of them needs, all of them need.
            guard let grant = grant(for: found.plan) else { return nil }
            found.plan.grant = grant
            // A page with a new name must be allowed in any case.
            found.cost += plan.place.move.renamesPage ? 0 : 2
            problems = await firstProblems(with: found.plan)
        }
        if plan.place != .asIs {
            // The cookies in the jar belong to another host in the new place, and must be set again.
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

    /// Returns the problems of the first browser that has any; if there are none, what breaks in the
    /// other browsers.
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

    /// Returns the problems of one cookie in the first browser that has any.
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

    /// Whether it is about a cookie that a browser that made no request may never have received.
    fileprivate func mayDependOnJar(with plan: Plan) -> Bool {
        plan.call.credentials != nil && subject?.isStored == true
    }

    /// Whether a change to the response, the call or the places could help.
    fileprivate var canBeSolved: Bool {
        switch failure {
        case nil, .cors, .mixedContent, .disallowedByMode(_, _, by: nil), .corpNotSameOrigin,
            .corpNotSameSite:
            true
        // A page that is served over https can be granted the permission.
        case .localNetwork(let refusal): refusal.reason == .insecureClient
        default: false
        }
    }

    /// Whether the same problem existed before.
    fileprivate func isLike(_ other: Problem) -> Bool {
        // A request that was blocked says nothing about cookies.
        failure != nil || subject == other.subject
    }
}

extension Header {
    /// Whether this is a response header that pages do not send, such as `Access-Control-Allow-Origin`.
    package var isResponseHeader: Bool {
        let name = name.asciiLowercased
        return name.hasPrefix("access-control-") && !name.hasPrefix("access-control-request-")
    }
}
