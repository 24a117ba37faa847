import BrowserInfra
import BrowserJSON
import Testing

@testable import RunReports

/// A report with two runs for each text, which is used wherever the report has a text.
func hostileReport(_ texts: [String]) -> SuiteReport {
    SuiteReport(started: .epoch, duration: 1, runs: texts.flatMap(hostileRuns))
}

private func hostileRuns(_ text: String) -> [RunReport] {
    let cookie = """
        {"name": T, "value": T, "domain": T, "path": T, "sent": false, "blockedReasons": [T],
         "warnings": [T], "explanations": [T], "remedies": [T], "raw": T, "effect": T,
         "expires": T, "sameSite": T, "partitionKey": {"topLevelSite": T}, "cookie": {"name": T}}
        """
    let report = """
        {"request": {"method": T, "url": T, "mode": T, "credentials": T, "redirect": T,
          "destination": T}, "page": {"url": T}, "warnings": [T], "event": T, "basis": "unsure",
         "relation": {"differsBy": [T]}, "preflightCache": T, "httpCache": T,
         "exchanges": [{"kind": T, "method": T, "url": T, "includesCredentials": true,
          "sameSiteContext": T, "cookies": [C], "setCookies": [C], "status": 200,
          "cors": {"passed": false, "error": T}, "requestHeaders": [[T, T]],
          "responseHeaders": [[T, T]], "durationMs": 1}],
         "outcome": {"error": {"name": T, "message": T, "code": T, "detail": T},
          "response": {"type": T, "status": 200, "body": T}},
         "console": [T], "advice": [{"text": T, "fix": {"flask": T}}]}
        """
    let quoted = JSONValue.string(text).lineText
    func value(_ json: String) -> JSONValue {
        let text = json.replacing("C]", with: "\(cookie)]").replacing(" T", with: " \(quoted)")
            .replacing("[T", with: "[\(quoted)")
        return JSONReader.value(of: Array(text.utf8)) ?? .null
    }
    #expect(value(report) != .null)
    var step = StepReport(title: text, line: 1, column: 1, result: .failed)
    step.explanation = text
    step.report = value(report)
    step.documentCookie = value("{\"value\": T, \"setCookies\": [C]}")
    step.jar = value("[C]")
    step.failures = [
        FailureReport(
            kind: .expectation,
            message: text,
            file: text,
            line: 1,
            column: 1,
            excerpt: [text],
            expected: [text],
            actual: [text + text],
            why: [text]
        )
    ]
    return ["chrome", text].map { browser in
        var run = RunReport(file: text, browser: browser, result: .failed)
        run.name = text
        run.steps = [step]
        run.failures = step.failures
        run.servers = [ServerReport(command: text, output: text)]
        return run
    }
}
