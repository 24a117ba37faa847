internal import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra
package import BrowserJSON
internal import Explanations
internal import HAR

extension HARExplanation {
    /// `crumb.explain/1`: what `explain --json` prints.
    package var json: JSONValue {
        let counts = ProblemCounts(requests)
        return .object([
            "schema": "crumb.explain/1",
            "file": .string(path),
            "creator": .object([
                "name": .string(log.creator.name), "version": .string(log.creator.version),
            ]),
            "browser": .string(browser),
            "hasCookies": .bool(log.hasCookies),
            "summary": .object([
                "entries": .integer(log.entries.count),
                "requests": .integer(requests.count),
                "withProblems": .integer(counts.withProblems),
                "blocked": .integer(counts.blocked),
                "failed": .integer(counts.failed),
                "cookiesRefused": .integer(counts.refused),
                "cookiesKeptBack": .integer(counts.withheld),
                "unlikeTheBrowser": .integer(counts.unlike),
                "leftOut": .integer(counts.leftOut),
            ]),
            "requests": .array(requests.map(\.json)),
        ])
    }
}

extension ReplayedRequest {
    fileprivate var json: JSONValue {
        .object([
            "entry": .integer(number),
            "started": .string(started.iso8601),
            "method": .string(method),
            "url": .string(url),
            "leftOut": .optional(skip) { .string($0.sentence) },
            "browserStatus": .integer(status),
            "browserError": .optional(error) { .string($0) },
            "fromCache": .optional(fromCache) { .string($0) },
            "credentialsBasis": .optional(credentials) { .string($0.rawValue) },
            "cookiesFromBefore": .strings(seeded),
            "assumedConsent": .bool(hasUnseenPreflight),
            "disagreements": .array(
                disagreements.map {
                    .object([
                        "code": .string($0.name),
                        "subject": .optional($0.subject) { .string($0) },
                        "text": .string($0.sentence),
                    ])
                }
            ),
            "report": .optional(report) { $0.json(advice: advice) },
        ])
    }
}
