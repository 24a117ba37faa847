/// What policies look at of the element that asks for a script or a style sheet.
package struct ElementMetadata: Hashable, Sendable {
    /// https://fetch.spec.whatwg.org/#concept-request-nonce-metadata
    var nonce = ""
    /// https://fetch.spec.whatwg.org/#concept-request-integrity-metadata
    var integrity = ""
    /// https://fetch.spec.whatwg.org/#concept-request-parser-metadata
    var isParserInserted = false

    package init() {}

    init(of load: LoadRequest) {
        nonce = load.nonce
        integrity = load.kind.hasIntegrity ? load.integrity : ""
        isParserInserted = load.isParserInserted && !load.kind.isRequestedByScript
    }
}

extension Request {
    /// Whether the element is allowed or refused whatever its URL is; `nil` where that decides.
    func isAllowedByElement(_ directive: ContentSecurityPolicy.Directive) -> Bool? {
        let list = directive.sourceList
        switch destination {
        case .style: return list.matches(nonce: elementMetadata.nonce) ? true : nil
        // (What stands in for `worker-src` otherwise looks at URLs alone, as that does.)
        case .worker, .sharedworker, .serviceworker:
            guard directive.name == "script-src" else { return nil }
        case .script: break
        default: return nil
        }
        return isAllowedAsScript(list)
    }

    /// https://www.w3.org/TR/CSP3/#script-pre-request
    private func isAllowedAsScript(_ list: SourceList) -> Bool? {
        // 1.1. The nonce.
        if list.matches(nonce: elementMetadata.nonce) { return true }
        // 1.2. The integrity: all that it would take is named.
        if list.matches(IntegrityMetadata(parsing: elementMetadata.integrity)) { return true }
        // 1.3. With 'strict-dynamic', the parser's are blocked, and what scripts add is not.
        if list.contains(.strictDynamic) { return !elementMetadata.isParserInserted }
        // 1.4. The URL decides.
        return nil
    }
}

extension SourceList {
    /// https://www.w3.org/TR/CSP3/#match-integrity-metadata-to-source-list
    fileprivate func matches(_ integrity: IntegrityMetadata) -> Bool {
        !hashes.isEmpty && !integrity.digests.isEmpty
            && integrity.digests.allSatisfy { digest in
                hashes.contains(Hash(algorithm: digest.algorithm, digest: digest.value))
            }
    }
}

extension ResourceKind {
    /// Whether a script asks for it, and no element.
    fileprivate var isRequestedByScript: Bool {
        switch self {
        case .dynamicImport, .importScripts, .worker, .moduleWorker, .sharedWorker,
            .moduleSharedWorker, .serviceWorker:
            true
        default: false
        }
    }
}
