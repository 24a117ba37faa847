internal import BrowserInfra
internal import Synchronization
internal import Terminal
internal import WebOrigin

/// What is said of the public suffix list after a command: that it is old, where that mattered, or
/// that a file which should have been the list cannot be read.
enum SuffixListNote {
    private struct Use {
        var list: PublicSuffixList
        var home: String?
        var output: Output
    }

    private static let use = Mutex<Use?>(nil)

    /// `list` is the one that this command asks. Returns what is to be asked in its place.
    static func observe(
        _ list: PublicSuffixList,
        home: String?,
        on output: Output
    ) -> PublicSuffixList {
        var list = list
        if list.edition.isOutdated(at: VirtualClock.wallClock()) { list.witness = SuffixWitness() }
        let observed = list
        use.withLock { use in
            // One list for all browsers and files of a command.
            list = use?.list ?? observed
            if use == nil { use = Use(list: observed, home: home, output: output) }
        }
        return list
    }

    /// For commands that are to explain nothing.
    static func silence() {
        use.withLock { $0 = nil }
    }

    /// Says it, if there is something to say.
    static func print() {
        guard let use = use.withLock({ $0 }) else { return }
        for sentence in sentences(of: use) { use.output.note(layout(sentence, on: use.output)) }
    }

    /// Beside the explanation, or a line of a log.
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
            sentences.append("\(problem.sentence) libpsl's own list was asked instead.")
        }
        if let decision = use.list.witness?.decision {
            let place = use.home.map { "\($0)/public_suffix_list.dat" } ?? "--public-suffix-list"
            sentences.append(
                "\(decision.question) is as of \(use.list.edition.day): that is how old the public "
                    + "suffix list is. Save https://publicsuffix.org/list/public_suffix_list.dat as "
                    + "\(place) for today's answer."
            )
        }
        return sentences
    }
}

extension SuffixWitness.Decision {
    /// As the subject of a sentence.
    fileprivate var question: String {
        switch self {
        case .oneSite(let host, let other): "Whether \(host) and \(other) are of one site"
        case .cookieDomain(let domain): "Whether \(domain) is a public suffix"
        }
    }
}
