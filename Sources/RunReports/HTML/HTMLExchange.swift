internal import JSON

/// One request and its response: a line as in DevTools' network panel, and its parts behind it.
struct HTMLExchange {
    let exchange: JSONValue
    let number: Int
    let report: JSONValue
    let isOpen: Bool

    func append(to html: inout HTMLText, bar: Timeline.Bar, on timeline: Timeline) {
        html.element(
            "details.exchange",
            marked: isBad ? "failed" : nil,
            ["open": isOpen ? "" : nil]
        ) { html in
            html.element("summary") { html in
                html.element("span.number", text: "\(number)")
                html.element("span.name") { html in
                    html.element("b", text: exchange["method"].string ?? "")
                    html.put(" \(exchange["url"].string ?? "")")
                }
                html.element("span.kind", text: kind)
                html.element("span.status", marked: statusMark, text: status)
                html.element("span.cookies", text: cookieCounts)
                html.element("span.time", text: shownDuration(bar.duration))
                timeline.append([bar], to: &html)
            }
            html.element("div.body") { html in
                appendCookies(to: &html)
                HTMLCookies.appendSetCookies(setCookies, to: &html)
                appendCORS(to: &html)
                appendHeaders("Request headers", exchange["requestHeaders"], to: &html)
                appendHeaders("Response headers", exchange["responseHeaders"], to: &html)
            }
        }
    }

    private var kind: String {
        let kind = exchange["kind"].string ?? ""
        return kind == "request" ? "" : kind
    }

    private var status: String {
        exchange["status"].number.map { "\(Int($0))" } ?? "no response"
    }

    private var statusMark: StaticString? {
        guard let status = exchange["status"].number else { return "bad" }
        return status >= 400 ? "caution" : nil
    }

    private var isBad: Bool {
        exchange["cors"]["passed"] == .bool(false) || exchange["status"] == .null
    }

    private var cookies: [JSONValue] { exchange["cookies"].elements ?? [] }
    private var setCookies: [JSONValue] { exchange["setCookies"].elements ?? [] }

    private var cookieCounts: String {
        let sent = cookies.count { $0["sent"].isTrue }
        let stored = setCookies.count { ["created", "updated"].contains($0["effect"].string) }
        let blocked =
            cookies.count - sent + setCookies.count { $0["effect"].string == "rejected" }
        return [(sent, "sent"), (stored, "stored"), (blocked, "blocked")]
            .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    }

    private func appendCookies(to html: inout HTMLText) {
        if exchange["kind"].string == "preflight" {
            html.element("p.note", text: "A preflight carries no cookies and sets none.")
        } else if !exchange["includesCredentials"].isTrue {
            html.element("p.note", text: "Without credentials: no cookies.")
        } else {
            HTMLCookies.appendSent(cookies, context: exchange["sameSiteContext"].string, to: &html)
        }
    }

    private func appendCORS(to html: inout HTMLText) {
        let cors = exchange["cors"]
        guard cors != .null else { return }
        html.element("div.part") { html in
            html.element("h4", text: "CORS")
            if cors["passed"].isTrue {
                html.element("p") { html in
                    html.element("span.good", text: "✓ passed")
                    for name in ["access-control-allow-origin", "access-control-allow-credentials"]
                    {
                        guard let value = responseHeader(name) else { continue }
                        html.put(" ")
                        html.element("code", text: "\(name): \(value)")
                    }
                }
            } else {
                html.element("p") { html in
                    html.element("span.bad", text: "✗ blocked ")
                    html.element("code.reason", text: cors["error"].string ?? "")
                    html.put(" \(report["outcome"]["error"]["detail"].string ?? "")")
                }
            }
        }
    }

    private func responseHeader(_ name: String) -> String? {
        exchange["responseHeaders"].elements?.first {
            $0.elements?.first?.string?.lowercased() == name
        }?.elements?.last?.string
    }

    private func appendHeaders(_ title: String, _ headers: JSONValue, to html: inout HTMLText) {
        guard let headers = headers.elements, !headers.isEmpty else { return }
        html.element("details.more") { html in
            html.element("summary", text: "\(title) (\(headers.count))")
            html.element("dl.headers") { html in
                for header in headers {
                    html.element("dt", text: header.elements?.first?.string ?? "")
                    html.element("dd", text: header.elements?.last?.string ?? "")
                }
            }
        }
    }
}

/// What the page got, what its console says, and what can be changed.
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
                html.element("p", text: "The element gets its \(event) event.")
            }
            appendConsole(to: &html)
            for advice in report["advice"].elements ?? [] { append(advice: advice, to: &html) }
            if report["basis"].string == "unsure" {
                html.element(
                    "p.note",
                    text: "This browser was not recorded doing it: documented, not seen."
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
        // What CORS said stands beside the exchange already.
        let told = report["exchanges"].elements?.last?["cors"]["error"] ?? .null
        guard told == .null || told != error["code"] else { return }
        html.element("p", text: error["detail"].string ?? "")
    }

    private func append(response: JSONValue, to html: inout HTMLText) {
        let type = response["type"].string ?? ""
        html.element("p") { html in
            if type.hasPrefix("opaque") {
                html.element("strong.caution", text: "The response is opaque")
                html.put(": the page sees neither its status nor its headers nor its body.")
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
        appendBody(of: response, to: &html)
    }

    /// The beginning of a large one is enough to know it by.
    private static let bodyLimit = 2000

    private func appendBody(of response: JSONValue, to html: inout HTMLText) {
        if let body = response["body"].string, !body.isEmpty {
            let shown = String(body.unicodeScalars.prefix(Self.bodyLimit))
            html.element("pre.response") { html in
                html.putLines(shown)
                if shown.unicodeScalars.count < body.unicodeScalars.count {
                    html.element(
                        "span.faint",
                        text: " … \(counted(body.utf8.count, "byte")) in all"
                    )
                }
            }
        } else if let binary = response["bodyBase64"].string {
            html.element(
                "p.note",
                text: "A binary body of about \(binary.utf8.count * 3 / 4) bytes."
            )
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
