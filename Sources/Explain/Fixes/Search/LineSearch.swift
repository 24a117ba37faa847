internal import BrowserCookies
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

extension PlanSearch {
    /// A cookie's line with the cheapest changes after which nothing is wrong with it, in any browser.
    ///
    /// Dijkstra's way: the cheapest line first, and from a line that fails on to those with one change
    /// more, of those that can do away with one of its reasons. As some change to that reason is in
    /// every line that works, none is missed; and a reason that nothing is left for is an end.
    mutating func line(of subject: CookieReference, within plan: Plan) async -> Solution? {
        guard var first = original(subject),
            let cookie = CookieSimulation(subject, in: rehearsal)
        else { return nil }
        if plan.place.isProxied { first.remove("Domain") }
        // Of a server's many cookies most are alike.
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
            // What was in the jar was set where page and API are now.
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

    /// With Lax in the place of None, where a line is printed anyway and that works as well.
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

    /// Where a developer's server runs, Secure can follow the connection.
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

/// A line, and how it came about.
struct Solution: Hashable, Sendable {
    var line: SetCookieLine
    var changes: [LineChange]

    /// SameSite=None lets every site use the cookie: it costs also where it was there before.
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
