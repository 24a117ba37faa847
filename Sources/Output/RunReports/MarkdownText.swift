internal import Terminal

// Markdown as issue trackers and pull requests show it.

extension String {
    /// Text and nothing else.
    var markdown: String {
        var text = ""
        for character in terminalSafe {
            if "\\`*_{}[]<>()#+!|~".contains(character) { text.append("\\") }
            text.append(character)
        }
        return text
    }

    /// Lines of code between fences that are longer than any in it, with a blank line on each side.
    func fenced(indentation: String = "", language: String = "") -> [String] {
        var fence = "```"
        while contains(fence) { fence += "`" }
        let lines = terminalSafeBody.split(separator: "\n", omittingEmptySubsequences: false)
        return ["", indentation + fence + language] + lines.map { indentation + $0 }
            + [indentation + fence, ""]
    }
}
