internal import BrowserCORS
internal import BrowserCookies
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import Explanations
internal import Fixes
internal import Terminal

// What the page's code gets, what its console says, and what can be changed.

extension FetchExplanation {
    /// A body's first characters are enough to know it by.
    private static let bodyColumns = 120
    /// Larger bodies are named by their size.
    private static let bodyBytes = 65_536

    func appendOutcome(to layout: inout Layout) {
        switch report.outcome {
        case .fulfilled(let response): appendFulfilled(response, to: &layout)
        case .rejected(let failure): layout.row("page", rejection(failure), indentation: 0)
        }
        for message in report.consoleMessages {
            // Some end with a line break.
            let text = message.hasSuffix("\n") ? String(message.dropLast()) : message
            layout.row("console", StyledText(escaping: text, .faint), indentation: 0)
        }
        if report.basis == .unsure {
            layout.row(
                "but",
                StyledText(
                    "this browser was not recorded here: the rule is documented, not observed",
                    .caution
                ),
                indentation: 0
            )
        }
        appendFixes(to: &layout)
    }

    /// Each of them is needed, in this order.
    private func appendFixes(to layout: inout Layout) {
        var requirements: [String] = []
        for (index, entry) in advice.enumerated() {
            let label = advice.count > 1 ? "fix \(index + 1)" : "fix"
            layout.row(label, StyledText(escaping: entry.text), indentation: 0)
            for fix in entry.fixes(for: framework, all: detail == .verbose) {
                if fix.framework == framework.rawValue {
                    requirements += framework.requirements(of: fix.code)
                }
                for line in fix.code.split(separator: "\n", omittingEmptySubsequences: false) {
                    layout.verbatim(
                        StyledText(escaping: String(line), .good),
                        indentation: Layout.labelWidth
                    )
                }
            }
        }
        layout.appendRequirements(requirements)
    }

    // MARK: A response

    private func appendFulfilled(_ response: PageResponse, to layout: inout Layout) {
        layout.row(
            "page",
            mark(report.elementEvent != .error && response.bodyError == nil) + gain(response),
            indentation: 0
        )
        if let failure = response.bodyError { appendBodyError(failure, response, to: &layout) }
        let isScript = report.initiator == .fetch || report.initiator == .xhr
        guard isScript, !response.isOpaque else { return }
        layout.row("", StyledText(escaping: readableParts(response), .faint), indentation: 0)
    }

    /// That the headers came counts: what they set is set, and only the body is missing.
    private func appendBodyError(
        _ failure: FetchFailure,
        _ response: PageResponse,
        to layout: inout Layout
    ) {
        let came = response.body.map { body in
            body.isEmpty
                ? "nothing of it came" : "\(counted(response.bodySize, "byte")) of it came"
        }
        let text =
            "The headers arrived and count; the body failed"
            + (came.map { " (\($0))" } ?? "") + ": \(failure.sentence)"
        layout.row(
            "",
            StyledText(escaping: text, .bad) + StyledText(" [\(failure.code)]", .faint),
            indentation: 0
        )
    }

    private func gain(_ response: PageResponse) -> StyledText {
        if report.initiator == .fetch, !response.isOpaque, let failure = response.bodyError {
            let reader = isJSON(response) ? "await res.json()" : "await res.text()"
            return StyledText(reader, .strong) + StyledText(" throws ")
                + StyledText(
                    escaping:
                        "\(report.errorName(of: failure)): \(report.scriptMessage(of: failure))",
                    .bad
                )
        }
        switch report.initiator {
        case .navigation:
            return StyledText("shows ") + StyledText(escaping: response.url, .strong)
                + StyledText(" (\(response.status))")
        case .element:
            if report.elementEvent == .error, response.bodyError == nil {
                return StyledText("error event: ", .bad) + StyledText(escaping: report.elementErrorReason)
            }
            let event = report.elementEvent.map { "\($0.rawValue) event: " } ?? ""
            return StyledText(event, report.elementEvent == .error ? .bad : .strong)
                + StyledText(
                    response.isOpaque
                        ? "script cannot read the response (it is opaque)"
                        : "status \(response.status)"
                )
        case .webSocket: return StyledText("the WebSocket is open", .strong)
        case .eventSource: return StyledText("the stream is open", .strong)
        case .beacon:
            return StyledText("navigator.sendBeacon()", .strong)
                + StyledText(" returned true; the page never sees the server's response")
        case .xhr:
            if response.isOpaque { return opaque("xhr") }
            return StyledText("xhr.responseText", .strong) + StyledText(" is ")
                + StyledText(escaping: json(of: response) ?? text(of: response))
        case .fetch:
            if response.isOpaque { return opaque("res") }
            if let json = json(of: response) {
                return StyledText("await res.json()", .strong) + StyledText(" gives ")
                    + StyledText(escaping: json)
            }
            return StyledText("await res.text()", .strong) + StyledText(" gives ")
                + StyledText(escaping: text(of: response))
        }
    }

