package import BrowserInfra
package import BrowserJSON

/// What a scenario says that may be secret: its variables, which may have a secret's name, and the
/// values that it expects of cookies.
package struct SecretCandidates: Sendable {
    package struct CookieValue: Hashable, Sendable {
        package var name: String
        package var value: ByteString
    }

    package internal(set) var variables: [JSONValue.Member] = []
    package private(set) var cookieValues: [CookieValue] = []

    package init() {}

    /// `variables`: as they are at the end, what was captured included.
    init(of scenario: Scenario, _ variables: Variables) {
        self.variables = variables.all
        for step in scenario.steps { append(step, variables) }
    }

    private mutating func append(_ step: Step, _ variables: Variables) {
        append(step.expectations, variables)
        switch step.action {
        case .parallel(let steps): for step in steps { append(step, variables) }
        // What is posted as JSON or as a form, also where it is never sent.
        case .fetch(let fetch): append(fetch.body, variables)
        case .visit(let visit): append(visit.body, variables)
        case .navigateFrame(let action): append(action.body, variables)
        case .beacon(let beacon): append(beacon.body, variables)
        // What is typed into a field with a secret's name.
        case .interaction(let interaction):
            guard case .type(let fields) = interaction.kind else { break }
            for field in fields {
                guard let value = try? variables.text(field.value) else { continue }
                self.variables.append(JSONValue.Member(field.name.source, .string(value)))
            }
        default: break
        }
    }

    private mutating func append(_ body: RequestBody?, _ variables: Variables) {
        switch body {
        case .json(let template)?: append(members: try? template.value(variables))
        case .form(let fields)?:
            for field in fields {
                guard let value = try? variables.text(field.value) else { continue }
                self.variables.append(JSONValue.Member(field.name.source, .string(value)))
            }
        case .text, nil: break
        }
    }

    private mutating func append(members value: JSONValue?) {
        switch value {
        case .object(let members)?:
            variables += members
            for member in members { append(members: member.value) }
        case .array(let elements)?: for element in elements { append(members: element) }
        default: break
        }
    }

    private mutating func append(_ expectations: [Expectation], _ variables: Variables) {
        for expectation in expectations {
            switch expectation.kind {
            case .sent(let cookies), .stored(let cookies):
                for cookie in cookies { append(cookie.name, cookie.value, variables) }
            case .cookie(let name, let pattern): append(name, pattern, variables)
            case .value(let pattern):
                // `a=1; b=2`
                guard let text = text(of: pattern, variables) else { continue }
                for pair in text.split(separator: ";") {
                    let parts = pair.split(separator: "=", maxSplits: 1)
                    let name = parts.count == 2 ? parts[0].drop { $0 == " " } : ""
                    append(String(name), String(parts.last ?? ""))
                }
            case .outcome, .reason, .status, .type, .headers, .json, .text, .contains, .bodyError,
                .notSent, .rejected, .returned, .closeCode, .subprotocol, .error, .preflight,
                .exchanges,
                .console, .count, .names, .url, .title, .visible, .errors:
                break
            case .requests(let requests):
                for request in requests { append(request.expectations, variables) }
            }
        }
    }

    private mutating func append(_ name: String, _ pattern: ValuePattern, _ variables: Variables) {
        if case .object(let members) = pattern.content {
            for member in members where member.name == "value" {
                append(name, member.value, variables)
            }
        } else if let text = text(of: pattern, variables) {
            append(name, text)
        }
    }

    private mutating func append(_ name: String, _ value: String) {
        cookieValues.append(CookieValue(name: name, value: ByteString(utf8: value)))
    }

    /// `nil` for matchers, and for what was never captured.
    private func text(of pattern: ValuePattern, _ variables: Variables) -> String? {
        switch pattern.content {
        case .scalar(.null), .matchers, .array, .object: nil
        case .scalar(let value): value.plainText
        case .text(let template): try? variables.text(template)
        }
    }
}
