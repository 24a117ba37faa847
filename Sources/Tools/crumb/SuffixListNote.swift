internal import BrowserInfra
internal import Synchronization
internal import Terminal
internal import WebOrigin

/// A note on the public suffix list after a command: that it is outdated, if that mattered, or that
/// a file that should contain the list cannot be read.
enum SuffixListNote {
    private struct Use {
        var list: PublicSuffixList
        var home: String?
        var output: Output
    }

    private static let use = Mutex<Use?>(nil)

    /// Registers the list of this command. Returns the list to use in its place.
    static func observe(
        _ list: PublicSuffixList,
        home: String?,
        on output: Output
    ) -> PublicSuffixList {
        var list = list
        if list.edition.isOutdated(at: VirtualClock.wallClock()) { list.witness = SuffixWitness() }
        let observed = list
        use.withLock { use in
            // The same list for all browsers and files of a command.
            list = use?.list ?? observed
            if use == nil { use = Use(list: observed, home: home, output: output) }
        }
        return list
    }

    /// Suppresses the note, for commands that must not explain anything.
    static func silence() {
        use.withLock { $0 = nil }
    }

    /// Prints the note, if there is one.
    static func print() {
        guard let use = use.withLock({ $0 }) else { return }
        for sentence in sentences(of: use) { use.output.note(layout(sentence, on: use.output)) }
    }

    /// The note next to an explanation, or as a line of a log.
    private static func layout(_ sentence: String, on output: Output) -> Layout {
        var layout = Layout()
        if output.terminal.isOutputTerminal {
            layout.row("note", StyledText(escaping: sentence), indentation: 0)
        } else {
            layout.verbatim(
                StyledText("crumb: ", .faint) + StyledText(escaping: sentence),
                indentation: 0
            )
        }
        return layout
    }

    private static func sentences(of use: Use) -> [String] {
        var sentences: [String] = []
        if let problem = use.list.problem {
            sentences.append("\(problem.sentence) libpsl's own list was used instead.")
        }
        if let decision = use.list.witness?.decision {
            let place = use.home.map { "\($0)/public_suffix_list.dat" } ?? "--public-suffix-list"
            sentences.append(
                "\(decision.question) was decided with a public suffix list of \(use.list.edition.day). "
                    + "For an up-to-date result, save "
                    + "https://publicsuffix.org/list/public_suffix_list.dat as \(place)."
            )
        }
        return sentences
    }
}

extension SuffixWitness.Decision {
    /// The decision as the subject of a sentence.
    fileprivate var question: String {
        switch self {
        case .oneSite(let host, let other): "Whether \(host) and \(other) are same-site"
        case .cookieDomain(let domain): "Whether \(domain) is a public suffix"
        }
    }
}
