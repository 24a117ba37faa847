package import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import WebOrigin

extension ViolationReport {
    /// Returns the report as a member of `violationReports` in `crumb.report/1`.
    ///
    /// `exchanges` are the report's own, in the same form as those of the request.
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
    /// The endpoint, as shown to the reader.
    package var text: String {
        switch self {
        case .url(let url): url.href
        case .unusable(let token): token
        case .group(let name): name
        }
    }
}

extension ViolationReport.Delivery {
    /// The status of the response; `nil` if there was none.
    package var status: Int? {
        guard case .sent(let status) = self else { return nil }
        return status
    }

    package var failure: FetchFailure? {
        guard case .failed(let failure) = self else { return nil }
        return failure
    }
}
