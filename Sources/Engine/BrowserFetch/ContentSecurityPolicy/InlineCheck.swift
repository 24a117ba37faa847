internal import BrowserDigests
internal import BrowserInfra

/// Inline code in a document, or code compiled from a string, that the document's policies must
/// allow.
///
/// https://www.w3.org/TR/CSP3/#should-block-inline
package struct InlineCheck: Hashable, Sendable {
    /// The `type` of the standard's inline checks, or the compilation of strings.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case script = "inline-script"
        case scriptAttribute = "inline-attribute"
        case style = "inline-style"
        case styleAttribute = "inline-style-attribute"
        /// A navigation to a `javascript:` URL.
        case navigation = "javascript-url"
        /// `eval()`, `new Function()`, or a timer with a string.
        case eval = "eval"

        /// The effective directive, which is reported even if a fallback applies.
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

        /// The directives that may apply, the effective one first.
        ///
        /// https://www.w3.org/TR/CSP3/#directive-fallback-list
        var rulingNames: [String] {
            switch self {
            // Only these apply to the compilation of strings.
            case .eval: ["script-src", "default-src"]
            case .script, .navigation, .scriptAttribute:
                [effectiveName, "script-src", "default-src"]
            case .style, .styleAttribute: [effectiveName, "style-src", "default-src"]
            }
        }

        package var isStyle: Bool { self == .style || self == .styleAttribute }

        /// Whether it is the content of an element, to which nonces and hashes apply.
        package var isElement: Bool { self == .script || self == .style }
    }

    package var kind: Kind
    /// The content, the attribute's value, or the whole `javascript:` URL, in UTF-8.
    package var source: [UInt8]
    /// The nonce of the element; empty if it has none, or if it does not count because markup may
    /// have been injected into the element.
    ///
    /// https://www.w3.org/TR/CSP3/#is-element-nonceable
    package var nonce: String
    /// Whether the parser inserted the element, rather than a script.
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
        // 2. Nonces only apply to elements.
        if check.kind.isElement, matches(nonce: check.nonce) { return true }
        // 3.-5. So do hashes, unless the list contains 'unsafe-hashes'.
        guard check.kind.isElement || contains(.unsafeHashes) else { return false }
        // 5.2.1. With 'strict-dynamic', a script that another script inserted may run.
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
