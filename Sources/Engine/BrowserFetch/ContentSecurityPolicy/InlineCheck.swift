internal import BrowserDigests
internal import BrowserInfra

/// Code that stands in a document, or is made of a string, and that its policies are asked about.
///
/// https://www.w3.org/TR/CSP3/#should-block-inline
package struct InlineCheck: Hashable, Sendable {
    /// The `type` of the standard's inline checks, and the compiling of strings.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case script = "inline-script"
        case scriptAttribute = "inline-attribute"
        case style = "inline-style"
        case styleAttribute = "inline-style-attribute"
        /// To a `javascript:` URL.
        case navigation = "javascript-url"
        /// `eval()`, `new Function()`, and a timer that is given a string.
        case eval = "eval"

        /// The directive that is named, whichever rules.
        ///
        /// https://www.w3.org/TR/CSP3/#effective-directive-for-inline-check
        package var effectiveName: String {
            switch self {
            case .script, .navigation: "script-src-elem"
            case .scriptAttribute: "script-src-attr"
            case .style: "style-src-elem"
            case .styleAttribute: "style-src-attr"
            case .eval: "script-src"
            }
        }

        /// What may rule it, itself first.
        ///
        /// https://www.w3.org/TR/CSP3/#directive-fallback-list
        var rulingNames: [String] {
            switch self {
            // A string is compiled by these alone.
            case .eval: ["script-src", "default-src"]
            case .script, .navigation, .scriptAttribute:
                [effectiveName, "script-src", "default-src"]
            case .style, .styleAttribute: [effectiveName, "style-src", "default-src"]
            }
        }

        package var isStyle: Bool { self == .style || self == .styleAttribute }

        /// Whether it is the content of an element, which nonces and hashes can name.
        package var isElement: Bool { self == .script || self == .style }
    }

    package var kind: Kind
    /// UTF-8: the content, the attribute's value, or the whole of a `javascript:` URL.
    package var source: [UInt8]
    /// Of the element; empty where it has none, or one that does not count because markup may have been
    /// injected into the element.
    ///
    /// https://www.w3.org/TR/CSP3/#is-element-nonceable
    package var nonce: String
    /// Whether the parser has inserted the element, and no script.
    package var isParserInserted: Bool

    package init(
        _ kind: Kind,
        source: [UInt8],
        nonce: String = "",
        isParserInserted: Bool = true
    ) {
        self.kind = kind
        self.source = source
        self.nonce = nonce
        self.isParserInserted = isParserInserted
    }
}

extension SourceList {
    /// https://www.w3.org/TR/CSP3/#match-element-to-source-list
    func matches(_ check: InlineCheck) -> Bool {
        if check.kind == .eval { return contains(.unsafeEval) }
        // 1. All inline code may be allowed.
        if allowsAllInline(check.kind) { return true }
        // 2. Nonces apply to elements only.
        if check.kind.isElement, matches(nonce: check.nonce) { return true }
        // 3.-5. And so do hashes, unless the list says otherwise.
        guard check.kind.isElement || contains(.unsafeHashes) else { return false }
        // 5.2.1. What a script inserts that may run, may run.
        if check.kind == .script, !check.isParserInserted, contains(.strictDynamic) { return true }
        // 5.2.2. Hashes.
        return hashes.contains { hash in
            hash.algorithm.digest(of: ByteString(check.source)) == hash.digest
        }
    }

    /// https://www.w3.org/TR/CSP3/#match-nonce-to-source-list
    func matches(nonce: String) -> Bool { !nonce.isEmpty && nonces.contains(nonce) }

    /// https://www.w3.org/TR/CSP3/#allow-all-inline
    private func allowsAllInline(_ kind: InlineCheck.Kind) -> Bool {
        contains(.unsafeInline) && !hasNoncesOrHashes
            && (kind.isStyle || !contains(.strictDynamic))
    }
}
