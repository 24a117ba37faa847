internal import BrowserJSON

/// One request and its response: a line as in DevTools' network panel, which opens to show the details.
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
            html.element("p.note", text: "No cookies: the request has no credentials.")
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
