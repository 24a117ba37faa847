internal import BrowserCookies
internal import BrowserFetch
internal import Explanations
internal import Fixes
internal import WebOrigin

// A WebSocket has no CORS: whom the server lets in is for it alone to say.

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
                            + "server does not check Origin, and the cookies are sent. Only let "
                            + "in the pages that it is for."
                        : "Any site on the web can open this WebSocket: the server does not "
                            + "check Origin, and only SameSite, if the login's cookie has it, "
                            + "keeps that cookie from being sent. Only let in the pages that it "
                            + "is for.",
                    fixes: fixes,
                    in: (isRobbed ? robbed : strangers).map(\.browser)
                )
            ]
        }
        return carelessMatches(letting: "open this WebSocket", fixes: fixes, where: \.isGranted)
    }

    /// Whether the answer to the page's handshake was an answer of HTTP's: what it means shows by what
    /// others get.
    func isRefusedHandshake(_ result: Result) -> Bool {
        result.probe.purpose.isFromPage && result.reports.contains { $0.refusedStatus != nil }
    }

    /// The page's handshake was refused: because of who asks, or whoever asks.
    var refusedHandshakes: [Finding] {
        guard let result = result(.readWithCredentials), isRefusedHandshake(result),
            let report = result.reports.first(where: { $0.refusedStatus != nil }),
            let status = report.refusedStatus
        else { return [] }
        let browsers = result.reports.filter { $0.refusedStatus != nil }.map(\.browser)
        let origin = plan.page.origin.serialized
        let own = self.result(.ownPage)?.reports.first
        var text = "The server answers the handshake with \(status)"
        var fixes: [Advice.Fix] = []
        if own?.isGranted == true {
            text +=
                " for \(origin), and opens the WebSocket for pages of its own origin: it looks at "
                + "Origin. Let it know the page."
            fixes = Framework.webSocketFixes(allowing: origin)
        } else if own == nil {
            text +=
                ", though the page is of its own origin. Look at the path, the login and the "
                + "server."
        } else {
            text +=
                ", also for pages of its own origin: Origin is not the reason, or not alone. Look "
                + "at the path, the login and the server."
        }
        return [
            Finding(.error, code: report.rejectionCode, text: text, fixes: fixes, in: browsers)
        ]
    }
}

extension FetchReport {
    /// The status of a handshake's answer that opens no WebSocket.
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
