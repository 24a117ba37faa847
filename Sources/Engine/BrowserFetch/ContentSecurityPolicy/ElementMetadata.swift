/// The properties of an element that requests a script or style sheet, as policies check them.
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
    /// Whether the element is allowed or blocked whatever its URL is; `nil` if the URL decides.
    func isAllowedByElement(_ directive: ContentSecurityPolicy.Directive) -> Bool? {
        let list = directive.sourceList
        switch destination {
        case .style: return list.matches(nonce: elementMetadata.nonce) ? true : nil
        // (Like `worker-src` itself, its other fallbacks only check URLs.)
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
        // 1.2. The integrity: the list contains all digests that it would accept.
        if list.matches(IntegrityMetadata(parsing: elementMetadata.integrity)) { return true }
        // 1.3. With 'strict-dynamic', parser-inserted scripts are blocked; those that scripts add
        // are not.
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
    /// Whether a script requests it, rather than an element.
    fileprivate var isRequestedByScript: Bool {
        switch self {
        case .dynamicImport, .importScripts, .worker, .moduleWorker, .sharedWorker,
            .moduleSharedWorker, .serviceWorker:
            true
        default: false
        }
    }
}
