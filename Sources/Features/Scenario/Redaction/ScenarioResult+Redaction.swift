internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import Explanations
package import Redaction

extension Redaction {
    /// Every secret of a run, so that a step before the one that tells it hides it as well.
    package mutating func learn(from result: ScenarioResult) {
        guard hidesAnything else { return }
        for variable in result.candidates.variables {
            learn(variable: variable.name, variable.value)
        }
        for cookie in result.candidates.cookieValues {
            learn(cookieValue: cookie.value, name: cookie.name)
        }
        for step in result.steps { learn(from: step) }
        for output in result.serverOutput {
            learn(text: output.command)
            learn(text: output.text)
        }
    }

    private mutating func learn(from step: StepResult) {
        if let report = step.report { learn(from: report) }
        if let reading = step.documentCookie { learn(from: reading.report) }
        for report in step.page?.events.reports ?? [] { learn(from: report) }
        for cookie in step.jar ?? [] { learn(cookie) }
        for inner in step.steps { learn(from: inner) }
    }
}

extension ScenarioResult: Redactable {
    package func collectSecrets(_ redaction: inout Redaction) { redaction.learn(from: self) }

    /// Without what `redaction` hides.
    package func redacted(by redaction: Redaction) -> ScenarioResult {
        guard redaction.hidesAnything else { return withoutUserinfo(redaction) }
        var redaction = redaction
        redaction.learn(from: self)
        var result = self
        result.candidates = SecretCandidates()
        let mask = SecretMask(.request, names: redaction.secretNames)
        let lines = result.placesOfFailures.map { line in
            (line, redaction.text(mask.line(line, of: source)))
        }
        result.source = source.replacingLines(Dictionary(lines) { $1 })
        result.name = name.map(redaction.text)
        result.steps = steps.map { $0.redacted(by: redaction) }
        result.notRun = notRun.map { $0.redacted(by: redaction) }
        result.failures = failures.map { $0.redacted(by: redaction) }
        result.serverOutput = serverOutput.map {
            ServerOutput(command: redaction.text($0.command), text: redaction.text($0.text))
        }
        return result
    }
}

extension ScenarioResult {
    /// The lines of it that are shown.
    private var placesOfFailures: Set<Int> {
        Set((allFailures + notRun.flatMap(\.allFailures)).map(\.place.line))
    }

    /// Of what is no file that is to be run again.
    private func withoutUserinfo(_ redaction: Redaction) -> ScenarioResult {
        var result = self
        result.steps = steps.map { $0.redacted(by: redaction) }
        result.notRun = notRun.map { $0.redacted(by: redaction) }
        result.failures = failures.map { $0.redacted(by: redaction) }
        return result
    }
}

extension StepResult {
    fileprivate func redacted(by redaction: Redaction) -> StepResult {
        var result = self
        result.title = redaction.sentence(title)
        result.failures = failures.map { $0.redacted(by: redaction) }
        result.notes = notes.map(redaction.sentence)
        result.report = report?.redacted(by: redaction)
        result.documentCookie = documentCookie?.redacted(by: redaction)
        result.page = page?.redacted(by: redaction)
        result.jar = jar?.map(redaction.cookie)
        result.steps = steps.map { $0.redacted(by: redaction) }
        return result
    }
}

extension DocumentCookieReading: Redactable {
    package func collectSecrets(_ redaction: inout Redaction) { report.collectSecrets(&redaction) }

    package func redacted(by redaction: Redaction) -> DocumentCookieReading {
        DocumentCookieReading(
            report: report.redacted(by: redaction),
            page: redaction.page(page),
            isWriting: isWriting
        )
    }
}

extension PageObservation: Redactable {
    package func collectSecrets(_ redaction: inout Redaction) {
        for report in events.reports { report.collectSecrets(&redaction) }
    }

    package func redacted(by redaction: Redaction) -> PageObservation {
        var page = self
        page.url = redaction.urlText(url)
        page.title = redaction.text(title)
        page.text = redaction.text(text)
        page.value = value.map { value in
            let text = redaction.text(value.lineText)
            return JSONReader.value(of: Array(text.utf8)) ?? .string(text)
        }
        page.events.reports = events.reports.map { $0.redacted(by: redaction) }
        page.events.console = events.console.map { entry in
            ConsoleEntry(
                level: entry.level,
                text: redaction.text(entry.text),
                source: redaction.urlText(entry.source)
            )
        }
        page.events.errors = events.errors.map { error in
            PageError(
                kind: error.kind,
                text: redaction.text(error.text),
                source: redaction.urlText(error.source)
            )
        }
        return page
    }
}

extension StepFailure {
    fileprivate func redacted(by redaction: Redaction) -> StepFailure {
        var failure = self
        failure.message = redaction.sentence(message)
        failure.expected = expected.map(redaction.sentence)
        failure.actual = actual.map(redaction.sentence)
        failure.why = why.map(redaction.sentence)
        if redaction.hidesAnything, expected != actual, failure.expected == failure.actual {
            failure.why.append("The values differ, and are secret; --no-redact shows them.")
        }
        return failure
    }
}
