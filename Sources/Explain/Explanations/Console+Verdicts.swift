internal import BrowserDigests
package import BrowserFetch
internal import BrowserInfra
internal import WebOrigin

extension PolicyVerdict {
    /// Returns the messages in the browser's console, line by line.
    ///
    /// About a string that is compiled, Chrome only shows a message if no error is thrown: for a timer,
    /// and for a policy that only reports. `isThrown` means that the page gets an error.
    package func consoleMessages(in browser: String, isThrown: Bool = false) -> [String] {
        let wording = PolicyWording.of(browser)
        let told =
            isThrown && !wording.logsEvalError ? violations.filter(\.isReportOnly) : violations
        return told.map { violation in
            switch subject {
            case .inline(let check):
                filled(wording.inline[check.kind] ?? "", violation, wording, check: check)
            case .base(let url): filled(wording.base, violation, wording, url: url)
            case .form(let url): filled(wording.form, violation, wording, url: url)
            }
        }
    }

    /// Returns the message of the EvalError that is thrown; `nil` if there is none. `call` is `eval` or
    /// `Function`.
    package func evalError(of call: String, in browser: String) -> String? {
        guard case .inline(let check) = subject, check.kind == .eval,
            let violation = violations.first(where: { !$0.isReportOnly })
        else { return nil }
        let wording = PolicyWording.of(browser)
        return filled(
            wording.evalError.replacing("{call}", with: call),
            violation,
            wording,
            check: check
        )
    }

    private func filled(
        _ template: String,
        _ violation: ContentSecurityPolicyViolation,
        _ wording: PolicyWording,
        check: InlineCheck? = nil,
        url: WebURL? = nil
    ) -> String {
        var isForm = false
        if case .form = subject { isForm = true }
        let blocked = isForm ? wording.blockedForm : wording.blocked
        let phrases =
            template
            .replacing("{verdict}", with: violation.isReportOnly ? wording.reported : blocked)
            .replacing("{ways}", with: check.map { wording.ways(for: $0, violation) } ?? "")
            .replacing(
                "{fallback}",
                with: check.map { wording.fallback(for: $0, violation) } ?? ""
            )
            .replacing("{hash}", with: check.map { wording.hash(of: $0) } ?? "")
            .replacing("{effective}", with: violation.effectiveName)
        // The text from the page is inserted last, so that nothing in it is taken for a placeholder.
        var text = ""
        var rest = phrases[...]
        while let brace = rest.firstIndex(of: "{") {
            text += rest[..<brace]
            rest = rest[brace...]
            if rest.hasPrefix("{directive}") {
                text += violation.directive.text
                rest = rest.dropFirst("{directive}".count)
            } else if rest.hasPrefix("{url}") {
                text += url?.href ?? ""
                rest = rest.dropFirst("{url}".count)
            } else {
                text.append(rest.removeFirst())
            }
        }
        return text + rest
    }
}

extension PolicyWording {
    fileprivate func ways(
        for check: InlineCheck,
        _ violation: ContentSecurityPolicyViolation
    ) -> String {
        let list = violation.directive.sourceList
        if list.contains(.unsafeInline), list.hasNoncesOrHashes { return ignoredUnsafeInline }
        let mayBeHashed = check.kind.isElement || list.contains(.unsafeHashes)
        return ways + (mayBeHashed ? "" : waysOfAttributes)
    }

    fileprivate func fallback(
        for check: InlineCheck,
        _ violation: ContentSecurityPolicyViolation
    ) -> String {
        guard violation.directive.name == "default-src" else { return "" }
        return (check.kind == .eval ? fallbackOfEval : fallback)
            .replacing("{family}", with: check.kind.isStyle ? "style-src" : "script-src")
    }

    fileprivate func hash(of check: InlineCheck) -> String {
        guard !unhashed.contains(check.kind) else { return "..." }
        return DigestAlgorithm.sha256.digest(of: ByteString(check.source)).base64Encoded
    }
}
