internal import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import Explanations

/// The expectations of `document-cookie`.
struct DocumentCookieChecker {
    let report: DocumentCookieReport
    let page: Page
    let matching: PatternMatching

    func failures(_ expectation: Expectation) throws(StepError) -> [StepFailure] {
        switch expectation.kind {
        case .value(let pattern):
            var failures = try matching.failures(
                pattern,
                report.value.map { .string($0) } ?? .null,
                "document.cookie",
                why: why
            )
            for index in failures.indices {
                failures[index].missing = missing(failures[index].expected)
            }
            return failures
        case .stored(let cookies):
            return try cookies.flatMapTyped { cookie throws(StepError) in
                try matching.storedFailures(
                    cookie,
                    verdicts: report.setCookies,
                    hosts: nil,
                    why: report.setCookies.whyNotWritten(cookie.name)
                )
            }
        case .rejected(let cookies):
            return cookies.flatMap {
                matching.rejectedFailures(
                    $0,
                    at: expectation.place,
                    verdicts: report.setCookies,
                    hosts: nil,
                    why: report.setCookies.whyNotWritten($0.name)
                )
            }
        default: return []
        }
    }

    /// The names of `name=value` in what was expected that the jar does not have.
    private func missing(_ expected: [String]) -> [String] {
        let names = expected.flatMap { $0.split(separator: ";") }.compactMap { pair -> String? in
            guard let equals = pair.firstIndex(of: "=") else { return nil }
            // A pattern has words before it, and an anchor.
            return pair[..<equals].split { " \"^".contains($0) }.last.map(String.init)
        }
        return names.filter { name in
            !report.cookies.contains { $0.cookie.name.utf8Decoded == name }
        }
    }

    private var why: [String] {
        if report.failure != nil {
            return ["The page's origin is opaque: document.cookie throws a SecurityError."]
        }
        return report.cookies.filter { !$0.isSent }.flatMap { verdict in
            verdict.exclusions.map {
                "\(verdict.cookie.name.utf8Decoded): \($0.sentence(nil)) [\($0.code)]"
            }
        }
    }
}

/// The expectations of `cookies`, which judges the whole jar.
struct JarChecker {
    let cookies: [Cookie]
    let matching: PatternMatching

    func failures(_ expectation: Expectation) throws(StepError) -> [StepFailure] {
        switch expectation.kind {
        case .count(let pattern):
            return try matching.failures(
                pattern,
                .integer(cookies.count),
                "the number of cookies",
                why: contents
            )
        case .names(let templates):
            var expected: [String] = []
            for template in templates { expected.append(try matching.variables.text(template)) }
            expected.sort()
            let actual = cookies.map(\.name.utf8Decoded).sorted()
            if expected == actual { return [] }
            return [
                StepFailure(
                    .expectation,
                    at: expectation.place,
                    "the names of the cookies differ",
                    expected: expected,
                    actual: actual,
                    why: contents,
                    missing: expected.filter { !actual.contains($0) }
                )
            ]
        case .cookie(let name, let pattern):
            let named = cookies.filter { $0.name.utf8Decoded == name }
            // Of several with that name, one has to be so.
            var failures: [StepFailure] = []
            for cookie in named {
                failures = try matching.cookieFailures(
                    pattern,
                    cookie,
                    "the cookie \(name)",
                    why: []
                )
                if failures.isEmpty { return [] }
            }
            if !named.isEmpty { return failures }
            failures = try matching.cookieFailures(
                pattern,
                nil,
                "the cookie \(name)",
                why: contents
            )
            for index in failures.indices { failures[index].missing = [name] }
            return failures
        default: return []
        }
    }

    private var contents: [String] {
        guard !cookies.isEmpty else { return ["The jar is empty."] }
        let names = cookies.map { "\($0.name.utf8Decoded) (\($0.domain)\($0.path.utf8Decoded))" }
        return ["The jar holds \(names.joined(separator: ", "))."]
    }
}
