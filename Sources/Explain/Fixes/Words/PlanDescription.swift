internal import BrowserCORS
internal import BrowserCookies
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import Explanations
internal import WebOrigin

/// A plan that holds, told to the person who carries it out.
struct PlanDescription {
    let adviser: Adviser
    let situation: RequestSnapshot
    let found: PlanSearch.Found
    /// What each browser has against things as they are, by its name.
    let baseline: [String: [Problem]]

    init(
        _ adviser: Adviser,
        _ situation: RequestSnapshot,
        _ found: PlanSearch.Found,
        _ baseline: [String: [Problem]]
    ) {
        self.adviser = adviser
        self.situation = situation
        self.found = found
        self.baseline = baseline
    }

    var plan: Plan { found.plan }
    var report: FetchReport { adviser.report }

    /// The problems of the browsers that were asked, the first browser's first.
    var problems: [Problem] {
        adviser.reports.flatMap { baseline[$0.browser] ?? [] }
    }

    var failure: CORSFailure? {
        for case .notRead(.cors(let failure)) in problems { return failure }
        return nil
    }

    /// One entry a change: the place, the call, CORS, then each cookie.
    ///
    /// - Parameters:
    ///   - other: A plan of another kind, which holds too.
    ///   - partial: Browsers in which less would do.
    /// - Returns: Nothing where the plan changes nothing.
    func advice(
        besides other: PlanSearch.Found?,
        partial: (browsers: [String], found: PlanSearch.Found)?
    ) -> [Advice] {
        var entries = policyAdvice
        for var entry in [placeAdvice, callAdvice].compactMap(\.self) {
            entry.isForAllCookies = problems.contains { $0.subject != nil }
            entries.append(entry)
        }
        if var entry = consentAdvice {
            if entry.topic == .other { entry.topic = .consent }
            entries.append(entry)
        }
        entries += lineAdvice
        guard !entries.isEmpty else { return [] }
        // The cookies of a plan that moves nothing could be left alone if something moved.
        let isAboutLines = plan.place.move == .none && !found.changes.isEmpty
        // Beside a cheap way, or at twice its price, another is not worth the words.
        if let other, found.cost > 5, other.cost <= 2 * found.cost {
            let index = isAboutLines ? entries.firstIndex { !$0.cookies.isEmpty } ?? 0 : 0
            let words = PlanDescription(adviser, situation, other, baseline)
            if let text = words.alternative { entries[index].text += " \(text)" }
        }
        if let partial {
            entries[0].text +=
                " In \(enumerated(partial.browsers)) it would do to set \(partial.found.shortText)."
        }
        if adviser.reports.count > 1 {
            for index in entries.indices { entries[index].browsers = browsersWithProblems }
        }
        return entries
    }

    /// What page and target are to the person.
    var pageAndTarget: String {
        switch report.initiator {
        case .navigation(.iframe): "page and frame"
        case .navigation: "both"
        default: "page and API"
        }
    }

    private var browsersWithProblems: [String] {
        adviser.reports.map(\.browser).filter { baseline[$0]?.isEmpty == false }
    }

    /// As the other way in a sentence: "Or …".
    private var alternative: String? {
        let isNoneNeeded = plan.lines.values.contains { $0.sameSite == Cookie.SameSite.none }
        switch plan.place.move {
        case .none:
            let https = plan.place.secured == .none ? "" : "serve it over https and "
            guard !found.changes.isEmpty else {
                return plan.place.secured == .none ? nil : "Or serve it over https."
            }
            return "Or \(https)set \(found.shortText)"
                + (isNoneNeeded ? ", for the pages of every site." : ".")
        case .oneName(let host):
            let https = plan.place.secured == .none ? "" : ", over https"
            return "Or use the name \(host.serialized) for both\(https)."
        case .oneSite(let page, let target):
            let https = plan.place.secured == .none ? "" : ", over https"
            return
                "Or serve \(pageAndTarget) from one site\(https), such as \(page.serialized) and "
                + "\(target.serialized)."
        case .proxy:
            let https = plan.place.secured == .none ? "" : ", and serve the page over https"
            return "Or let the page's own server pass the calls on\(https)."
        case .ownTab: return "Or open the page in a tab of its own."
        case .served, .unsandboxed: return nil
        }
    }
}

extension PlanSearch.Found {
    /// What is new in the lines: `the cookie with SameSite=None; Secure`, or, where they differ,
    /// `a with Path=/ and b with SameSite=Lax`.
    var shortText: String {
        var names: [String: [String]] = [:]
        for (subject, changes) in changes where !changes.isEmpty {
            let text = changes.map(\.short).uniqued().joined(separator: "; ")
            let name = plan.lines[subject]?.name.utf8Decoded ?? ""
            names[text, default: []].append(name.isEmpty ? "the cookie" : name)
        }
        if names.count == 1, let (text, names) = names.first {
            return "\(names.uniqued().count == 1 ? "the cookie" : "the cookies") with \(text)"
        }
        return enumerated(
            names.map { "\(enumerated($0.value.uniqued().sorted())) with \($0.key)" }.sorted()
        )
    }
}

extension LineChange {
    /// As it stands in the line, as far as it does.
    var short: String {
        switch self {
        case .name: "a name"
        case .encodeValue: "an encoded value"
        case .shortenValue: "a short value"
        case .dropPrefix: "a name without the prefix"
        case .rootPath: "Path=/"
        case .dropDomain: "no Domain"
        case .domain(let name): "Domain=\(name)"
        case .secure: "Secure"
        case .secureMatchingConnection: "Secure over https only"
        case .httpOnly: "HttpOnly"
        case .lax: "SameSite=Lax"
        case .noneAndSecure: "SameSite=None; Secure"
        case .partitioned: "SameSite=None; Secure; Partitioned"
        case .dropPartitioned: "no Partitioned"
        }
    }
}
