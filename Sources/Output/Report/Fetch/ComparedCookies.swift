internal import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra
internal import Explanations
internal import Terminal

/// What one browser did with one cookie.
struct CookieRow {
    enum Direction {
        case stored, sent
    }

    var direction: Direction
    var name: String
    var isGranted: Bool
    var answer: String
    /// A sentence; empty where there is nothing to say.
    var reason: String
}

extension [CookieRow] {
    var granted: [CookieRow] { filter(\.isGranted) }
}

extension FetchReport {
    /// Whether another cookie of that name is granted what this one is not, as in another partition.
    func grants(_ row: CookieRow) -> Bool {
        let rows = row.direction == .stored ? storedCookies : sentCookies
        return !row.isGranted && rows.contains { $0.name == row.name && $0.isGranted }
    }
}

extension FetchReport {
    var storedCookies: [CookieRow] {
        exchanges.flatMap { exchange in
            exchange.setCookies.map { verdict in
                let reasons = verdict.refusals.map {
                    "\($0.sentence(hosts(of: exchange))) [\($0.code)]"
                }
                let name = verdict.shownName
                let denial =
                    reasons.isEmpty
                    ? "" : "\(name) is not stored: \(reasons.joined(separator: " "))"
                return CookieRow(
                    direction: .stored,
                    name: name,
                    isGranted: verdict.effect != .rejected && verdict.effect != .ignored,
                    answer: verdict.answer,
                    reason: verdict.partition.map {
                        "\(name) is stored, but exists only while the tab shows \($0)."
                    } ?? denial
                )
            }
        }
    }

    var sentCookies: [CookieRow] {
        exchanges.flatMap { exchange in
            let twins = SameNamedCookies(exchange.cookies.filter(\.isSent).map(\.cookie))
            return exchange.cookies.map { verdict in
                let reasons = verdict.exclusions.map {
                    "\($0.sentence(hosts(of: exchange))) [\($0.code)]"
                }
                let name = twins.shownName(of: verdict.cookie)
                return CookieRow(
                    direction: .sent,
                    name: name,
                    isGranted: verdict.isSent,
                    answer: verdict.isSent ? "yes" : "no",
                    reason: reasons.isEmpty
                        ? "" : "\(name) is not sent: \(reasons.joined(separator: " "))"
                )
            }
        }
    }

    var visibility: StyledText {
        switch outcome {
        case .fulfilled(let response) where response.isOpaque: StyledText("opaque", .caution)
        case .fulfilled(let response) where response.bodyError != nil:
            StyledText("\(response.status), no body", .bad)
        case .fulfilled(let response):
            StyledText("yes, \(response.status)", response.status < 400 ? .good : .caution)
        case .rejected(let failure): StyledText(failure.isNetworkFailure ? "failed" : "no", .bad)
        }
    }

    /// Whether the browser's rules let the request out.
    var passage: StyledText {
        isDryRun ? StyledText("yes", .good) : StyledText("no", .bad)
    }

    var omitsCookies: Bool { exchanges.last?.includesCredentials == false }

    /// Of a request that no stored cookie could go with.
    var cookieless: StyledText {
        guard let exchange = exchanges.last else { return StyledText("-", .faint) }
        return StyledText(exchange.includesCredentials ? "none stored" : "omitted", .caution)
    }
}

extension SetCookieVerdict {
    /// The top-level site below which it is stored; `nil` where it is not, or everywhere.
    var partition: String? {
        effect == .created || effect == .updated ? cookie?.partitionKey?.topLevelSite : nil
    }

    var answer: String {
        switch effect {
        case .created, .updated: cookie?.partitionKey == nil ? "yes" : "partitioned"
        case .deleted: "deletes it"
        case .rejected: "no"
        case .ignored: "ignored"
        }
    }
}
