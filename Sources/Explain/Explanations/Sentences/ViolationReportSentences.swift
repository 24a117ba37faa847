package import BrowserFetch
internal import WebOrigin

extension ViolationReport {
    /// The outcome of the report in a few words.
    package var summary: String {
        guard case .url(let url) = endpoint else { return "no report to \(endpoint.text)" }
        return switch delivery {
        case .notSent: "would report to \(url.href)"
        case .sent(let status?): "report to \(url.href): \(status)"
        case .sent(nil): "report to \(url.href): no response"
        case .failed: "report to \(url.href): failed"
        }
    }

    /// Where the report is sent, and the outcome.
    package var sentence: String {
        let kind = violation.isReportOnly ? "report-only" : "enforced"
        let what = "\(violation.effectiveName) (\(kind))"
        let url = endpoint.text
        switch endpoint {
        case .group(let name):
            return "\(what): would be sent later, with others, to the endpoint \"\(name)\" of "
                + "Reporting-Endpoints. crumb does not send such reports."
        case .unusable(let token):
            return "\(what): is not sent, because \"\(token)\" in report-uri is not an http or "
                + "https URL."
        case .url: break
        }
        return switch delivery {
        case .notSent:
            "\(what): would be sent to \(url). --send-reports sends it."
        case .sent(let status?):
            "\(what): sent to \(url), which responded with \(status)."
        case .sent(nil):
            "\(what): sent to \(url), which did not respond in time."
        case .failed(let failure):
            "\(what): could not be sent to \(url). \(failure.sentence)"
        }
    }
}
