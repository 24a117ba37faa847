internal import BrowserCookies
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import Explanations
internal import Terminal
internal import WebOrigin

extension FetchExplanation {
    /// Everything on one line, for pipes and logs.
    var summary: StyledText {
        var text = StyledText("crumb: ", .faint)
        text.append(
            escaping: "\(report.method) \(report.url?.href ?? report.urlText) from "
                + "\(report.pageName): "
        )
        switch report.outcome {
        case .fulfilled(let response):
            if report.isDeliveredBeacon {
                text.append("delivered", .good)
            } else if report.initiator == .webSocket {
                text.append("open", .good)
            } else if response.isOpaque {
                text.append("opaque", .caution)
            } else {
                text.append("visible, \(response.status)", .good)
            }
            if let failure = response.bodyError {
                text.append(", but its body failed", .bad)
                text.append(escaping: ", \(failure.code): \(failure.sentence)")
            }
        case .rejected(let failure):
            text.append(failure.isNetworkFailure ? "failed" : "blocked", .bad)
            text.append(escaping: ", \(failure.code): \(failure.sentence)")
            if let hint = advice.first(where: { $0.code == AdviceCode.missingScheme.rawValue }) {
                text.append(escaping: " \(hint.text)")
            }
        }
        for violation in report.violationReports {
            text.append(escaping: "; \(violation.summary)", .caution)
        }
        for warning in report.warnings {
            if let name = warning.droppedHeader {
                text.append(escaping: "; \(name) dropped", .caution)
            }
        }
        for exchange in report.exchanges where exchange.kind != .preflight {
            let sent = isUnsent(exchange) ? "would be sent" : "sent"
            for verdict in exchange.cookies.sentFirst where !verdict.isUnrelated {
                text.append(escaping: "; \(verdict.cookie.shownName) ")
                text.append(verdict.isSent ? sent : "not sent")
                text.append(escaping: codes(verdict.exclusions.map(\.code)))
            }
            for cookie in exchange.clearSiteData?.cookies ?? [] {
                text.append(escaping: "; \(cookie.shownName) cleared")
            }
            for verdict in exchange.setCookies {
                text.append(escaping: "; \(verdict.shownName) \(verdict.effect.rawValue)")
                text.append(escaping: codes(verdict.refusals.map(\.code)))
            }
        }
        return text
    }

    private func codes(_ codes: [String]) -> String {
        codes.isEmpty ? "" : " [\(codes.joined(separator: ", "))]"
    }
}

extension RequestWarning {
    fileprivate var droppedHeader: String? {
        switch self {
        case .forbiddenHeaderDropped(let name), .headerDroppedInNoCORS(let name): "header \(name)"
        case .upgradedToHTTPS, .insecureOnLocalNetwork, .policyViolation, .integrityMistake: nil
        }
    }
}
