internal import BrowserCookies
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

extension PlanSearch {
    /// Returns the cookie's line with the cheapest changes after which it has no problems in any
    /// browser.
    ///
    /// This is Dijkstra's algorithm: it takes the cheapest line first; if that fails, it continues with
    /// the lines that have one more change, among the changes that can remove one of its reasons. Every
    /// solution must contain one of these changes, so none is missed; a reason that no change can remove
    /// ends the branch.
    mutating func line(of subject: CookieReference, within plan: Plan) async -> Solution? {
        guard var first = original(subject),
            let cookie = CookieSimulation(subject, in: rehearsal)
        else { return nil }
        if plan.place.isProxied { first.remove("Domain") }
        // Most of a server's cookies are alike.
        let kind = Kind(place: plan.place, attributes: first.attributes)
        if let known = known[kind], let quick = first.applying(known) {
            var plan = plan
            plan.lines[subject] = quick
            if await problems(of: subject, cookie, with: plan).isEmpty {
                return Solution(line: quick, changes: known)
            }
        }
        let isThisMachine = isSetOnThisMachine(subject, plan)
        var open = [Solution(line: first, changes: [])]
        var seen: Set<SetCookieLine> = [first]
        var tries = 0
        while let index = open.indices.min(by: { open[$0].cost < open[$1].cost }), tries < 80,
            effort > 0
        {
            let candidate = open.remove(at: index)
            tries += 1
            var plan = plan
            // A cookie in the jar was set when page and API were in their current places.
            let isUnchanged = candidate.changes.isEmpty
            plan.lines[subject] =
                isUnchanged && !(subject.isStored && plan.place != .asIs)
                ? nil : candidate.line
            let problems = await problems(of: subject, cookie, with: plan)
            if problems.isEmpty {
                let solution = await closed(candidate, subject, cookie, plan)
                known[kind] = solution.changes
                return solution
            }
            let next = problems.flatMap { $0.moves(isThisMachine: isThisMachine) }.map { moves in
                moves.compactMap { move in
                    move.applied(to: candidate.line).map {
                        Solution(line: $0, changes: candidate.changes + [move])
                    }
                }
            }
            guard let fewest = next.min(by: { $0.count < $1.count }) else { continue }
            open += fewest.filter { seen.insert($0.line).inserted }
        }
        return nil
    }

    /// Returns the solution with Lax instead of None, if a line is shown anyway and Lax works as well.
    private mutating func closed(
        _ solution: Solution,
        _ subject: CookieReference,
        _ cookie: CookieSimulation,
        _ plan: Plan
    ) async -> Solution {
        guard !solution.changes.isEmpty, solution.line.sameSite == Cookie.SameSite.none,
            let line = LineChange.lax.applied(to: solution.line)
        else { return solution }
        var plan = plan
        plan.lines[subject] = line
        guard await problems(of: subject, cookie, with: plan).isEmpty else { return solution }
        return Solution(line: line, changes: solution.changes + [.lax])
    }

    /// Returns whether the cookie is set by a server on this machine, as in development, where Secure
    /// can depend on the connection.
    private func isSetOnThisMachine(_ subject: CookieReference, _ plan: Plan) -> Bool {
        var url = situation.hops.last?.url ?? situation.target
        if case .line(let hop, _) = subject, situation.hops.indices.contains(hop) {
            url = situation.hops[hop].url
        }
        let page = plan.place.apply(to: situation).page
        let moved = url.map { plan.place.target($0, of: situation, from: page) }
        // A server behind a proxy sees the proxy's connection, not the page's.
        if plan.place.isProxied, url?.scheme == "https" { return false }
        return moved?.host?.isLoopback ?? false
    }

    func original(_ subject: CookieReference) -> SetCookieLine? {
        switch subject {
        case .line(let hop, let index):
            guard situation.hops.indices.contains(hop),
                let lines = situation.hops[hop].response?.headers.values(of: "Set-Cookie"),
                lines.indices.contains(index)
            else { return nil }
            return SetCookieLine(lines[index])
        case .stored(let identity):
            let situations = [situation] + policies.map(rehearsal.situation(of:))
            return situations.lazy.flatMap(\.jar)
                .first { $0.identity.unpartitioned == identity }.map(SetCookieLine.init)
        }
    }
}

/// A line, and the changes that lead to it.
struct Solution: Hashable, Sendable {
    var line: SetCookieLine
    var changes: [LineChange]

    /// The cost of the changes. SameSite=None lets every site use the cookie, so it costs something even
    /// if it was there before.
    var cost: Int {
        changes.map(\.cost).reduce(0, +) + (line.sameSite == Cookie.SameSite.none ? 2 : 0)
    }
}

extension SetCookieLine {
    func applying(_ changes: [LineChange]) -> SetCookieLine? {
        var line = self
        for change in changes {
            guard let next = change.applied(to: line) else { return nil }
            line = next
        }
        return line
    }
}

extension CookieReference {
    var isStored: Bool {
        if case .stored = self { true } else { false }
    }
}
