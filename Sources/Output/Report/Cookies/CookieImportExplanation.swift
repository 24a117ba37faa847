package import BrowserCookies
internal import BrowserInfra
package import BrowserJSON
package import CookieFiles
internal import Explanations
package import Terminal

/// What became of every entry of a cookie file.
package struct CookieImportExplanation {
    /// An entry that is not imported.
    package struct Refused: Hashable, Sendable {
        package enum Reason: Hashable, Sendable {
            /// It could not be read as a cookie.
            case entry(CookieEntryError, CookieLabel?)
            case cookie(ImportedCookie, ImportedCookieRefusal)
        }

        package var place: CookieFileLocation
        package var reason: Reason

        package init(at place: CookieFileLocation, _ reason: Reason) {
            self.place = place
            self.reason = reason
        }
    }

    package var path: String
    package var format: CookieFileFormat
    package var created = 0
    package var replaced = 0
    /// The names of those that had expired.
    package var expired: [String] = []
    /// Their end was brought forward to the latest that the browser allows.
    package var shortened: [String] = []
    /// Stored, and gone again for the sake of the browser's limits.
    package var evicted = 0
    /// In the order of the file.
    package var refused: [Refused] = []
    package var remarks: [CookieRemark] = []
    /// Whether the other entries are imported although some are refused.
    package var skipsRefused: Bool

    /// Whether sentences name all cookies that they are about, and not the first few.
    package var isVerbose: Bool

    package init(
        of path: String,
        format: CookieFileFormat,
        skipsRefused: Bool,
        isVerbose: Bool = false
    ) {
        self.isVerbose = isVerbose
        self.path = path
        self.format = format
        self.skipsRefused = skipsRefused
    }

    package var isRefused: Bool { !refused.isEmpty && !skipsRefused }

    private var stored: Int { created + replaced }

    package var layout: Layout {
        var layout = Layout()
        for entry in refused {
            var text = StyledText("✗ ", .bad)
            text.append(escaping: "\(entry.place.text(in: path)): ", .strong)
            if let title = entry.title { text.append(escaping: "\(title.phrase): ") }
            text.append(escaping: entry.sentence)
            text.append(" [\(entry.codes.joined(separator: ", "))]", .faint)
            layout.text(text, hanging: 2)
        }
        layout.text(isRefused ? refusalSummary : summary, hanging: 2)
        guard !isRefused else { return layout }
        for remark in facts(naming: isVerbose ? .max : 5) {
            layout.text(StyledText(escaping: remark), indentation: 2, hanging: 2)
        }
        return layout
    }

    private var refusalSummary: StyledText {
        let all = refused.count + stored + expired.count
        guard refused.count < all else {
            return StyledText("Nothing is imported: no entry of the file is accepted.")
        }
        return StyledText(
            "Nothing is imported, because \(refused.count) of \(all) entries "
                + "\(refused.count == 1 ? "is" : "are") refused; --skip-refused imports the rest."
        )
    }

    private var summary: StyledText {
        var text = StyledText("✓ ", .good)
        text.append("\(counted(stored, "cookie")) imported from ")
        text.append(escaping: path, .strong)
        text.append(" (\(format.rawValue))")
        if replaced > 0 { text.append(": \(created) new, \(replaced) replaced") }
        return text
    }

    /// `limit`: how many cookies a sentence names.
    private func facts(naming limit: Int) -> [String] {
        var facts: [String] = []
        if !refused.isEmpty { facts.append("\(refused.count) refused and skipped.") }
        if !expired.isEmpty {
            facts.append(
                "\(expired.count) had expired and \(wasOrWere(expired.count)) left out: "
                    + "\(listed(expired, limit))."
            )
        }
        if !shortened.isEmpty {
            facts.append(
                "\(shortened.count) would live longer than this browser lets cookies live: "
                    + "cut to its limit: \(listed(shortened, limit))."
            )
        }
        if evicted > 0 {
            facts.append(
                "\(evicted) \(wasOrWere(evicted)) removed again: a browser keeps only so many "
                    + "cookies of one site, and in all."
            )
        }
        return facts + remarks.map { $0.sentence(naming: limit) }
    }

    package var json: JSONValue {
        .object([
            "file": .string(path),
            "format": .string(format.rawValue),
            "imported": .integer(isRefused ? 0 : Int64(stored)),
            "created": .integer(isRefused ? 0 : Int64(created)),
            "replaced": .integer(isRefused ? 0 : Int64(replaced)),
            "expired": .integer(expired.count),
            "shortened": .integer(isRefused ? 0 : Int64(shortened.count)),
            "evicted": .integer(isRefused ? 0 : Int64(evicted)),
            "refused": .array(refused.map(\.json)),
            "remarks": .strings(remarks.map { $0.sentence(naming: .max) }),
        ])
    }
}

private func wasOrWere(_ count: Int) -> String { count == 1 ? "was" : "were" }

extension CookieImportExplanation.Refused {
    fileprivate var title: CookieLabel? {
        switch reason {
        case .entry(_, let title): title
        case .cookie(let cookie, _):
            CookieLabel(name: cookie.name.utf8Decoded, domain: cookie.domain)
        }
    }

    fileprivate var sentence: String {
        switch reason {
        case .entry(let refusal, _): refusal.sentence
        case .cookie(_, let refusal): refusal.sentence
        }
    }

    fileprivate var codes: [String] {
        switch reason {
        case .entry(let refusal, _): [refusal.code]
        case .cookie(_, let refusal): refusal.codes
        }
    }

    fileprivate var json: JSONValue {
        .object([
            "line": .optional(place.line) { .integer($0.line) },
            "column": .optional(place.line) { .integer($0.column) },
            "row": .optional(place.row) { .integer($0) },
            "name": .optional(title) { .string($0.name) },
            "domain": .optional(title) { .string($0.domain) },
            "reasons": .strings(codes),
            "explanation": .string(sentence),
        ])
    }
}

extension CookieLabel {
    fileprivate var phrase: String {
        let name = name.isEmpty ? "a cookie without a name" : String(name.prefix(80))
        return "\(name) of \(domain.prefix(80))"
    }
}

extension CookieFileLocation {
    fileprivate var line: (line: Int, column: Int)? {
        guard case .text(let line, let column) = self else { return nil }
        return (line, column)
    }

    fileprivate var row: Int64? {
        guard case .row(let number) = self else { return nil }
        return number
    }

    /// `cookies.txt:3:1`, which editors and terminals make a link of.
    func text(in path: String) -> String {
        switch self {
        case .text(let line, let column): "\(path):\(line):\(column)"
        case .row(let number): "\(path), row \(number)"
        }
    }
}
