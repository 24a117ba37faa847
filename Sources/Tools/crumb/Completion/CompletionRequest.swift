internal import Terminal

/// `crumb ---complete SHELL …`: the request that a shell's script makes when Tab is pressed, and
/// the result.
///
/// The first line of the result is the kind of completion (`words`, `files`, with or without
/// endings, `directories`); each further line is a text, followed by a tab and its description in
/// zsh and fish. If anything goes wrong, the result is empty: a shell has no place for an error.
enum CompletionRequest {
    static let name = "---complete"

    /// The result for the words that follow the name.
    ///
    /// `words`: from bash, its line up to the cursor and the part of it that will be replaced; from
    /// zsh, crumb's own name, the words before the one at the cursor, unquoted, and that one as it
    /// was typed; from fish, the same.
    static func answer(_ words: [String]) -> String {
        guard let shell = words.first.flatMap({ CompletingShell(rawValue: $0) }) else { return "" }
        let words = Array(words.dropFirst())
        guard let last = words.last, words.count > 1 else { return "" }
        let before = Array(words[1..<(words.count - 1)])
        switch shell {
        case .bash: return bash(line: words[0], replaced: last)
        case .zsh: return zsh(before, raw: last)
        case .fish: return fish(before, raw: last)
        }
    }

    private static func bash(line: String, replaced: String) -> String {
        guard let replacement = BashReplacement(line: line, replaced: replaced) else { return "" }
        if replacement.typed.isRedirection { return lines("files") }
        let words = replacement.words.filter { !$0.isRedirection }.map(\.text)
        let completer = Completer(Array(words.dropFirst()), typed: replacement.typed.text)
        switch completer.completion {
        case .words(let words):
            let typed = replacement.typed.bytes
            let texts = words.filter { $0.text.utf8.starts(with: typed) }
                .compactMap { replacement.text(for: $0.text) }
            return lines("words", texts)
        case .files: return lines("files")
        case .directories: return lines("directories")
        }
    }

    /// zsh and fish quote the text that they insert. But they may not recognize that it begins with
    /// the typed word: zsh reads a backslash between single quotes as an escape, fish a `?` as any
    /// character. And zsh loses track of quotes that do not begin at the start of the word.
    private static func zsh(_ before: [String], raw: String) -> String {
        let words = BashLine(raw).words
        guard words.count == 1, let typed = words.first, !typed.isExpanded else { return "" }
        let isQuotedWhole =
            typed.quoteCount == 1 && typed.quotes != .none
            && raw.utf8.first.map { "'\"$".utf8.contains($0) } == true
        guard typed.quoteCount == 0 || isQuotedWhole else { return "" }
        return described(Completer(before, typed: typed.text), typed: typed.bytes)
    }

    private static func fish(_ before: [String], raw: String) -> String {
        let typed = FishWord(raw)
        guard !typed.isExpanded else { return "" }
        return described(Completer(before, typed: typed.text), typed: typed.bytes)
    }

    private static func described(_ completer: Completer, typed: [UInt8]) -> String {
        switch completer.completion {
        case .words(let words):
            let texts = words.filter { $0.text.utf8.starts(with: typed) }.map { word in
                word.text + (word.description.isEmpty ? "" : "\t" + word.description)
            }
            return lines("words", texts)
        case .files(let endings): return lines((["files"] + endings).joined(separator: " "))
        case .directories: return lines("directories")
        }
    }

    private static func lines(_ kind: String, _ texts: [String] = []) -> String {
        ([kind] + texts).map { $0 + "\n" }.joined()
    }
}
