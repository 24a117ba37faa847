internal import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra
package import Explanations
package import HAR
package import Terminal

/// What became of the requests of a HAR file, told to the person who exported it: those with problems
/// in full, the others in a line each.
package struct HARExplanation {
    let log: HARLog
    let path: String
    let browser: String
    let requests: [ReplayedRequest]
    /// As the person named it; `nil` to go by what each response gives away.
    let framework: Framework?
    /// Whether all are told in full.
    let isVerbose: Bool

    package init(
        _ requests: [ReplayedRequest],
        of log: HARLog,
        path: String,
        browser: String,
        framework: Framework?,
        isVerbose: Bool
    ) {
        self.log = log
        self.path = path
        self.browser = browser
        self.requests = requests
        self.framework = framework
        self.isVerbose = isVerbose
    }

    package var layout: Layout {
        var layout = Layout()
        appendSummary(to: &layout)
        var earlier: [Problem: Int] = [:]
        var lines = Layout()
        for request in requests {
            let problem = Problem(request)
            let first = earlier[problem]
            if isVerbose && request.skip == nil || !problem.isNone && first == nil {
                earlier[problem] = request.number
                append(request, to: &layout)
            } else {
                let digits = String(request.number).count
                lines.text(
                    line(request, problem, like: first),
                    indentation: max(0, 3 - digits),
                    hanging: digits + 3
                )
            }
        }
        guard !lines.isEmpty else { return layout }
        layout.blank()
        let isAll = requests.allSatisfy { Problem($0).isNone }
        layout.text(
            StyledText(
                isAll ? "The requests (-v shows more)" : "The others (-v shows more)",
                .strong
            )
        )
        layout.append(lines)
        return layout
    }

    // MARK: The whole

    /// `browsers`: by whose rules, where they are several.
    func appendSummary(to layout: inout Layout, browsers: [String]? = nil) {
        var title = StyledText(escaping: path, .strong)
        let count = log.entries.count
        title.append(": \(count) \(count == 1 ? "entry" : "entries")")
        if let first = requests.first?.started {
            title.append(" of \(first.iso8601.prefix(19))Z")
        }
        title.append(escaping: ", by \(log.creator.name) \(log.creator.version)", .faint)
        layout.text(title, hanging: 2)
        let replayed = requests.filter { $0.skip == nil }
        layout.text(
            StyledText(
                "\(counted(replayed.count, "request")), made again by "
                    + (browsers.map { "the rules of \(enumerated($0)). " } ?? "\(browser)'s rules. ")
            )
                + StyledText("Nothing was sent.", .faint),
            indentation: 2
        )
        let counts = ProblemCounts(requests)
        if replayed.isEmpty {
            layout.text(
                StyledText("! ", .caution)
                    + StyledText(
                        requests.isEmpty
                            ? "There is no request in it."
                            : "Nothing was judged: \(reasonsForSkips)."
                    ),
                indentation: 2,
                hanging: 2
            )
        } else if browsers != nil {
            // Each has its own.
        } else if counts.withProblems == 0 {
            layout.text(StyledText("✓ ", .good) + StyledText("none with problems"), indentation: 2)
        } else {
            layout.text(
                StyledText("✗ ", .bad)
                    + StyledText("\(counts.withProblems) with problems: ", .strong)
                    + StyledText(counts.parts.joined(separator: ", ")),
                indentation: 2,
                hanging: 2
            )
        }
        for note in notes {
            layout.text(
                StyledText("! ", .caution) + StyledText(escaping: note),
                indentation: 2,
                hanging: 2
            )
        }
    }

    /// How many were left out for which reason, in words.
    private var reasonsForSkips: String {
        let sentences = requests.compactMap { $0.skip?.sentence }
        return enumerated(
            sentences.uniqued().map { sentence in
                let count = sentences.count { $0 == sentence }
                return "\(counted(count, "request")): \(sentence)"
            }
        )
    }

    /// Where a cookie went along that is kept back today; `nil` where the file is new, or no such is.
    private var yearOfOlderRules: Substring? {
        guard let year = requests.first?.started.iso8601.prefix(4), year < "2020" else {
            return nil
        }
        let isOlder = requests.flatMap(\.disagreements).contains { disagreement in
            if case .onlyBrowserSent(_, isInJar: true) = disagreement { true } else { false }
        }
        return isOlder ? year : nil
    }

    private var notes: [String] {
        var notes: [String] = []
        let unasked = requests.count { $0.skip == .unknownPage }
        if unasked > 0, unasked < requests.count {
            notes.append(
                "\(counted(unasked, "request")) \(unasked == 1 ? "was" : "were") not judged: "
                    + "\(SkipReason.unknownPage.sentence)."
            )
        }
        if requests.contains(where: { $0.error == nil && $0.status == 0 && $0.skip == nil }) {
            notes.append(
                "Where the status is 0 the file has no response and no reason: it was blocked, aborted "
                    + "or not answered, and the file does not show which. The browser's console does."
            )
        }
        if !log.hasCookies, !log.entries.isEmpty {
            let isDevTools = log.creator.name == "WebInspector"
            notes.append(
                "No request has a Cookie header and no response a Set-Cookie header. "
                    + (isDevTools
                        ? "DevTools' Export HAR (sanitized) leaves out these and Authorization: "
                            + "what crumb says about cookies holds only if there were none. "
                            + "Export HAR (with "
                            + "sensitive data) has them; enable it in DevTools' settings, "
                            + "Preferences, Network."
                        : "There were none, unless \(log.creator.name) left them out: in that "
                            + "case what crumb says about cookies does not hold.")
            )
        }
        let anew = requests.filter(\.startsWithoutCookies).map { "\($0.number)" }
        if !anew.isEmpty {
            notes.append(
                "From request\(anew.count > 1 ? "s" : "") \(enumerated(anew)) on the browser had lost its "
                    + "cookies: they were cleared, or it is another browser, as in tests that "
                    + "load a page several times. The jar is emptied there too."
            )
        }
        if let year = yearOfOlderRules {
            notes.append(
                "The file is of \(year), and since 2020 browsers treat cookies without SameSite "
                    + "as Lax: where crumb withholds one, the browser of that time did not."
            )
        }
        let seeded = Set(requests.flatMap(\.seeded)).sorted()
        if !seeded.isEmpty {
            notes.append(
                "The jar was empty at first. Some requests carry cookies that no response in the "
                    + "file set, so these were added to it: \(enumerated(seeded))."
            )
        }
        if requests.contains(where: {
            $0.credentials?.sentence != nil && $0.credentials != .commandLine
        }) {
            notes.append(
                "A HAR file does not name fetch()'s credentials mode: where no cookies were sent it is "
                    + "assumed. --credentials decides otherwise."
            )
        }
        return notes
    }

    // MARK: One request

    private func append(_ request: ReplayedRequest, to layout: inout Layout) {
        guard let report = request.report else { return }
        layout.blank()
        layout.text(
            StyledText("━━ \(request.number). ", .strong)
                + StyledText("\(request.started.iso8601.dropFirst(11).dropLast())", .faint)
        )
        layout.append(
            FetchExplanation(
                report,
                advice: request.advice,
                framework: framework,
                detail: .standard,
                now: request.started
            ).layout
        )
        layout.row("browser", StyledText(escaping: request.observation, .faint), indentation: 0)
        for disagreement in request.disagreements {
            layout.row(
                "but",
                StyledText("! ", .caution) + StyledText(escaping: disagreement.sentence),
                indentation: 0
            )
        }
        if let sentence = request.credentials?.sentence {
            layout.row("assumed", StyledText(escaping: sentence, .faint), indentation: 0)
        }
        if let size = request.missingBody {
            layout.row(
                "file",
                StyledText(
                    "has no body for this response (\(counted(size, "byte"))): it reads as empty here",
                    .faint
                ),
                indentation: 0
            )
        }
        if request.hasUnseenPreflight {
            layout.row(
                "assumed",
                StyledText("consent: the file has no preflight for it", .faint),
                indentation: 0
            )
        }
    }

    private func line(
        _ request: ReplayedRequest,
        _ problem: Problem,
        like earlier: Int?
    ) -> StyledText {
        var line = StyledText("\(request.number) ", .faint)
        if let skip = request.skip {
            line.append("- ", .faint)
            let url = request.url.count > 60 ? request.url.prefix(60) + "…" : request.url[...]
            line.append(escaping: "\(request.method) \(url): ")
            line.append(escaping: skip.sentence, .faint)
            return line
        }
        line.append(problem.isNone ? "✓ " : "✗ ", problem.isNone ? .good : .bad)
        line.append(escaping: "\(request.method) \(request.url) → \(request.outcomeWord)")
        let sent = request.sentCookies
        if !sent.isEmpty { line.append(escaping: ", sent \(enumerated(sent))") }
        let stored = request.storedCookies
        if !stored.isEmpty { line.append(escaping: ", stored \(enumerated(stored))") }
        if let earlier { line.append(", like \(earlier)", .faint) }
        return line
    }
}

extension ReplayedRequest {
    /// What the browser did, as far as the file has it.
    fileprivate var observation: String {
        var text = status == 0 ? "got no response" : "got status \(status)"
        if let fromCache { text += " from its \(fromCache) cache" }
        return text + (error.map { ", and failed it: \($0)" } ?? "")
    }

    fileprivate var outcomeWord: String {
        switch report?.outcome {
        case .fulfilled(let response)?:
            (response.isOpaque ? "\(status), opaque" : "\(response.status)")
                + (response.bodyError.map { ", body failed [\($0.code)]" } ?? "")
        case .rejected(let failure)?: "\(isBlocked ? "blocked" : "failed") [\(failure.code)]"
        case nil: "\(status)"
        }
    }

    fileprivate var sentCookies: [String] {
        let exchanges = report?.exchanges ?? []
        return exchanges.flatMap(\.cookies).filter(\.isSent).map(\.cookie.shownName).uniqued()
    }

    fileprivate var storedCookies: [String] {
        let verdicts = report?.exchanges.flatMap(\.setCookies) ?? []
        return verdicts.filter { $0.effect == .created || $0.effect == .updated }
            .map(\.shownName).uniqued()
    }
}
