package import BrowserFetch
internal import WebOrigin

extension FetchReport {
    /// The error that a call that loads a script throws or rejects with; `nil` if it fires an event
    /// instead.
    package var loadingError: (name: String, message: String)? {
        guard let resource, case .rejected(let failure) = outcome else { return nil }
        let wording = ScriptErrorWording.of(browser)
        switch failure {
        case .disallowedByMode(let url, let origin, _)
        where exchanges.isEmpty
            && BrowserPolicy.named(browser).resources[resource].otherOrigin == .throwsError:
            let isShared = resource == .sharedWorker || resource == .moduleSharedWorker
            let template = isShared ? wording.foreignSharedWorker : wording.foreignWorker
            let message = template.replacing("{url}", with: url.href)
                .replacing("{origin}", with: origin)
            return ("SecurityError", message)
        case .contentSecurityPolicy
        where exchanges.isEmpty
            && BrowserPolicy.named(browser).resources[resource].forbiddenURL == .throwsError:
            return ("SecurityError", wording.foreignWorker)
        case .cors where resource == .dynamicImport || resource == .jsonModule:
            return ("TypeError", wording.importDenied.replacing("{url}", with: url?.href ?? ""))
        case _ where resource == .dynamicImport || resource == .jsonModule:
            return ("TypeError", wording.importFailed.replacing("{url}", with: url?.href ?? ""))
        default: return nil
        }
    }
}
