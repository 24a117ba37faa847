/// A description of one field of a policy, that is, of one decision in which browsers differ.
///
/// It is kept beside the policy, so that a new field gets its description where it is defined (a
/// test finds fields without one). Each browser's ``PolicySource``s are beside its preset.
package struct PolicyAxis<Policy: Sendable>: Sendable {
    /// The field's name, for programs and as a key of the browsers' sources.
    package let id: String
    /// The subject, short enough to precede a colon: `Third-party cookies`.
    package let title: String
    /// The question that browsers decide, as a sentence.
    package let sentence: String
    /// The passage of the standards that decides it.
    package let source: String
    /// A predicate for one or several browsers, with the verb in both forms: `{treats|treat} it as
    /// Lax`.
    package let answer: @Sendable (Policy) -> String
    /// Whether two policies differ in this field.
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

    /// Creates an axis whose answer also depends on another field.
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

/// The source for what a browser does.
package enum PolicySource: Hashable, Sendable {
    /// The families of `fixtures/browsers` that show it, and any further evidence.
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

/// The kind of evidence for what a browser does.
package enum Evidence: String, Hashable, Sendable, CaseIterable, Comparable {
    /// It was recorded from real browsers.
    case recorded
    case documented
    case unsure

    package static func < (left: Evidence, right: Evidence) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}

/// Returns a number of seconds in words, in the largest unit that divides it.
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
