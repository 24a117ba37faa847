internal import BrowserJSON

/// Tables of cookies: those sent with a request, those set by a response, and those in the jar.
///
/// Every cell has a label, so that a narrow screen can show a row as a list.
enum HTMLCookies {
    static func appendSent(_ cookies: [JSONValue], context: String?, to html: inout HTMLText) {
        guard !cookies.isEmpty else {
            html.element("p.note", text: "No cookie is stored for this site.")
            return
        }
        html.element("div.part") { html in
            html.element("h4") { html in
                html.put("Cookies")
                if let context { html.element("span.chip", text: "SameSite here: \(context)") }
            }
            let hasReasons = cookies.contains(where: \.hasReasons)
            let titles = ["", "Name", "Value", "Domain", "Path"] + (hasReasons ? ["Why"] : [])
            table(titles, to: &html) { html in
                let sent = cookies.filter { $0["sent"].isTrue }
                for cookie in sent + cookies.filter({ !$0["sent"].isTrue }) {
                    row(sent: cookie, hasReasons, to: &html)
                }
            }
        }
    }

    private static func row(
        sent cookie: JSONValue,
        _ hasReasons: Bool,
        to html: inout HTMLText
    ) {
        let isSent = cookie["sent"].isTrue
        html.element("tr", marked: isSent ? nil : "blocked") { html in
            verdict(isSent ? "✓ sent" : "✗ not sent", isSent ? "good" : "bad", to: &html)
            texts(
                [("Name", "name"), ("Value", "value"), ("Domain", "domain"), ("Path", "path")],
                of: cookie,
                to: &html
            )
            if hasReasons { reasons(of: cookie, to: &html) }
        }
    }

    static func appendSetCookies(_ verdicts: [JSONValue], to html: inout HTMLText) {
        guard !verdicts.isEmpty else { return }
        html.element("div.part") { html in
            html.element("h4", text: "Set-Cookie")
            let hasReasons = verdicts.contains(where: \.hasReasons)
            table(["", "Line"] + (hasReasons ? ["Why"] : []), to: &html) { html in
                for verdict in verdicts {
                    let effect = verdict["effect"].string ?? ""
                    let isRefused = effect == "rejected" || effect == "ignored"
                    html.element("tr", marked: isRefused ? "blocked" : nil) { html in
                        self.verdict(
                            "\(isRefused ? "✗" : "✓") \(effect)",
                            isRefused ? "bad" : "good",
                            to: &html
                        )
                        html.element(
                            "td.line",
                            ["data-label": "Line"],
                            text: verdict["raw"].string ?? ""
                        )
                        if hasReasons { reasons(of: verdict, to: &html) }
                    }
                }
            }
        }
    }

    private static let jarTitles = [
        "Name", "Value", "Domain", "Path", "Expires", "Size", "HttpOnly", "Secure", "SameSite",
        "Partition Key",
    ]

    /// The cells of a cookie's row, in DevTools' columns.
    static func jarRow(_ cookie: JSONValue) -> [String] {
        [
            cookie["name"].string ?? "", cookie["value"].string ?? "",
            cookie["domain"].string ?? "",
            cookie["path"].string ?? "",
            cookie["expires"].string.map { String($0.prefix(19)).replacing("T", with: " ") }
                ?? "Session",
            cookie["size"].number.map { "\(Int($0))" } ?? "", cookie["httpOnly"].isTrue ? "✓" : "",
            cookie["secure"].isTrue ? "✓" : "", cookie["sameSite"].string ?? "",
            cookie["partitionKey"]["topLevelSite"].string ?? "",
        ]
    }

    static func appendJar(_ cookies: [JSONValue], to html: inout HTMLText) {
        table(jarTitles, to: &html) { html in
            for cookie in cookies {
                html.element("tr") { html in
                    for (index, cell) in jarRow(cookie).enumerated() {
                        html.element(
                            "td",
                            marked: index == 0 ? "key" : nil,
                            ["data-label": jarTitles[index]],
                            text: cell
                        )
                    }
                }
            }
        }
    }

    // MARK: Cells

    private static func table(
        _ titles: [String],
        to html: inout HTMLText,
        rows: (inout HTMLText) -> Void
    ) {
        html.element("table") { html in
            html.element("thead") { html in
                html.element("tr") { html in
                    for title in titles { html.element("th", ["scope": "col"], text: title) }
                }
            }
            html.element("tbody", content: rows)
        }
    }

    private static func verdict(_ text: String, _ mark: StaticString, to html: inout HTMLText) {
        html.element("td.verdict", marked: mark, text: text)
    }

    private static func texts(
        _ columns: [(title: String, key: String)],
        of cookie: JSONValue,
        to html: inout HTMLText
    ) {
        for column in columns {
            let isName = column.key == "name"
            html.element(
                "td.text",
                marked: isName ? "key" : nil,
                ["data-label": column.title],
                text: cookie[column.key].string ?? ""
            )
        }
    }

    /// Appends a cell with the codes, the sentence for each, and the remedies.
    private static func reasons(of verdict: JSONValue, to html: inout HTMLText) {
        func texts(_ key: String) -> [String] { verdict[key].elements?.compactMap(\.string) ?? [] }
        let codes = texts("blockedReasons") + texts("warnings")
        let explanations = texts("explanations")
        html.element("td.why", ["data-label": "Why"]) { html in
            for (index, code) in codes.enumerated() {
                html.element("p") { html in
                    html.element("code.reason", text: code)
                    if explanations.indices.contains(index) { html.put(" \(explanations[index])") }
                }
            }
            for remedy in Set(texts("remedies")).sorted() {
                html.element("p.remedy", text: remedy)
            }
        }
    }
}

extension JSONValue {
    /// Whether a verdict on a cookie has reasons.
    fileprivate var hasReasons: Bool { self["explanations"].elements?.isEmpty == false }
}
