internal import Explanations
internal import Fetch
package import JSON
internal import WebOrigin

extension Examination {
    /// `crumb.doctor/1`: what was found, and every report that says so.
    package func json(_ findings: [Finding]) -> JSONValue {
        .object([
            "schema": .string("crumb.doctor/1"),
            "url": .string(question.url.href),
            "page": .object([
                "url": .string(question.page.url.href),
                "origin": .string(question.page.origin.serialized),
            ]),
            "requests": .integer(sent),
            "limit": .integer(limit),
            "findings": .array(findings.map(\.json)),
            "probes": .array(
                results.map { result in
                    .object([
                        "name": .string(result.probe.purpose.name),
                        "page": .string(result.probe.page.origin.serialized),
                        "method": .string(result.probe.request.method),
                        "credentials": .string(result.probe.request.credentials.rawValue),
                        "browsers": .object(
                            result.reports.map { report in
                                JSONValue.Member(
                                    report.browser,
                                    report.json(advice: Adviser(report: report).advice)
                                )
                            }
                        ),
                    ])
                }
            ),
        ])
    }
}

extension Finding {
    fileprivate var json: JSONValue {
        .object([
            "rank": .string(rank.rawValue),
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
        case .stranger: "stranger"
        case .lookalike: "lookalike"
        case .sandboxed: "sandboxed"
        }
    }
}
