internal import BrowserCookies
internal import BrowserFetch
internal import Explanations
internal import HAR
internal import WebOrigin

/// What is wrong with a request, in a form in which two are alike.
struct Problem: Hashable {
    private var origins: [String] = []
    /// The code of a rejection.
    private(set) var code: String?
    private(set) var isBlocked = false
    /// Names and codes.
    private(set) var refused: [[String]] = []
    private(set) var withheld: [[String]] = []
    private(set) var disagreements: [ReplayDifference] = []

    init(_ request: ReplayedRequest) {
        guard let report = request.report else { return }
        if case .rejected(let failure) = report.outcome {
            code = failure.code
            isBlocked = request.isBlocked
        } else if case .fulfilled(let response) = report.outcome {
            code = response.bodyError?.code
        }
        for exchange in report.exchanges where exchange.kind != .preflight {
            refused += exchange.setCookies.filter { $0.effect == .rejected }
                .map { [$0.shownName] + $0.refusals.map(\.code) }
            withheld += exchange.cookies.filter { !$0.isSent && !$0.isUnrelated }
                .map { [$0.cookie.shownName] + $0.exclusions.map(\.code) }
        }
        disagreements = request.disagreements
        origins = [report.pageName, report.url?.origin.serialized ?? request.url]
    }

    var isNone: Bool {
        code == nil && refused.isEmpty && withheld.isEmpty && disagreements.isEmpty
    }
}

/// How many requests have which problem.
struct ProblemCounts {
    private(set) var withProblems = 0
    private(set) var blocked = 0
    private(set) var failed = 0
    private(set) var refused = 0
    private(set) var withheld = 0
    private(set) var unlike = 0
    private(set) var leftOut = 0

    init(_ requests: [ReplayedRequest]) {
        for request in requests {
            let problem = Problem(request)
            if request.skip != nil { leftOut += 1 }
            if !problem.isNone { withProblems += 1 }
            if problem.isBlocked { blocked += 1 }
            if problem.code != nil, !problem.isBlocked { failed += 1 }
            if !problem.refused.isEmpty { refused += 1 }
            if !problem.withheld.isEmpty { withheld += 1 }
            if !problem.disagreements.isEmpty { unlike += 1 }
        }
    }

    /// In words, those that there are.
    var parts: [String] {
        let all = [
            (blocked, "blocked"), (failed, "without a response"), (refused, "with cookies refused"),
            (withheld, "with cookies kept back"), (unlike, "unlike what the browser did"),
        ]
        return all.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    }
}
