internal import Redaction

extension GlobalOptions {
    /// The command's output.
    var output: Output {
        Output.shared {
            // An invalid value was rejected when the command began.
            Output(
                redaction: (try? redaction()) ?? Redaction(),
                terminal: Terminal(color: colorChoice)
            )
        }
    }

    /// The redaction of all reporting: explanations, JSON, reports, recorded steps. The actual
    /// result of a command, such as the body that the page reads, is not affected.
    func redaction() throws(UsageError) -> Redaction {
        guard !secret.contains("") else {
            throw UsageError("--secret needs a name: write --secret token")
        }
        if let redact {
            if redact { return Redaction(hiding: secret) }
            guard secret.isEmpty else {
                throw UsageError(
                    "--secret adds to what --redact hides, and --no-redact hides nothing: "
                        + "use one of them"
                )
            }
            return .nothing
        }
        if !secret.isEmpty { return Redaction(hiding: secret) }
        return try Self.isRedactedByEnvironment() ? Redaction() : .nothing
    }

    /// Whether redaction is on only because this runs in CI.
    var isRedactedByCI: Bool {
        redact == nil && secret.isEmpty && (Environment["CRUMB_REDACT"] ?? "").isEmpty
    }

    /// `CRUMB_REDACT`, or else whether this runs in CI, whose logs many people can read.
    private static func isRedactedByEnvironment() throws(UsageError) -> Bool {
        if let text = Environment["CRUMB_REDACT"], !text.isEmpty {
            switch text {
            case "1", "true": return true
            case "0", "false": return false
            default:
                throw UsageError("CRUMB_REDACT=\(text) is not valid; use one of: 1, 0, true, false")
            }
        }
        guard let text = Environment["CI"] else { return false }
        return !["", "0", "false"].contains(text)
    }
}
