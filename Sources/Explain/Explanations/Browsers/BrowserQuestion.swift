package import BrowserFetch

/// One question, and each browser's answer to it.
package struct BrowserQuestion: Sendable {
    /// In the order in which browsers are shown.
    package let answers: [(policy: BrowserPolicy, choice: PolicyChoice)]

    /// Every question that the policies answer.
    package static func all(of policies: [BrowserPolicy]) -> [BrowserQuestion] {
        let columns = policies.map { policy in policy.choices.map { (policy, $0) } }
        return (columns.first ?? []).indices.map { index in
            BrowserQuestion(answers: columns.map { $0[index] })
        }
    }

    /// The questions that bite first, in that order: what makes a login work in one browser and fail
    /// in another.
    package static func first(of policies: [BrowserPolicy]) -> [BrowserQuestion] {
        let all = all(of: policies)
        return firstAxes.compactMap { axis in all.first { $0.choice.axis == axis } }
    }

    private static let firstAxes = [
        "thirdParty", "unspecifiedSameSite", "insecureSameSiteNone", "loopback", "loopbackContent",
        "siteComparison", "laxAllowingUnsafe", "longestScriptLifetime", "partitionedAttribute",
        "preflightMaxAgeLimit",
    ]

    /// Any browser's, for what is the same in all.
    package var choice: PolicyChoice { answers[0].choice }

    package var hasDifferences: Bool { Set(answers.map(\.choice.answer)).count > 1 }

    /// A sentence to quote: `SameSite missing: Chrome treats it as Lax, Firefox and Safari as None.`
    ///
    /// The standards come into it where all browsers differ from them in the same way.
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
    /// The answer of one browser, without its name: `treats it as Lax`.
    package var words: String {
        Predicate(answer).words.map { $0.form(of: 1) }.joined(separator: " ")
    }
}

/// ``PolicyAxis/answer``, taken apart.
private struct Predicate {
    /// `{treats|treat}`, `it`, `as`, `Lax`
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

    /// Without the verb, where that of the clause before can be understood: "as None".
    ///
    /// From the last preposition on that both have, or from where they differ behind the object "it".
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

        /// `{treats|treat}` is "treats" of one and "treat" of several.
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