    private func opaque(_ name: String) -> StyledText {
        StyledText("\(name).status", .strong)
            + StyledText(" is 0: an opaque response, without headers and body", .caution)
    }

    private func readableParts(_ response: PageResponse) -> String {
        let names = response.headers.map(\.name)
        let isNotOK = report.initiator == .fetch && !Status.isOK(response.status)
        let verdict = isNotOK ? ", res.ok is false" : ""
        return "status \(response.status)\(verdict), "
            + (names.isEmpty
                ? "no header that it may read" : "readable headers \(enumerated(names))")
    }

    private func json(of response: PageResponse) -> String? {
        guard let body = response.body, response.bodySize <= Self.bodyBytes, isJSON(response)
        else { return nil }
        return body.compactJSON?.truncated(to: Self.bodyColumns)
    }

    private func isJSON(_ response: PageResponse) -> Bool {
        guard let header = response.headers.first(where: { $0.name == "content-type" }),
            let type = MIMEType(parsing: header.value)
        else { return false }
        return type.subtype == "json" || type.subtype.hasSuffix("+json")
    }

    private func text(of response: PageResponse) -> String {
        guard let body = response.body, !body.isEmpty else { return "\"\"" }
        guard response.bodySize <= Self.bodyBytes, let text = body.utf8Validated,
            !text.contains("\0")
        else { return counted(response.bodySize, "byte") }
        let line = text.split(whereSeparator: \.isNewline).first.map { String($0) } ?? ""
        let isAll = line.utf8.count + 1 >= body.count && line.displayWidth <= Self.bodyColumns / 2
        return "\"\(line.truncated(to: Self.bodyColumns / 2))\""
            + (isAll ? "" : " … (\(counted(body.count, "byte")))")
    }

    // MARK: An error

    private func connectionError(_ failure: FetchFailure) -> String {
        if report.isThrownByConstruction { return report.errorName(of: failure) }
        if report.initiator == .eventSource {
            return "gets an error event, and the stream is not tried again"
        }
        guard case .beacon(let returned) = report.connection else { return "gets an error event" }
        return "navigator.sendBeacon() returned \(returned == true)"
            + (returned == true ? ", and the page never learns what happened next" : "")
    }

    private func rejection(_ failure: FetchFailure) -> StyledText {
        var text = mark(false)
        let message = report.scriptMessage(of: failure)
        let error =
            report.errorName(of: failure) + (message.isEmpty ? "" : ": \(message)")
        switch report.initiator {
        case .fetch: text.append(escaping: error, .bad)
        case .webSocket, .eventSource, .beacon:
            text.append(escaping: connectionError(failure), .bad)
        case .xhr where failure.isAbort: text.append("xhr.onabort is called, xhr.status is 0", .bad)
        case .xhr where failure.isThrownByConstruction: text.append(escaping: error, .bad)
        case .xhr: text.append("xhr.onerror is called, xhr.status is 0", .bad)
        case .element: text.append("gets an error event", .bad)
        case .navigation where failure.leavesThePage:
            text.append("nothing happens: the page stays", .bad)
        case .navigation: text.append("shows an error page", .bad)
        }
        // What CORS said stands beside the exchange already.
        if case .cors = failure, case .failed? = report.exchanges.last?.cors {
            text.append(
                report.exchanges.last?.kind == .preflight
                    ? ". The server never got the request itself."
                    : ". The server got the request and answered, but the page is not allowed to "
                        + "see the response."
            )
        } else {
            text.append(text.plainText.hasSuffix(".") ? " " : ". ")
            text.append(escaping: failure.sentence)
        }
        text.append(" [\(failure.code)]", .faint)
        return text
    }
}

extension FetchFailure {
    /// Whether a navigation that it ends leaves the tab as it is, without an error page.
    fileprivate var leavesThePage: Bool {
        switch self {
        case .sandboxedForm, .sandboxedNavigation: true
        case .contentSecurityPolicy(_, let violation): violation.effectiveName == "form-action"
        default: false
        }
    }
}

extension PageResponse {
    /// In bytes, also where only the beginning was kept.
    fileprivate var bodySize: Int { bodyCutFrom ?? body?.count ?? 0 }
}

extension Layout {
    /// What the code above wants besides the framework.
    mutating func appendRequirements(_ requirements: [String]) {
        let texts = requirements.uniqued()
        guard !texts.isEmpty else { return }
        row(
            "needs",
            StyledText(escaping: texts.joined(separator: "; "), .faint),
            indentation: 0
        )
    }
}
