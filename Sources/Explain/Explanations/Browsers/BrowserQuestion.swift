package import BrowserFetch

/// A question on which browsers may differ, and the answer of each.
package struct BrowserQuestion: Sendable {
    /// The answers, in the order in which browsers are shown.
    package let answers: [(policy: BrowserPolicy, choice: PolicyChoice)]

    /// Returns every question that the policies answer.
    package static func all(of policies: [BrowserPolicy]) -> [BrowserQuestion] {
        let columns = policies.map { policy in policy.choices.map { (policy, $0) } }
        return (columns.first ?? []).indices.map { index in
            BrowserQuestion(answers: columns.map { $0[index] })
        }
    }

    /// Returns the questions that matter most in practice, most important first: those that make a login
    /// work in one browser and fail in another.
    package static func first(of policies: [BrowserPolicy]) -> [BrowserQuestion] {
        let all = all(of: policies)
        return firstAxes.compactMap { axis in all.first { $0.choice.axis == axis } }
    }

    private static let firstAxes = [
        "thirdParty", "unspecifiedSameSite", "insecureSameSiteNone", "loopback", "loopbackContent",
        "siteComparison", "laxAllowingUnsafe", "longestScriptLifetime", "partitionedAttribute",
        "preflightMaxAgeLimit",
    ]

    /// One browser's choice, for what is the same in all of them.
    package var choice: PolicyChoice { answers[0].choice }

    package var hasDifferences: Bool { Set(answers.map(\.choice.answer)).count > 1 }

    /// A sentence that can be quoted:
    /// `No SameSite attribute: Chrome treats it as Lax, Firefox and Safari as None.`
    ///
    /// The standards are only mentioned if all browsers agree with each other.
    package var quote: String {
        let browsers = answers.filter { $0.policy != .standard }
        let isAgreed = Set(browsers.map(\.choice.answer)).count <= 1
        var groups: [(answer: String, names: [String])] = []
        for (policy, choice) in isAgreed ? answers : browsers {
            if let index = groups.firstIndex(where: { $0.answer == choice.answer }) {
                groups[index].names.append(policy.title)
            } else {
                groups.append((choice.answer, [policy.title]))
            }
        }
        let first = Predicate(groups[0].answer)
        let clauses = groups.enumerated().map { index, group in
            let predicate = Predicate(group.answer)
            let words = index == 0 ? predicate.words[...] : predicate.words(after: first)
            return enumerated(group.names) + " "
                + words.map { $0.form(of: group.names.count) }
                .joined(separator: " ")
        }
        let separator = clauses.contains { $0.contains(", ") && groups.count > 1 } ? "; " : ", "
        return "\(choice.title): \(clauses.joined(separator: separator))."
    }
}

extension PolicyChoice {
    /// One browser's answer, without its name: `treats it as Lax`.
    package var words: String {
        Predicate(answer).words.map { $0.form(of: 1) }.joined(separator: " ")
    }
}

/// The words of a ``PolicyAxis/answer``.
private struct Predicate {
    /// The words: `{treats|treat}`, `it`, `as`, `Lax`.
    let words: [Word]

    init(_ answer: String) {
        var words: [Word] = []
        var word = ""
        var isInBraces = false
        for character in answer {
            if character == "{" { isInBraces = true }
            if character == "}" { isInBraces = false }
            if character == " ", !isInBraces {
                words.append(Word(word))
                word = ""
            } else {
                word.append(character)
            }
        }
        self.words = words + [Word(word)]
    }

    /// Returns the words without the verb if it can be understood from the clause before: "as None".
    ///
    /// They start at the last preposition that both clauses share, or, after an object such as "it",
    /// where the clauses begin to differ.
    func words(after first: Predicate) -> ArraySlice<Word> {
        let shared = zip(words, first.words).prefix { $0 == $1 }.count
        guard words.first == first.words.first, shared < words.count, shared < first.words.count
        else { return words[...] }
        if let preposition = words[..<shared].lastIndex(where: \.isPreposition) {
            return words[preposition...]
        }
        return shared > 1 && words[1].isPronoun ? words[2...] : words[...]
    }

    struct Word: Equatable {
        let text: String

        init(_ text: String) {
            self.text = text
        }

        var isPreposition: Bool { ["as", "for", "from", "at", "with"].contains(text) }
        var isPronoun: Bool { ["it", "them"].contains(text) }

        /// Returns the form for a number of subjects: `{treats|treat}` is "treats" for one and "treat"
        /// for several.
        func form(of count: Int) -> String {
            guard let open = text.firstIndex(of: "{"), let bar = text.firstIndex(of: "|"),
                let close = text.firstIndex(of: "}")
            else { return text }
            let one = text[text.index(after: open)..<bar]
            let many = text[text.index(after: bar)..<close]
            return String(
                text[..<open] + (count == 1 ? one : many) + text[text.index(after: close)...]
            )
        }
    }
}
