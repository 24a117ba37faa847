internal import BrowserFetch
package import BrowserJSON
internal import Explanations
internal import Fixes
internal import WebOrigin

extension Diagnosis {
    /// The diagnosis in the format `crumb.doctor/1`: the findings, and every report they are based
    /// on.
    package func json(_ conclusions: DoctorConclusions) async -> JSONValue {
        var probes: [JSONValue] = []
        for result in results { probes.append(await json(result)) }
        return .object([
            "schema": .string("crumb.doctor/1"),
            "url": .string(plan.url.href),
            "page": .object([
                "url": .string(plan.page.url.href),
                "origin": .string(plan.page.origin.serialized),
            ]),
            "requests": .integer(sent),
            "limit": .integer(limit),
            "findings": .array(conclusions.findings.map(\.json)),
            "framework": .optional(conclusions.guess) { guess in
                .object([
                    "name": .string(guess.framework.rawValue), "clue": .string(guess.clue),
                ])
            },
            "fix": .object(
                conclusions.remedy.fixes.map { JSONValue.Member($0.framework, .string($0.code)) }
            ),
            "probes": .array(probes),
        ])
    }

    private func json(_ result: Result) async -> JSONValue {
        var browsers: [JSONValue.Member] = []
        for report in result.reports {
            let advice = await Adviser(report: report, suffixes: suffixes, besides: grant).advice()
            browsers.append(JSONValue.Member(report.browser, report.json(advice: advice)))
        }
        return .object([
            "name": .string(result.probe.purpose.name),
            "page": .string(result.probe.page.origin.serialized),
            "method": .string(result.probe.method),
            "credentials": .string(
                (result.probe.includesCredentials ? CredentialsMode.include : .omit).rawValue
            ),
            "browsers": .object(browsers),
        ])
    }
}

extension Finding {
    fileprivate var json: JSONValue {
        .object([
            "rank": .string(severity.rawValue),
            "severity": .string("\(severity)"),
            "code": .string(advice.code),
            "text": .string(advice.text),
            "browsers": .strings(browsers),
            "fix": advice.fixesJSON,
        ])
    }
}

extension Probe.Purpose {
    fileprivate var name: String {
        switch self {
        case .read: "read"
        case .readWithCredentials: "read-with-credentials"
        case .readAgain: "read-again"
        case .change: "change"
        case .missingPath: "missing-path"
        case .ownPage: "own-page"
        case .stranger: "stranger"
        case .lookalike: "lookalike"
        case .sandboxed: "sandboxed"
        case .publicPage: "public-page"
        case .pagePolicies: "page-policies"
        case .framed: "framed"
        case .embedded: "embedded"
        case .framedPage: "framed-page"
        case .framedPageWithAccess: "framed-page-with-storage-access"
        }
    }
}
