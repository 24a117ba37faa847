/// One question that browsers answer differently: a field of a policy, in words.
///
/// It stands beside the policy, so that a new field gets its words where it is defined (a test finds
/// a field without). Each browser's ``PolicySource``s stand beside its preset.
package struct PolicyAxis<Policy: Sendable>: Sendable {
    /// The field's name, for programs and for the browsers' sources.
    package let id: String
    /// What it is about, short enough to stand before a colon: `SameSite missing`.
    package let title: String
    /// What is decided.
    package let sentence: String
    /// Where the standards decide it.
    package let source: String
    /// A predicate for the browser's name, with its verb for one and for several browsers:
    /// `{treats|treat} it as Lax`.
    package let answer: @Sendable (Policy) -> String
    /// Whether two policies answer differently.
    package let differs: @Sendable (Policy, Policy) -> Bool

    package init<Value: Equatable & Sendable>(
        _ id: String,
        _ field: any (KeyPath<Policy, Value> & Sendable),
        title: String,
        _ sentence: String,
        source: String,
        answer: @escaping @Sendable (Value) -> String
    ) {
        self.init(id, field, title: title, sentence, source: source) { value, _ in answer(value) }
    }

    /// For an answer that depends on another field too.
    package init<Value: Equatable & Sendable>(
        _ id: String,
        _ field: any (KeyPath<Policy, Value> & Sendable),
        title: String,
        _ sentence: String,
        source: String,
        answer: @escaping @Sendable (Value, Policy) -> String
    ) {
        self.id = id
        self.title = title
        self.sentence = sentence
        self.source = source
        self.answer = { answer($0[keyPath: field], $0) }
        differs = { $0[keyPath: field] != $1[keyPath: field] }
    }
}

/// Where a browser's choice is known from.
package enum PolicySource: Hashable, Sendable {
    /// The families of `fixtures/browsers` that show it, and what else does.
    case recorded(String)
    case documented(String)

    package var text: String {
        switch self {
        case .recorded(let families): "recorded: \(families)"
        case .documented(let text): text
        }
    }

    package var basis: Evidence {
        switch self {
        case .recorded: .recorded
        case .documented: .documented
        }
    }
}

/// How well it is known what a browser does.
package enum Evidence: String, Hashable, Sendable, CaseIterable, Comparable {
    /// Real browsers were recorded doing it.
    case recorded
    case documented
    case unsure

    package static func < (left: Evidence, right: Evidence) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}

/// So many seconds, in the largest unit that divides them.
package func durationWords(_ seconds: Int64) -> String {
    let units: [(name: String, length: Int64)] = [
        ("day", 86_400), ("hour", 3600), ("minute", 60), ("second", 1),
    ]
    for unit in units where seconds != 0 && seconds % unit.length == 0 {
        let count = seconds / unit.length
        return count == 1 ? "1 \(unit.name)" : "\(count) \(unit.name)s"
    }
    return "0 seconds"
}
