internal import BrowserJSON

/// A summary of a tool's result in crumb's own words: it contains no text from a server.
struct ToolSummary {
    let result: JSONValue

    var text: String {
        switch result["schema"].string {
        case "crumb.report/1": report
        case "crumb.doctor/1": doctor
        case "crumb.run/1": run
        case "crumb.page/1": page
        default: result.elements.map { "\($0.count) in the list." } ?? "Done."
        }
    }

    private var report: String {
        let outcome = result["outcome"]
        var sentences: [String] = []
        switch outcome["result"].string {
        case "fulfilled":
            let response = outcome["response"]
            let type = response["type"].string ?? "basic"
            sentences.append(
                type.hasPrefix("opaque")
                    ? "The page received an opaque response, which it cannot read."
                    : "The page can read the response: status \(response["status"].json)."
            )
        case "rejected":
            sentences.append("The page's call was rejected: \(code(outcome["error"])).")
        default: sentences.append("Nothing was sent.")
        }
        for exchange in result["exchanges"].elements ?? [] {
            let cookies = exchange["cookies"].elements ?? []
            let kept = cookies.filter { !$0["sent"].isTrue }
            if !cookies.isEmpty {
                sentences.append(
                    "Cookies sent: \(cookies.count - kept.count); not sent: \(kept.count)"
                        + codes(kept) + "."
                )
            }
            let lines = exchange["setCookies"].elements ?? []
            let refused = lines.filter { $0["effect"].string == "rejected" }
            if !lines.isEmpty {
                sentences.append(
                    "Set-Cookie lines: \(lines.count); rejected: \(refused.count)"
                        + codes(refused) + "."
                )
            }
        }
        let advice = (result["advice"].elements ?? []).compactMap { $0["code"].string }
        if !advice.isEmpty {
            sentences.append("See advice for what to change: \(advice.joined(separator: ", ")).")
        }
        return sentences.joined(separator: " ")
    }

    private var doctor: String {
        let findings = result["findings"].elements ?? []
        guard !findings.isEmpty else { return "Nothing needs to be changed." }
        let codes = findings.map { "\(code($0)) (\($0["rank"].string ?? ""))" }
        return "Findings, worst first: \(codes.joined(separator: ", "))."
    }

    private var page: String {
        let requests = result["requests"].elements?.count ?? 0
        let errors = result["errors"].elements?.count ?? 0
        return
            "The page is idle. Requests: \(requests); uncaught errors: \(errors)."
    }

    private var run: String {
        let runs = result["runs"].elements ?? []
        let passed = runs.count { $0["result"].string == "passed" }
        return "Runs: \(runs.count); passed: \(passed); failed: \(runs.count - passed)."
    }

    private func code(_ value: JSONValue) -> String { value["code"].string ?? "unknown" }

    private func codes(_ verdicts: [JSONValue]) -> String {
        var seen: [String] = []
        for code in verdicts.flatMap({ $0["blockedReasons"].elements ?? [] }).compactMap(\.string)
        where !seen.contains(code) {
            seen.append(code)
        }
        return seen.isEmpty ? "" : " [\(seen.joined(separator: ", "))]"
    }
}
