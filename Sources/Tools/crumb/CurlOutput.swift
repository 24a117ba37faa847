internal import Cookies
internal import CopiedRequests
internal import Explanations
internal import Fetch
internal import Glibc
internal import Terminal

/// Prints what would be sent as curl commands: those on stdout, what to know of them on stderr.
struct CurlOutput {
    let session: Session
    let network: [CurlCommandLine.Option]

    func print(_ report: FetchReport) {
        let terminal = session.options.terminal
        for exchange in report.exchanges {
            tell(note(on: exchange))
            let command = CurlCommandLine(exchange, network: network)
            terminal.write(command.text + "\n", to: STDOUT_FILENO)
        }
        tell(
            "curl checks nothing of this: not SameSite, not CORS; and it stores no cookie in crumb's "
                + "jar."
        )
    }

    private func note(on exchange: Exchange) -> String {
        if exchange.kind == .preflight {
            return "The preflight; a browser sends the request only if the answer allows it:"
        }
        let names = exchange.cookies.filter(\.isSent).map(\.cookie.shownName)
        switch names.count {
        case 0: return "The request, without cookies:"
        case 1: return "The request, with the cookie \(names[0]):"
        default: return "The request, with the cookies \(names.joined(separator: ", ")):"
        }
    }

    private func tell(_ sentence: String) {
        guard !session.options.quiet else { return }
        var layout = Layout()
        layout.text(StyledText(escaping: sentence, .faint))
        session.options.terminal.printError(layout)
    }
}
