/// The general explanation of a reason code: what it means, its usual cause, and the fix.
///
/// The sentences explain what happened to a particular cookie or request; this is for looking up a code
/// that occurs in a report, a scenario or DevTools.
package struct Reason: Hashable, Sendable {
    /// What a reason is about.
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        /// A request was rejected, or its response hidden.
        case request
        /// A cookie was not stored or not sent.
        case cookie
        /// A note that decides nothing.
        case warning
        /// Advice from crumb, with a fix or as a finding of `crumb doctor`.
        case advice
    }

    package var code: String
    package var kind: Kind
    /// The meaning as a part of a sentence, for a table.
    package var meaning: String
    /// The usual cause.
    package var cause: String
    package var fix: String
    /// The differences between browsers; `nil` if all simulated browsers agree.
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

    /// Returns the reason with this code, ignoring case.
    package static func named(_ code: String) -> Reason? {
        let wanted = code.lowercased()
        return all.first { $0.code.lowercased() == wanted }
    }
}
