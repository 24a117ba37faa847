/// A reason code in general: what it means, where it usually comes from, and what to do about it.
///
/// What happened to one cookie or one request is told by the sentences, which know its facts. This is
/// for whoever meets the code in a report, a scenario or DevTools and looks it up.
package struct Reason: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        /// A request was rejected, or its response hidden.
        case request
        /// A cookie was not stored or not sent.
        case cookie
        /// It decides nothing.
        case warning
        /// crumb points it out, with a fix or as a finding of `crumb doctor`.
        case advice
    }

    package var code: String
    package var kind: Kind
    /// What it says, as half a sentence: for a table.
    package var meaning: String
    /// Where it usually comes from.
    package var cause: String
    package var fix: String
    /// What differs between browsers; `nil` where all that crumb simulates agree.
    package var browsers: String?

    init(
        _ code: String,
        _ kind: Kind,
        _ meaning: String,
        cause: String,
        fix: String,
        browsers: String? = nil
    ) {
        self.code = code
        self.kind = kind
        self.meaning = meaning
        self.cause = cause
        self.fix = fix
        self.browsers = browsers
    }

    /// Every code, by kind and then by name.
    package static let all: [Reason] = requests + storageAccess + cookies + warnings + advice

    /// The reason of that code, whatever its case.
    package static func named(_ code: String) -> Reason? {
        let wanted = code.lowercased()
        return all.first { $0.code.lowercased() == wanted }
    }
}
