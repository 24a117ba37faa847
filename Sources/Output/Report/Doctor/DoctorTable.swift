internal import BrowserCORS
internal import BrowserCookies
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
package import Doctor
internal import Explanations
internal import Redaction
internal import Terminal
internal import WebOrigin

/// What works from where: a section for each page that asks, a line for each thing it tries, a column
/// for each browser.
package struct DoctorTable {
    package struct Cell: Hashable {
        package var text: String
        var style: StyledText.Style
    }

    package struct Line: Hashable {
        package var label: String
        /// Whether it is about the request of the line above.
        package var isDetail = false
        /// Of the browsers that were asked; the others show a dash.
        package var cells: [Cell]
    }

    package struct Section: Hashable {
        package var title: String
        package var lines: [Line]
    }

    let diagnosis: Diagnosis

    package init(_ diagnosis: Diagnosis) {
        self.diagnosis = diagnosis
    }

    package var sections: [Section] {
        let origin = diagnosis.plan.page.origin.serialized
        return [
            Section(title: "from \(origin)", lines: pageLines),
            Section(title: "from elsewhere, with credentials", lines: strangerLines),
        ]
    }

    private var pageLines: [Line] {
        var lines: [Line] = []
        for result in diagnosis.results {
            let method = result.probe.method
            switch result.probe.purpose {
            case .read: lines.append(line(label(of: result.probe), result))
            case .readWithCredentials:
                lines.append(line(label(of: result.probe), result))
                lines += storedLines(result)
            case .readAgain: lines += sentLines(result)
            case .change:
                lines.append(line("\(method) with JSON", result))
                lines += storedLines(result)
            case .pagePolicies: lines.append(line("under its own policy", result))
            case .missingPath, .stranger, .lookalike, .sandboxed, .ownPage, .publicPage, .framed,
                .embedded, .framedPage, .framedPageWithAccess:
                break
            }
        }
        return lines + preflightLines
    }

    private var strangerLines: [Line] {
        var lines: [Line] = []
        for result in diagnosis.results {
            let label: String
            switch result.probe.purpose {
            case .stranger: label = "any other site"
            case .sandboxed: label = "a sandboxed frame (null)"
            case .lookalike: label = result.probe.page.origin.serialized
            default: continue
            }
            let cells = result.reports.map { report in
                report.isGranted
                    ? Cell(text: isWebSocket ? "opens it" : "reads it", style: .bad)
                    : Cell(text: "kept out", style: .good)
            }
            // Names that were kept out say nothing.
            if result.probe.isForOneBrowser, !cells.contains(where: { $0.style == .bad }) {
                continue
            }
            lines.append(Line(label: label, cells: cells))
        }
        return lines + placeLines
    }

    /// What was judged without a request.
    private var placeLines: [Line] {
        diagnosis.results.compactMap { result in
            switch result.probe.purpose {
            case .publicPage:
                Line(
                    label: "a page on the internet",
                    cells: result.reports.map { report in
                        switch report.outcome {
                        case .rejected(.localNetwork(let refusal)):
                            Cell(
                                text: refusal.reason == .undecided ? "asks first" : "kept out",
                                style: .caution
                            )
                        case .rejected(.mixedContent): Cell(text: "kept out", style: .caution)
                        case .fulfilled, .rejected: Cell(text: "asks nobody", style: .plain)
                        }
                    }
                )
            case .framed:
                Line(
                    label: "in a frame of another site",
                    cells: result.reports.map { report in
                        if case .fulfilled = report.outcome {
                            return Cell(text: "shown", style: .plain)
                        }
                        return Cell(text: "kept out", style: .good)
                    }
                )
            case .embedded:
                Line(
                    label: "embedded under COEP",
                    cells: result.reports.map { report in
                        if case .rejected = report.outcome {
                            return Cell(text: "kept out", style: .plain)
                        }
                        return Cell(text: "let in", style: .plain)
                    }
                )
            case .framedPage: widgetLine("cookies in another site's frame", result)
            case .framedPageWithAccess: widgetLine("with storage access", result, isDetail: true)
            default: nil
            }
        }
    }

    /// How many of the cookies that the page has in a tab; a dash in browsers where it has none.
    private func widgetLine(
        _ label: String,
        _ result: Diagnosis.Result,
        isDetail: Bool = false
    ) -> Line {
        let again = diagnosis.result(.readAgain)?.reports ?? []
        return Line(
            label: label,
            isDetail: isDetail,
            cells: zip(result.reports, again).map { framed, inTab in
                let (sent, all) = (framed.sentCookieCount, inTab.sentCookieCount)
                return switch sent {
                case _ where all == 0: Cell(text: "–", style: .faint)
                case 0: Cell(text: "none", style: .caution)
                case all: Cell(text: "all", style: .plain)
                default: Cell(text: "\(sent) of \(all)", style: .caution)
                }
            }
        )
    }

    private var isWebSocket: Bool {
        if case .webSocket = diagnosis.plan.endpoint { true } else { false }
    }

    /// The page's call, in a few words.
    private func label(of probe: Probe) -> String {
        let name: String
        switch probe.request {
        case .webSocket: return "WebSocket"
        case .eventSource: name = "EventSource"
        default: name = probe.method
        }
        return probe.purpose == .read ? name : "\(name), with credentials"
    }

    private func line(_ label: String, _ result: Diagnosis.Result) -> Line {
        Line(label: label, cells: result.reports.map(\.cell))
    }

    private func storedLines(_ result: Diagnosis.Result) -> [Line] {
        let names = result.reports.flatMap(\.setCookieVerdicts).map(\.shownName).uniqued()
        return names.map { name in
            Line(
                label: "stores \(name)",
                isDetail: true,
                cells: result.reports.map { report in
                    let verdict = report.setCookieVerdicts.last { $0.shownName == name }
                    return switch verdict?.effect {
                    case .created?, .updated?:
                        Cell(
                            text: verdict?.cookie?.partitionKey == nil ? "✓" : "partitioned",
                            style: .good
                        )
                    case .deleted?: Cell(text: "deletes it", style: .plain)
                    case .rejected?, .ignored?: Cell(text: "✗", style: .bad)
                    case nil: Cell(text: "–", style: .faint)
                    }
                }
            )
        }
    }

    private func sentLines(_ result: Diagnosis.Result) -> [Line] {
        let names = result.reports.flatMap(\.cookieVerdicts).map(\.cookie.shownName).uniqued()
        return names.map { name in
            Line(
                label: "sends \(name) next time",
                isDetail: true,
                cells: result.reports.map { report in
                    guard
                        let verdict = report.cookieVerdicts.last(where: {
                            $0.cookie.shownName == name
                        })
                    else { return Cell(text: "–", style: .faint) }
                    return verdict.isSent
                        ? Cell(text: "✓", style: .good) : Cell(text: "✗", style: .bad)
                }
            )
        }
    }

    /// How long the browsers remember what a preflight allowed.
    private var preflightLines: [Line] {
        let reports = diagnosis.results.filter { $0.reports.count == diagnosis.browsers.count }
            .first { result in
                result.reports.allSatisfy { report in
                    report.exchanges.contains { $0.kind == .preflight && $0.cors == .passed }
                }
            }?.reports
        guard let reports else { return [] }
        let cells = reports.map { report in
            let response = report.exchanges.last { $0.kind == .preflight }?.response
            let seconds = preflightMaxAge(
                response?.headers.get("Access-Control-Max-Age"),
                policy: report.policy.cors
            )
            return Cell(text: seconds == 0 ? "not kept" : "\(seconds) s", style: .plain)
        }
        return [Line(label: "a preflight response is cached for", cells: cells)]
    }
}

extension FetchReport {
    fileprivate var cell: DoctorTable.Cell {
        switch outcome {
        case .fulfilled where connection != nil || initiator == .webSocket:
            return .init(text: "✓ open", style: .good)
        case .fulfilled(let response):
            let isError = response.status >= 400
            return .init(
                text: "\(isError ? "!" : "✓") \(response.status)",
                style: isError ? .caution : .good
            )
        case .rejected where isDryRun: return .init(text: "✓ allowed", style: .good)
        case .rejected(let failure):
            return .init(text: failure.isNetworkFailure ? "failed" : "✗", style: .bad)
        }
    }

    /// A preflight's answer sets no cookies, whatever it says.
    fileprivate var setCookieVerdicts: [SetCookieVerdict] {
        exchanges.filter { $0.kind != .preflight }.flatMap(\.setCookies)
    }
    fileprivate var cookieVerdicts: [CookieVerdict] { exchanges.flatMap(\.cookies) }
    fileprivate var sentCookieCount: Int { cookieVerdicts.count(where: \.isSent) }
}
