package import BrowserFetch
package import BrowserInfra
package import BrowserJSON
internal import Explanations
package import Terminal

/// The log as DevTools' Network panel shows it: a line a request, and below it what was kept back.
package struct LogView {
    /// The newest first.
    private let entries: [LogEntry]
    private let now: Moment
    /// `nil` where nothing has to fit, in a pipe.
    private let width: Int?
    /// Whether entries of several browsers can be among them.
    private let namesBrowsers: Bool

    package init(_ entries: [LogEntry], now: Moment, width: Int?, namesBrowsers: Bool) {
        self.entries = entries
        self.now = now
        self.width = width
        self.namesBrowsers = namesBrowsers
    }

    /// Oldest first, so that the newest stands above the prompt.
    package var layout: Layout {
        var layout = Layout()
        let numberWidth = max(2, entries.map { String($0.number).count }.max() ?? 0)
        var source: String?
        for entry in entries.reversed() {
            let heading = entry.source(namingBrowser: namesBrowsers)
            if heading != source {
                layout.blank()
                layout.text(StyledText(escaping: heading, .strong))
                source = heading
            }
            layout.verbatim(line(entry, numberWidth), indentation: 0)
            let remarks = entry.remarks
            guard !remarks.isEmpty else { continue }
            layout.text(remarks, indentation: numberWidth + 2, hanging: 2)
        }
        return layout
    }

    private func line(_ entry: LogEntry, _ numberWidth: Int) -> StyledText {
        var text = StyledText(String(entry.number).leftPadded(to: numberWidth), .faint)
        text.append("  \(entry.began.clock(at: now))  ", .faint)
        text.append(escaping: entry.method.rightPadded(to: 7) + " ")
        let result = entry.result
        text.append(result.text.rightPadded(to: 7), result.style)
        text.append(" \(entry.duration.leftPadded(to: 7))  ", .faint)
        text.append(entry.cookieCounts.rightPadded(to: 9) + " ")
        let room = width.map { max(20, $0 - text.displayWidth) }
        let url = entry.url.terminalSafe
        text.append(room.map { url.truncated(to: $0) } ?? url)
        return text
    }

    /// `crumb.log/1`: what `log --json` prints, the newest first.
    package var json: JSONValue {
        .object(["schema": "crumb.log/1", "entries": .array(entries.map(\.json))])
    }
}

extension LogEntry {
    /// One entry as it stands in ``LogView/json``, and alone on a line with `--follow`.
    package var json: JSONValue {
        .object([
            "number": .integer(Int(number)),
            "time": .string(began.iso8601),
            "browser": .string(browser),
            "initiator": .string(initiator),
            "page": .optional(page) { .string($0) },
            "method": .string(method),
            "url": .string(url),
            "outcome": .string(outcome.rawValue),
            "status": .optional(status) { .integer($0) },
            "error": .optional(error) { .string($0) },
            "durationMs": .milliseconds(microseconds: durationMicroseconds),
            "cookies": .array(
                cookies.map { cookie in
                    .object([
                        "event": .string(cookie.event.rawValue),
                        "name": .string(cookie.name),
                        "domain": .string(cookie.domain),
                        "path": .string(cookie.path),
                        "partition": .optional(cookie.partition) { .string($0) },
                        "expires": .optional(cookie.expiry) { .string($0.iso8601) },
                        "blockedReasons": .strings(cookie.codes),
                    ])
                }
            ),
        ])
    }

    fileprivate func source(namingBrowser: Bool) -> String {
        let requester = page.map { "from \($0)" } ?? "typed"
        return namingBrowser ? "\(requester), in \(browser)" : requester
    }

    fileprivate var result: (text: String, style: StyledText.Style) {
        switch outcome {
        case .visible: ("\(status ?? 0)", (status ?? 0) >= 400 ? .caution : .good)
        case .opaque: ("opaque", .plain)
        case .blocked: ("blocked", .bad)
        case .failed: ("failed", .bad)
        }
    }

    fileprivate var duration: String {
        durationMicroseconds < 1_000_000
            ? "\((durationMicroseconds + 500) / 1000) ms"
            : "\(Double(durationMicroseconds / 100_000) / 10) s"
    }

    /// `↑2 ↓1 ✗1`: sent, stored, and refused or kept back.
    fileprivate var cookieCounts: String {
        func count(_ events: LoggedCookie.Event...) -> Int {
            cookies.count { events.contains($0.event) }
        }
        let counts = [
            ("↑", count(.sent)), ("↓", count(.stored, .replaced)), ("−", count(.deleted)),
            ("✗", count(.refused, .ignored, .withheld)),
        ]
        return counts.filter { $0.1 > 0 }.map { "\($0.0)\($0.1)" }.joined(separator: " ")
    }

    /// Whether something was blocked, failed, kept back or refused.
    package var hasIssue: Bool { !remarks.isEmpty }

    fileprivate var remarks: StyledText {
        var text = StyledText()
        func add(_ phrase: String, _ codes: [String]) {
            if !text.isEmpty { text.append("; ") }
            text.append("✗ ", .bad)
            text.append(escaping: phrase)
            if !codes.isEmpty {
                text.append(escaping: " [\(codes.joined(separator: ", "))]", .faint)
            }
        }
        if let error {
            let isHandshake = error.hasPrefix("WebSocket")
            let failed = isHandshake ? "the handshake failed" : "the network failed"
            add(outcome == .failed ? failed : "the page gets an error", [error])
        }
        for cookie in cookies {
            switch cookie.event {
            case .refused: add("\(cookie.name) not stored", cookie.codes)
            case .ignored: add("\(cookie.name) not stored: \(ignoringCause)", [])
            case .withheld: add("\(cookie.name) not sent", cookie.codes)
            case .evicted: add("\(cookie.name) evicted", [])
            case .sent, .stored, .replaced, .deleted: break
            }
        }
        return text
    }
}

extension LogEntry {
    /// Why a response sets no cookie at all.
    fileprivate var ignoringCause: String {
        error?.hasPrefix("WebSocket") == true ? "the handshake failed" : "no credentials"
    }
}

extension Moment {
    /// The time of day in UTC; with the date where it is of another day.
    fileprivate func clock(at now: Moment) -> String {
        let date = iso8601.prefix(10)
        let time = iso8601.dropFirst(11).prefix(8)
        return date == now.iso8601.prefix(10) ? String(time) : "\(date) \(time)"
    }
}

extension String {
    fileprivate func leftPadded(to columns: Int) -> String {
        String(repeating: " ", count: max(0, columns - displayWidth)) + self
    }

    fileprivate func rightPadded(to columns: Int) -> String {
        self + String(repeating: " ", count: max(0, columns - displayWidth))
    }
}
