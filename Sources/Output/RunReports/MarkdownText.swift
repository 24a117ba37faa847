internal import Terminal

// Markdown as issue trackers and pull requests render it.

extension String {
    /// The text with every character escaped that Markdown would interpret.
    var markdown: String {
        var text = ""
        for character in terminalSafe {
            if "\\`*_{}[]<>()#+!|~".contains(character) { text.append("\\") }
            text.append(character)
        }
        return text
    }

    /// The text as lines of code between fences longer than any it contains, with a blank line before
    /// and after.
    func fenced(indentation: String = "", language: String = "") -> [String] {
        var fence = "```"
        while contains(fence) { fence += "`" }
        let lines = terminalSafeBody.split(separator: "\n", omittingEmptySubsequences: false)
        return ["", indentation + fence + language] + lines.map { indentation + $0 }
            + [indentation + fence, ""]
    }
}
