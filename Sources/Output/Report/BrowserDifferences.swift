package import BrowserFetch
internal import BrowserInfra
package import BrowserJSON
internal import Explanations
package import Terminal

/// What browsers decide, in sentences to quote, and where that is known from.
package struct BrowserDifferences {
    private let questions: [BrowserQuestion]
    private let isComparison: Bool
    private let isWhole: Bool
    /// How many more there are.
    private let rest: Int

    /// - Parameters:
    ///   - policies: Several: the questions to which the answers differ; one: what it decides.
    ///   - isWhole: All of them, not only those that bite first.
    package init(_ policies: [BrowserPolicy], isWhole: Bool) {
        isComparison = policies.count > 1
        self.isWhole = isWhole
        let all = BrowserQuestion.all(of: policies)
        let disputed = isComparison ? all.filter(\.hasDifferences) : all
        questions = isWhole ? disputed : BrowserQuestion.first(of: policies)
        rest = disputed.count - questions.count
    }

    package var layout: Layout {
        var layout = Layout()
        if isWhole {
            for area in PolicyChoice.Area.allCases {
                let questions = questions.filter { $0.choice.area == area }
                if questions.isEmpty { continue }
                layout.blank()
                layout.text(StyledText(area.title, .strong))
                for question in questions { append(question, to: &layout) }
            }
        } else {
            for question in questions { append(question, to: &layout) }
            layout.blank()
            layout.text(StyledText("\(rest) more: crumb browsers \(allOption)", .faint))
        }
        return layout
    }

    private var allOption: String {
        isComparison ? "--all" : "\(questions[0].answers[0].policy.name) --all"
    }

    private func append(_ question: BrowserQuestion, to layout: inout Layout) {
        layout.blank()
        let title = question.choice.title
        layout.text(
            StyledText(title, .strong) + StyledText(String(question.quote.dropFirst(title.count)))
        )
        layout.text(StyledText(question.choice.sentence), indentation: 2)
        layout.text(StyledText(question.sources, .faint), indentation: 2)
    }

    package var json: JSONValue {
        .object([
            "schema": "crumb.browsers/1",
            "axes": .array(
                questions.map { question in
                    .object([
                        "area": .string(question.choice.area.rawValue),
                        "axis": .string(question.choice.axis),
                        "title": .string(question.choice.title),
                        "question": .string(question.choice.sentence),
                        "quote": .string(question.quote),
                        "browsers": .object(
                            question.answers.map {
                                JSONValue.Member($0.policy.name, $0.choice.json)
                            }
                        ),
                    ])
                }
            ),
        ])
    }
}

extension BrowserQuestion {
    /// The standard's once, then each browser's own.
    fileprivate var sources: String {
        var sources = ["standard: \(choice.standardSource)"]
        for (policy, choice) in answers {
            if let source = choice.ownSource {
                sources.append("\(policy.name): \(source.text)")
            } else if choice.basis == .unsure {
                sources.append("\(policy.name): unsure")
            }
        }
        return "(\(sources.joined(separator: "; ")))"
    }
}

extension PolicyChoice {
    fileprivate var json: JSONValue {
        .object([
            "value": .string(words),
            "source": .string(ownSource?.text ?? standardSource),
            "basis": .string(basis.rawValue),
            "departsFromStandard": .bool(isDeparture),
        ])
    }
}

extension PolicyChoice.Area {
    fileprivate var title: String {
        switch self {
        case .cookies: "Cookies"
        case .fetch: "Fetching"
        case .resources: "Elements and other loads"
        case .cors: "CORS"
        case .headers: "Request headers"
        case .webSockets: "WebSocket"
        case .eventSource: "EventSource"
        case .beacon: "Beacons"
        case .navigation: "Navigations and frames"
        case .cookieStore: "Cookie Store"
        case .clearSiteData: "Clear-Site-Data"
        case .transportSecurity: "HSTS"
        case .localNetwork: "Local Network Access"
        case .storageAccess: "Storage access"
        case .scriptErrors: "Errors that script catches"
        }
    }
}
