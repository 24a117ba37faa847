import Cookies
import Fetch
import Foundation

/// A browser that was recorded, and the policy that is judged by it.
enum RecordedBrowser: String, CaseIterable, Sendable {
    case chromium
    case chromiumThirdPartyBlocked = "chromium-third-party-blocked"
    case firefox, webkit

    var policy: BrowserPolicy {
        switch self {
        case .chromium: .chrome
        case .chromiumThirdPartyBlocked: .chromeBlockingThirdParties
        case .firefox: .firefox
        case .webkit: .safari
        }
    }

    var projections: Set<Projection> {
        switch self {
        case .chromium, .chromiumThirdPartyBlocked: Set(Projection.allCases)
        // It gives no reasons.
        case .firefox: [.requests, .cookies, .outcome, .jar, .documentCookie]
        // Its jar is not Safari's.
        case .webkit: [.requests, .outcome]
        }
    }

    /// What the request headers that the recording does not have begin with.
    private var unrecordedHeaders: [String] { self == .webkit ? ["sec-fetch-"] : [] }

    /// Every case that was recorded, replayed once for all tests.
    var agreement: Agreement {
        get async throws {
            switch self {
            case .chromium: try await Self.chromiumRun.value
            case .chromiumThirdPartyBlocked: try await Self.thirdPartyBlockedRun.value
            case .firefox: try await Self.firefoxRun.value
            case .webkit: try await Self.webkitRun.value
            }
        }
    }

    private static let chromiumRun = Task { try await RecordedBrowser.chromium.replay() }
    private static let thirdPartyBlockedRun = Task {
        try await RecordedBrowser.chromiumThirdPartyBlocked.replay()
    }
    private static let firefoxRun = Task { try await RecordedBrowser.firefox.replay() }
    private static let webkitRun = Task { try await RecordedBrowser.webkit.replay() }
    private static let cases = Result {
        let cases = try loadRecords("cases.jsonl", as: RecordedCase.self)
        return Dictionary(uniqueKeysWithValues: cases.map { ($0.id, $0) })
    }

    private func replay() async throws -> Agreement {
        let cases = try Self.cases.get()
        let truths = try loadRecords("\(rawValue).jsonl", as: RecordedTruth.self)
        // One at a time: other tests wait for their turn on the same few threads.
        var results: [Agreement.CaseResult] = []
        for truth in truths {
            guard let recorded = cases[truth.id] else { continue }
            results.append(try await judge(recorded, by: truth))
        }
        return Agreement(browser: self, results: results)
    }

    private func judge(
        _ recorded: RecordedCase,
        by truth: RecordedTruth
    ) async throws -> Agreement.CaseResult {
        let observed = try await CaseReplay(recorded, policy: policy).run(steps: truth.steps.count)
        var result = Agreement.CaseResult(id: recorded.id, family: recorded.family)
        var jar: [RecordedTruth.JarCookie] = []
        var script = ""
        for (number, (theirs, ours)) in zip(truth.steps, observed).enumerated() {
            let step = number == 0 ? nil : recorded.steps[number - 1]
            jar = theirs.jar ?? jar
            script = theirs.documentCookie ?? script
            let expected = theirs.projected(
                asked: number == 0 ? recorded.page : step?.url ?? "",
                jar: jar,
                script: script
            )
            let actual = ours.projected(
                settingHeaders: step?.headers ?? [],
                leavingOut: unrecordedHeaders,
                near: jar
            )
            for projection in projections {
                result.judged[projection, default: 0] += 1
                let (left, right) = (expected[projection] ?? [], actual[projection] ?? [])
                if left == right { continue }
                let difference = Difference(
                    browser: rawValue,
                    id: recorded.id,
                    step: number,
                    projection: projection
                )
                result.differences[difference] =
                    left.map { "  \(self.rawValue): \($0)" }.joined(separator: "\n") + "\n"
                    + right.map { "  crumb: \($0)" }.joined(separator: "\n")
            }
        }
        return result
    }
}

extension BrowserPolicy {
    /// Chrome with "Block third-party cookies" on.
    fileprivate static let chromeBlockingThirdParties: BrowserPolicy = {
        var policy = BrowserPolicy.chrome
        policy.cookies.thirdParty = .block
        return policy
    }()
}
