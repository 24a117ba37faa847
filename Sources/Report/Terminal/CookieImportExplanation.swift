package import CookieFiles
package import Cookies
internal import Infra
package import JSON

/// What became of every entry of a cookie file.
package struct CookieImportExplanation {
    /// An entry that is not imported.
    package struct Refused: Hashable, Sendable {
        package enum Reason: Hashable, Sendable {
            /// It could not be read as a cookie.
            case entry(CookieEntryRefusal)
            case cookie(SavedCookie, SavedCookieRefusal)
        }

        package var place: CookiePlace
        package var reason: Reason

        package init(at place: CookiePlace, _ reason: Reason) {
            self.place = place
            self.reason = reason
        }
    }

    package var path: String
    package var format: CookieFileFormat
    package var created = 0
    package var replaced = 0
    package var expired = 0
    /// Their end was brought forward to the latest that the browser allows.
    package var shortened = 0
    /// Stored, and gone again for the sake of the browser's limits.
    package var evicted = 0
    /// In the order of the file.
    package var refused: [Refused] = []
    package var remarks: [CookieFileRemark] = []
    /// Whether the other entries are imported although some are refused.
    package var skipsRefused: Bool

    package init(of path: String, format: CookieFileFormat, skipsRefused: Bool) {
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
            text.append(escaping: "\(path):\(entry.place.text) ", .strong)
            if let cookie = entry.cookieTitle { text.append(escaping: "\(cookie): ") }
            text.append(escaping: entry.sentence)
            text.append(" [\(entry.codes.joined(separator: ", "))]", .faint)
            layout.text(text, hanging: 2)
        }
        layout.text(isRefused ? refusalSummary : summary, hanging: 2)
        guard !isRefused else { return layout }
        for remark in facts {
            layout.text(StyledText(escaping: remark), indentation: 2, hanging: 2)
        }
        return layout
    }

    private var refusalSummary: StyledText {
        let all = refused.count + stored + expired
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

    private var facts: [String] {
        var facts: [String] = []
        if !refused.isEmpty { facts.append("\(refused.count) refused and skipped.") }
        if expired > 0 {
            facts.append("\(expired) had expired and \(wasOrWere(expired)) left out.")
        }
        if shortened > 0 {
            facts.append(
                "\(shortened) would live longer than this browser lets cookies live: "
                    + "cut to its limit."
            )
        }
        if evicted > 0 {
            facts.append(
                "\(evicted) \(wasOrWere(evicted)) removed again: a browser keeps only so many "
                    + "cookies of one site, and in all."
            )
        }
        return facts + remarks.map(\.sentence)
    }

    package var json: JSONValue {
        .object([
            "file": .string(path),
            "format": .string(format.rawValue),
            "imported": .integer(isRefused ? 0 : Int64(stored)),
            "created": .integer(isRefused ? 0 : Int64(created)),
            "replaced": .integer(isRefused ? 0 : Int64(replaced)),
            "expired": .integer(Int64(expired)),
            "shortened": .integer(isRefused ? 0 : Int64(shortened)),
            "evicted": .integer(isRefused ? 0 : Int64(evicted)),
            "refused": .array(refused.map(\.json)),
            "remarks": .strings(remarks.map(\.sentence)),
        ])
    }
}

private func wasOrWere(_ count: Int) -> String { count == 1 ? "was" : "were" }

extension CookieImportExplanation.Refused {
    fileprivate var cookie: SavedCookie? {
        guard case .cookie(let cookie, _) = reason else { return nil }
        return cookie
    }

    /// The value is nobody's business.
    fileprivate var cookieTitle: String? {
        cookie.map {
            let name = $0.name.isEmpty ? "a cookie without a name" : $0.name.utf8Decoded
            return "\(name.prefix(80)) of \($0.domain.prefix(80))"
        }
    }

    fileprivate var sentence: String {
        switch reason {
        case .entry(let refusal): refusal.sentence
        case .cookie(_, let refusal): refusal.sentence
        }
    }

    fileprivate var codes: [String] {
        switch reason {
        case .entry(let refusal): [refusal.code]
        case .cookie(_, let refusal): refusal.codes
        }
    }

    fileprivate var json: JSONValue {
        .object([
            "place": .string(place.text),
            "name": .optional(cookie) { .string($0.name.utf8Decoded) },
            "domain": .optional(cookie) { .string($0.domain) },
            "reasons": .strings(codes),
            "explanation": .string(sentence),
        ])
    }
}

extension CookiePlace {
    /// What stands behind `path:`.
    package var text: String {
        switch self {
        case .text(let line, let column): "\(line):\(column)"
        }
    }
}
