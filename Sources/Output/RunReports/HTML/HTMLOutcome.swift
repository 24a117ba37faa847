internal import BrowserJSON
internal import Explanations

/// The outcome for the page, the console messages, and the fixes.
struct HTMLOutcome {
    let report: JSONValue

    func append(to html: inout HTMLText) {
        let outcome = report["outcome"]
        html.element("div.outcome") { html in
            if outcome["error"] != .null {
                append(error: outcome["error"], to: &html)
            } else if outcome["response"] != .null {
                append(response: outcome["response"], to: &html)
            }
            if let event = report["event"].string {
                html.element("p", text: "The element fires its \(event) event.")
            }
            appendConsole(to: &html)
            for advice in report["advice"].elements ?? [] { append(advice: advice, to: &html) }
            if report["basis"].string == "unsure" {
                html.element(
                    "p.note",
                    text: "This rule is uncertain: for this browser it is neither documented nor "
                        + "recorded."
                )
            }
        }
    }

    private func append(error: JSONValue, to html: inout HTMLText) {
        html.element("p") { html in
            let name = error["name"].string ?? ""
            let message = error["message"].string ?? ""
            html.element("strong.bad", text: "✗ \(name)\(message.isEmpty ? "" : ": \(message)")")
            html.put(" ")
            html.element("code.reason", text: error["code"].string ?? "")
        }
        // The exchange above already shows the CORS error.
        let told = report["exchanges"].elements?.last?["cors"]["error"] ?? .null
        guard told == .null || told != error["code"] else { return }
        html.element("p", text: error["detail"].string ?? "")
    }

    private func append(response: JSONValue, to html: inout HTMLText) {
        let type = response["type"].string ?? ""
        html.element("p") { html in
            if type.hasPrefix("opaque") {
                html.element("strong.caution", text: "The response is opaque")
                html.put(": the page cannot see its status, headers or body.")
            } else {
                let isDocument = ["document", "iframe", "frame"]
                    .contains(report["request"]["destination"].string)
                let verb = isDocument ? "is shown" : "can be read by the page"
                html.element("strong.good", text: "✓ The response \(verb)")
                let status = response["status"].number.map { "\(Int($0))" } ?? ""
                html.put(": status \(status), type \(type)")
                if response["redirected"].isTrue { html.put(", after a redirect") }
                html.put(".")
            }
        }
        if response["bodyError"] != .null, let detail = response["bodyError"]["detail"].string {
            html.element("p") { html in
                html.element(
                    "strong.bad",
                    text: "✗ The headers arrived, but the body failed: \(detail)"
                )
                html.put(" ")
                html.element("code.reason", text: response["bodyError"]["code"].string ?? "")
            }
        }
        appendBody(of: response, to: &html)
    }

    /// The number of characters shown of a body, which is enough to recognize a large one.
    private static let bodyLimit = 2000

    private func appendBody(of response: JSONValue, to html: inout HTMLText) {
        if let body = response["body"].string, !body.isEmpty {
            let shown = String(body.unicodeScalars.prefix(Self.bodyLimit))
            html.element("pre.response") { html in
                html.putLines(shown)
                let size = response["bodyCutFrom"].number.map { Int($0) } ?? body.utf8.count
                if shown.utf8.count < size {
                    html.element("span.faint", text: " … \(counted(size, "byte")) in all")
                }
            }
        } else if let binary = response["bodyBase64"].string {
            let size =
                response["bodyCutFrom"].number.map { Int($0) } ?? binary.utf8.count * 3 / 4
            html.element("p.note", text: "A binary body of about \(size) bytes.")
        }
    }

    private func appendConsole(to html: inout HTMLText) {
        let lines = report["console"].elements?.compactMap(\.string) ?? []
        guard !lines.isEmpty else { return }
        html.element("div.part") { html in
            html.element("h4", text: "Console")
            html.element("ul.console") { html in
                for line in lines { html.element("li", text: line) }
            }
        }
    }

    private func append(advice: JSONValue, to html: inout HTMLText) {
        html.element("div.part.fix") { html in
            html.element("h4", text: "Fix")
            html.element("p", text: advice["text"].string ?? "")
            guard case .object(let fixes) = advice["fix"] else { return }
            for fix in fixes {
                html.element("details.more") { html in
                    html.element("summary", text: fix.name)
                    html.element("pre") { html in html.putLines(fix.value.string ?? "") }
                }
            }
        }
    }
}
