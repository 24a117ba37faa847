internal import BrowserCookies
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra

/// A rehearsal with the cookies of one name alone.
///
/// Of a server's hundred cookies, each is tried by itself. What the others have to do with it shows
/// when the whole plan is tried.
struct CookieSimulation: Sendable {
    private(set) var rehearsal: Simulation
    private let subject: CookieReference
    private let name: ByteString
    /// The lines that are left, as they are counted among all lines and among themselves.
    private var renamed: [CookieReference: CookieReference] = [:]

    /// `nil` where the cookie is unknown.
    init?(_ subject: CookieReference, in whole: Simulation) {
        let lines = whole.main.hops.map { $0.response?.headers.values(of: "Set-Cookie") ?? [] }
        switch subject {
        case .stored(let identity): name = identity.name
        case .line(let hop, let index):
            guard lines.indices.contains(hop), lines[hop].indices.contains(index) else {
                return nil
            }
            name = SetCookieLine.name(in: lines[hop][index])
        }
        self.subject = subject
        rehearsal = whole
        var kept: [[Int]] = []
        for (hop, lines) in lines.enumerated() {
            let own = lines.indices.filter { SetCookieLine.name(in: lines[$0]) == name }
            for (index, old) in own.enumerated() {
                renamed[.line(hop: hop, index: old)] = .line(hop: hop, index: index)
            }
            kept.append(own)
        }
        rehearsal = whole.mapped { [name] situation in
            var situation = situation
            situation.jar.removeAll { $0.name != name }
            for (hop, kept) in zip(situation.hops.indices, kept) {
                situation.hops[hop].response?.keepLines(kept)
            }
            return situation
        }
    }

    /// What is wrong with the cookie in this browser once `plan`, which is one for all, is carried out.
    func problems(with plan: Plan, in policy: BrowserPolicy) async -> [Problem] {
        var own = plan
        own.lines = [:]
        for (subject, line) in plan.lines {
            if case .stored(let identity) = subject {
                if identity.name == name { own.lines[subject] = line }
            } else if let subject = renamed[subject] {
                own.lines[subject] = line
            }
        }
        let subject = renamed[subject] ?? subject
        return await rehearsal.problems(with: own, in: policy).filter { $0.subject == subject }
    }
}

extension HTTPResponse {
    fileprivate mutating func keepLines(_ kept: [Int]) {
        let lines = headers.values(of: "Set-Cookie")
        headers.delete("Set-Cookie")
        for index in kept where lines.indices.contains(index) {
            headers.append("Set-Cookie", lines[index])
        }
    }
}
