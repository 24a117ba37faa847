internal import ArgumentParser

/// The output of `crumb` alone: the commands by purpose, in fewer lines than a small terminal has.
struct Overview {
    private let groups: [CommandGroup]

    init(of groups: [CommandGroup]) {
        self.groups = groups
    }

    var text: String {
        let width = groups.map(\.name.count).max() ?? 0
        let indentation = String(repeating: " ", count: width + 4)
        let lines = groups.map { group in
            let name = group.name.lowercased()
            let padding = String(repeating: " ", count: width - name.count + 2)
            let names = group.subcommands.compactMap { $0.configuration.commandName }
            return "  \(name)\(padding)" + wrapped(names).joined(separator: "\n\(indentation)")
        }
        return """
            A browser's cookie jar and CORS rules, in a terminal.

            \(lines.joined(separator: "\n"))

              crumb demo
              crumb fetch http://127.0.0.1:5000/me \\
                  --from http://127.0.0.1:5500 --credentials include
              crumb why http://127.0.0.1:5000/me \\
                  --from http://localhost:5500
              crumb explain app.har

            crumb help first-steps is where to begin, crumb help topic
            lists all topics, and crumb help COMMAND explains a command.
            """
    }

    /// Wraps the words into lines of at most 60 columns.
    private func wrapped(_ words: [String]) -> [String] {
        words.reduce(into: [""]) { lines, word in
            let last = lines[lines.count - 1]
            if last.isEmpty {
                lines[lines.count - 1] = word
            } else if last.count + word.count < 46 {
                lines[lines.count - 1] += " \(word)"
            } else {
                lines.append(word)
            }
        }
    }
}
