package import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import WebOrigin

extension ViolationReport {
    /// As a member of `violationReports` in `crumb.report/1`.
    ///
    /// `exchanges`: its own, as those of the report are.
    func json(exchanges: [JSONValue]) -> JSONValue {
        .object([
            "endpoint": .string(endpoint.text),
            "directive": .string(violation.effectiveName),
            "disposition": .string(violation.isReportOnly ? "report" : "enforce"),
            "blockedURL": .string(blocked.text),
            "body": body.isEmpty ? .null : .string(body.utf8Decoded),
            "sent": .bool(delivery != .notSent),
            "status": .optional(delivery.status) { .integer(Int64($0)) },
            "exchanges": .array(exchanges),
            "error": .optional(delivery.failure) { .string($0.sentence) },
        ])
    }
}

extension ViolationReport.Blocked {
    fileprivate var text: String {
        switch self {
        case .url(let url): url.href
        case .inline: "inline"
        case .eval: "eval"
        }
    }
}

extension ViolationReport.Endpoint {
    /// As a reader is to know it.
    package var text: String {
        switch self {
        case .url(let url): url.href
        case .unusable(let token): token
        case .group(let name): name
        }
    }
}

extension ViolationReport.Delivery {
    /// What it was answered.
    package var status: Int? {
        guard case .sent(let status) = self else { return nil }
        return status
    }

    package var failure: FetchFailure? {
        guard case .failed(let failure) = self else { return nil }
        return failure
    }
}
