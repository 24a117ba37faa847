internal import BrowserFetch
internal import Explanations

extension StepExecutor {
    func perform(
        _ action: StorageAccessAction,
        on page: Page
    ) async throws(StepError) -> CookieStoreOutcome {
        if let state = action.permission, let key = Permissions.Key(storageAccessOf: page) {
            await browser.decide(Permissions.Entry(state), on: key)
        }
        // A scenario's browser is in memory: there is nothing that could not be read.
        var outcome = CookieStoreOutcome()
        switch action.call {
        case .has: outcome.flag = try? await browser.hasStorageAccess(page)
        case .request:
            outcome.refusal =
                (try? await browser.refusalOfStorageAccess(to: page, hasUserActivation: true))
                ?? nil
            if outcome.refusal == nil { try? await browser.holdStorageAccess(for: page) }
        }
        return outcome
    }
}
