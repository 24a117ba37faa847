internal import Terminal

/// `crumb ---complete SHELL …`: what a shell's script asks when Tab is pressed, and the answer.
///
/// The answer's first line is the kind of what is completed (`words`, `files`, with endings or
/// without, `directories`); a text a line follows, with a tab and its description in zsh and fish.
/// Whatever goes wrong, there is nothing to complete: a shell that asks has no place for an error.
enum CompletionRequest {
    static let name = "---complete"

    /// `words`: what follows the name. bash sends its line up to the cursor and the part of it that
    /// is to be replaced; zsh crumb's own name, the words before the one at the cursor, unquoted, and
    /// that one as it was typed; fish the same.
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

    /// zsh and fish quote what they insert. But what they find to begin with the word that was typed
    /// need not: zsh takes a backslash between single quotes for one that quotes, fish a `?` for any
    /// character. And zsh loses count of quotes that do not begin where the word does.
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
