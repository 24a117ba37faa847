internal import BrowserCookies
internal import BrowserFetch
internal import CopiedRequests
internal import Explanations
internal import Redaction
internal import Terminal

/// Prints what would be sent as curl commands: those on stdout, what to know of them on stderr.
struct CurlOutput {
    let session: Session
    let network: [CurlCommandLine.Option]

    func print(_ report: FetchReport) throws(CommandFailure) {
        let output = session.options.output
        // A proxy's password is in no report.
        output.learn(CurlNetwork(options: network))
        for index in report.exchanges.indices {
            note(report) { note(on: $0.exchanges[index]) }
            let requests = CurlRequests(report: report, network: CurlNetwork(options: network))
            try output.print(text: requests) { requests in
                let exchange = requests.report.exchanges[index]
                return CurlCommandLine(exchange, network: requests.network.options).text + "\n"
            }
        }
        if output.isRedacting { note("Secrets are hidden; --no-redact prints what can be run.") }
        note(
            "curl checks none of this, neither SameSite nor CORS, and it stores no cookie in "
                + "crumb's jar."
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

    private func note(_ sentence: String) { note(sentence) { $0 } }

    private func note<Value: Redactable>(_ value: Value, as sentence: (Value) -> String) {
        guard !session.options.quiet else { return }
        session.options.output.note(value) { value in
            var layout = Layout()
            layout.text(StyledText(escaping: sentence(value), .faint))
            return layout
        }
    }
}

/// What curl commands are made of. They are to be run: nothing goes unless secrets are hidden.
private struct CurlRequests: Redactable {
    var report: FetchReport
    var network: CurlNetwork

    func collectSecrets(_ redaction: inout Redaction) {
        report.collectSecrets(&redaction)
        network.collectSecrets(&redaction)
    }

    func redacted(by redaction: Redaction) -> CurlRequests {
        guard redaction.hidesAnything else { return self }
        return CurlRequests(
            report: report.redacted(by: redaction),
            network: network.redacted(by: redaction)
        )
    }
}

/// How curl reaches the network: a proxy has a password.
private struct CurlNetwork: Redactable {
    var options: [CurlCommandLine.Option]

    func collectSecrets(_ redaction: inout Redaction) {
        for option in options { option.value.map { redaction.learn(userinfoOf: $0) } }
    }

    func redacted(by redaction: Redaction) -> CurlNetwork {
        guard redaction.hidesAnything else { return self }
        return CurlNetwork(
            options: options.map { option in
                CurlCommandLine.Option(option.name, option.value.map(redaction.text))
            }
        )
    }
}
