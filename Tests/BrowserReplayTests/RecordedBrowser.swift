import BrowserCookies
import BrowserFetch

/// A recorded browser, and the policy that is compared with it.
enum RecordedBrowser: String, CaseIterable, Sendable {
    case chromium
    case chromiumThirdPartyBlocked = "chromium-third-party-blocked"
    case firefox, webkit

    /// The policy; `nil` until crumb can simulate the browser.
    var policy: BrowserPolicy? {
        switch self {
        case .chromium: return .chrome
        case .chromiumThirdPartyBlocked:
            // With "Block third-party cookies" turned on.
            var policy = BrowserPolicy.chrome
            policy.cookies.thirdParty = .block
            return policy
        case .firefox: return .firefox
        case .webkit: return .safari
        }
    }

    /// How long a click counts as user activation. The recording's clicks are made by script:
    /// Chromium treats them all as a user's; Firefox only does so while the activation of the
    /// preceding navigation lasts.
    private var activationSeconds: Int64? { self == .firefox ? 5 : nil }

    /// The browsers that crumb can be compared with.
    static var judged: [RecordedBrowser] { allCases.filter { $0.policy != nil } }

    static var notYetJudged: [RecordedBrowser] { allCases.filter { $0.policy == nil } }

    /// The projections to compare. Firefox reports no reasons, and its console was not recorded.
    var projections: [Projection] {
        switch self {
        case .chromium, .chromiumThirdPartyBlocked: Projection.allCases
        case .firefox: [.requests, .cookies, .outcome, .jar, .documentCookie]
        // The jar of this WebKit is not Safari's.
        case .webkit: [.requests, .outcome]
        }
    }

    /// Prefixes of the request headers that the recording does not have.
    private var unrecordedHeaders: [String] { self == .webkit ? ["sec-fetch-"] : [] }

    /// The cases by id, read once for all tests.
    static func cases(_ variant: RecordedVariant) throws -> [String: RecordedCase] {
        switch variant {
        case .asRecorded: try casesAsRecorded.get()
        case .otherNames: try casesWithOtherNames.get()
        case .otherPlaces: try casesAtOtherPlaces.get()
        }
    }

    private static let casesAsRecorded = Result { try readCases(.asRecorded) }
    private static let casesWithOtherNames = Result { try readCases(.otherNames) }
    private static let casesAtOtherPlaces = Result { try readCases(.otherPlaces) }

    private static func readCases(_ variant: RecordedVariant) throws -> [String: RecordedCase] {
        let cases = try loadRecords("cases.jsonl", as: RecordedCase.self, variant: variant)
        return Dictionary(uniqueKeysWithValues: cases.map { ($0.id, $0) })
    }

    func truths(_ variant: RecordedVariant) throws -> [RecordedTruth] {
        let cases = try Self.cases(variant)
        let truths = try loadRecords(
            "\(rawValue).jsonl",
            as: RecordedTruth.self,
            variant: variant,
            where: { cases[$0.id] != nil }
        )
        return self == .firefox ? truths.map(\.withoutTheReadersMarks) : truths
    }

    /// The number of cases of each family in ``RecordedFamilies/notYetJudged``.
    static func waitingCases() throws -> [String: Int] {
        let waiting = try loadRecords("cases.jsonl", as: RecordedHeading.self) {
            RecordedFamilies.notYetJudged.contains($0.family ?? "")
        }
        return waiting.reduce(into: [:]) { $0[$1.family ?? "", default: 0] += 1 }
    }

    /// Replays every recorded case.
    func replay(_ policy: BrowserPolicy, _ variant: RecordedVariant) async throws -> Agreement {
        let cases = try Self.cases(variant)
        // One at a time, because other tests share the same few threads.
        var results: [Agreement.CaseResult] = []
        for truth in try truths(variant) {
            guard let recorded = cases[truth.id] else { continue }
            results.append(try await judge(policy, on: recorded, by: truth))
        }
        return Agreement(browser: self, results: results)
    }

    private func judge(
        _ policy: BrowserPolicy,
        on recorded: RecordedCase,
        by truth: RecordedTruth
    ) async throws -> Agreement.CaseResult {
        var policy = policy
        // Firefox does not have this setting.
        if recorded.browser?.blockThirdParty == true, self == .chromium {
            policy.cookies.thirdParty = .block
        }
        let replay = try CaseReplay(
            recorded,
            of: self,
            policy: policy,
            activationSeconds: activationSeconds
        )
        let observed = try await replay.run(steps: truth.steps.count)
        var result = Agreement.CaseResult(id: recorded.id, family: recorded.family)
        var jar: [RecordedTruth.JarCookie] = []
        var script = ""
        for (number, (theirs, ours)) in zip(truth.steps, observed).enumerated() {
            let step = number == 0 ? nil : recorded.steps[number - 1]
            jar = theirs.jar ?? jar
            script = theirs.documentCookie ?? script
            let expected = theirs.projected(
                asked: number == 0 ? recorded.page : step?.url ?? "",
                kind: step?.kind ?? .navigate,
                jar: jar,
                script: script
            )
            let actual = ours.projected(
                settingHeaders: step?.headers ?? [],
                leavingOut: unrecordedHeaders,
                near: jar
            )
            for projection in projections where expected[projection] != nil {
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
                    (left.map { "  \(rawValue): \($0)" } + right.map { "  crumb: \($0)" })
                    .joined(separator: "\n")
            }
        }
        return result
    }
}
