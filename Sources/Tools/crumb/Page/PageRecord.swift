internal import BrowserCookies
internal import BrowserFetch
internal import BrowserJSON
internal import Explanations
internal import PageScripts
internal import WebOrigin

/// The events of a page's scripts, in the format `crumb.page/1`.
struct PageRecord {
    var console: [ConsoleEntry] = []
    var errors: [PageError] = []
    /// The reports, each in the format `crumb.report/1`.
    var reports: [JSONValue] = []
    /// The value of the last script, as JSON.
    var value: String?
    var title = ""
    /// The page's visible text.
    var text = ""

    /// The record as JSON.
    ///
    /// `jar`: its final content, redacted.
    func json(of page: Page, jar: [Cookie]) -> JSONValue {
        .object([
            "schema": "crumb.page/1",
            "url": .string(page.url.href),
            "origin": .string(page.origin.serialized),
            "title": .string(title),
            "text": .string(text),
            "value": .optional(value.flatMap { JSONReader.value(of: Array($0.utf8)) }) { $0 },
            "console": .array(
                console.map { entry in
                    .object([
                        "level": .string(entry.level), "text": .string(entry.text),
                        "source": .string(entry.source),
                    ])
                }
            ),
            "errors": .array(
                errors.map { error in
                    .object([
                        "kind": .string(error.kind.rawValue), "text": .string(error.text),
                        "source": .string(error.source),
                    ])
                }
            ),
            "requests": .array(reports),
            "jar": .array(jar.map(\.json)),
        ])
    }
}
