internal import BrowserCookies
internal import BrowserFetch
internal import Explanations
internal import Fixes
internal import WebOrigin

// CORS does not apply to a WebSocket: only the server can restrict the origins.

extension Diagnosis {
    /// Sites that can open the page's WebSocket.
    var unrestrictedWebSockets: [Finding] {
        let fixes = Framework.webSocketFixes(allowing: plan.page.origin.serialized)
        let strangers = reports(of: .stranger, where: \.isGranted)
        if !strangers.isEmpty {
            let robbed = strangers.filter {
                $0.exchanges.last?.cookies.contains(where: \.isSent) == true
            }
            let isRobbed = !robbed.isEmpty
            return [
                Finding(
                    isRobbed ? .vulnerability : .warning,
                    code: .webSocketOriginUnchecked,
                    text: isRobbed
                        ? "Any site on the web can open this WebSocket as a logged-in user: the "
                            + "server does not check Origin, and the cookies are sent. Only allow "
                            + "the pages that it is for."
                        : "Any site on the web can open this WebSocket: the server does not "
                            + "check Origin, and only SameSite, if the login's cookie has it, "
                            + "prevents that cookie from being sent. Only allow the pages that "
                            + "it is for.",
                    fixes: fixes,
                    in: (isRobbed ? robbed : strangers).map(\.browser)
                )
            ]
        }
        return carelessMatches(letting: "open this WebSocket", fixes: fixes, where: \.isGranted)
    }

    /// Whether the page's handshake received an ordinary HTTP response. The reason shows in the
    /// responses to other pages.
    func isRefusedHandshake(_ result: Result) -> Bool {
        result.probe.purpose.isFromPage && result.reports.contains { $0.refusedStatus != nil }
    }

    /// The failure of the page's handshake: either because of its origin, or for any origin.
    var refusedHandshakes: [Finding] {
        guard let result = result(.readWithCredentials), isRefusedHandshake(result),
            let report = result.reports.first(where: { $0.refusedStatus != nil }),
            let status = report.refusedStatus
        else { return [] }
        let browsers = result.reports.filter { $0.refusedStatus != nil }.map(\.browser)
        let origin = plan.page.origin.serialized
        let own = self.result(.ownPage)?.reports.first
        var text = "The server responds to the handshake with \(status)"
        var fixes: [Advice.Fix] = []
        if own?.isGranted == true {
            text +=
                " for \(origin), and opens the WebSocket for pages of its own origin: it checks "
                + "Origin. Add the page's origin to its list."
            fixes = Framework.webSocketFixes(allowing: origin)
        } else if own == nil {
            text +=
                ", although the page is same-origin. Check the path, the login and the "
                + "server."
        } else {
            text +=
                ", even for pages of its own origin: Origin is not the reason, or not the only "
                + "one. Check the path, the login and the server."
        }
        return [
            Finding(.error, code: report.rejectionCode, text: text, fixes: fixes, in: browsers)
        ]
    }
}

extension FetchReport {
    /// The status of a response that rejects the handshake.
    fileprivate var refusedStatus: Int? {
        guard case .rejected(.webSocketHandshake(let failure)) = outcome else { return nil }
        return switch failure {
        case .unexpectedStatus(let status), .authentication(let status): status
        default: nil
        }
    }

    fileprivate var rejectionCode: String {
        if case .rejected(let failure) = outcome { failure.code } else { "" }
    }
}
