/// The help of a command, with its own options first.
///
/// ArgumentParser prints the titled groups first, and the options that are specific to the command
/// only below those that every command has.
struct HelpOrder {
    private static let options = "OPTIONS:"
    private static let unmoved = ["USAGE:", "ARGUMENTS:", "SUBCOMMANDS:"]

    /// The text as ArgumentParser writes it; any other text is returned unchanged.
    private let text: String

    init(_ text: String) {
        self.text = text
    }

    var ownOptionsFirst: String {
        var sections = text.split(separator: "\n\n", omittingEmptySubsequences: false)
            .map(String.init)
        guard let place = sections.lastIndex(where: { $0.hasPrefix(Self.options + "\n") }),
            let usage = sections.firstIndex(where: { $0.hasPrefix("USAGE:") }),
            let titled = sections.indices.first(where: {
                $0 > usage && $0 < place && isTitled(sections[$0])
            })
        else { return text }
        let entries = entries(of: sections[place])
        let general = entries.filter { isGeneral($0) }
        let own = entries.filter { !isGeneral($0) }
        sections[place] = (["HELP:"] + general).joined(separator: "\n")
        if !own.isEmpty {
            sections.insert(([Self.options] + own).joined(separator: "\n"), at: titled)
        }
        return sections.joined(separator: "\n\n")
    }

    /// The text without the values and defaults that ArgumentParser adds to descriptions that
    /// already have them.
    var withoutRepetition: String {
        // The description of all commands in JSON is a megabyte.
        guard text.hasPrefix("OVERVIEW:") || text.hasPrefix("USAGE:") else { return text }
        var text = text
        for addition in ["(values:", "(default:"] {
            var place = text.startIndex
            // It may begin on one line and end on the next.
            while let start = text[place...].firstRange(of: addition)?.lowerBound {
                place = text.index(after: start)
                guard let end = text[start...].firstIndex(of: ")"),
                    let entry = text[..<start].lastRange(of: "\n  -")?.upperBound
                else { continue }
                let told = Set(Self.words(text[entry..<start]))
                let added = Self.words(text[start..<end]).dropFirst()
                guard !added.isEmpty, added.allSatisfy(told.contains),
                    text[text.index(after: end)...].first.map({ $0 == "\n" }) ?? true
                else { continue }
                let before = text[..<start].lastIndex { !$0.isWhitespace } ?? start
                let from = text.index(after: before)
                place = from
                text.removeSubrange(from...end)
            }
        }
        return text
    }

    private static func words(_ text: Substring) -> [Substring] {
        text.split { $0.isWhitespace || ",;:.()".contains($0) }
    }

    /// The text without global options that this command does not use.
    var withoutUnusedOptions: HelpOrder {
        guard let usage = text.firstRange(of: "USAGE: crumb ")?.upperBound,
            let unused = Self.unusedOptions[String(text[usage...].prefix { $0.isLetter })]
        else { return self }
        let sections = text.split(separator: "\n\n", omittingEmptySubsequences: false).map {
            section in
            if section.hasPrefix("USAGE:") {
                return unused.reduce(String(section)) { $0.withoutBrackets(beginning: $1) }
            }
            guard section.hasPrefix("GLOBAL OPTIONS:\n") else { return String(section) }
            let kept = entries(of: String(section)).filter { entry in
                !unused.contains { entry.hasPrefix("  \($0) ") || entry == "  \($0)" }
            }
            return (["GLOBAL OPTIONS:"] + kept).joined(separator: "\n")
        }
        return HelpOrder(sections.joined(separator: "\n\n"))
    }

    /// The unused options by the command's name.
    private static let unusedOptions = [
        "init": ["--profile", "--json", "--no-log"],
        "report": [
            "--profile", "--home", "--browser", "--third-party", "--now", "--public-suffix-list",
            "--redact/--no-redact", "--secret", "--no-log",
        ],
        "run": ["--profile", "--json", "--no-log"],
    ]

    private func isTitled(_ section: String) -> Bool {
        let heading = section.prefix { $0 != "\n" }
        return heading.hasSuffix(":") && heading == heading.uppercased()
            && !Self.unmoved.contains { heading.hasPrefix($0) }
    }

    /// The options with their descriptions, which may continue on the following lines.
    private func entries(of section: String) -> [String] {
        var entries: [String] = []
        for line in section.split(separator: "\n").dropFirst() {
            if line.hasPrefix("  -") {
                entries.append(String(line))
            } else if !entries.isEmpty {
                entries[entries.count - 1] += "\n" + line
            }
        }
        return entries
    }

    private func isGeneral(_ entry: String) -> Bool {
        entry.hasPrefix("  --version ") || entry.hasPrefix("  -h, --help ")
    }
}

extension Substring {
    fileprivate func lastRange(of text: String) -> Range<Index>? {
        var found: Range<Index>?
        var rest = self
        while let range = rest.firstRange(of: text) {
            found = range
            rest = rest[range.upperBound...]
        }
        return found
    }
}

extension String {
    /// A synopsis without `[--option]` and `[--option <value>]`.
    fileprivate func withoutBrackets(beginning option: String) -> String {
        var text = self
        for end in ["]", " "] {
            guard let start = text.firstRange(of: " [" + option + end)?.lowerBound,
                let close = text[start...].firstIndex(of: "]")
            else { continue }
            text.removeSubrange(start...close)
        }
        return text
    }
}
