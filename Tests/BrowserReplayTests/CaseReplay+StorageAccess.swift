import BrowserFetch
import Explanations

extension CaseReplay {
    func runStorageAccess(
        _ step: RecordedCase.Step,
        in client: Page,
        _ observed: inout ObservedStep
    ) async {
        do {
            switch step.call {
            case "has":
                let value = try await browser.hasStorageAccess(client)
                // The recordings omit what is false.
                observed.outcome = ["resolved", value ? "true" : ""]
            case "query":
                let state = try await browser.queriedStorageAccess(of: client)
                observed.outcome = ["resolved", RecordedValue.string(state.rawValue).line]
            case "request":
                let refusal = try await browser.refusalOfStorageAccess(
                    to: client,
                    hasUserActivation: isActivated
                )
                finish(refusal, at: FramePath(step.in ?? ""), &observed)
            default:
                observed.outcome = [
                    "rejected", "TypeError", "document.requestStorageAccessFor is not a function",
                ]
            }
        } catch {
            observed.outcome = ["\(error)"]
        }
    }

    private func finish(
        _ refusal: StorageAccessRefusal?,
        at path: FramePath,
        _ observed: inout ObservedStep
    ) {
        guard let refusal else {
            tab.grantStorageAccess(at: path)
            observed.outcome = ["resolved", ""]
            return
        }
        // A browser with a window prompts and waits; one without a window denies.
        if refusal == .undecided, !deniesPrompts {
            observed.outcome = ["pending"]
            return
        }
        observed.outcome = ["rejected", refusal.errorName, refusal.scriptMessage]
        observed.messages += refusal.consoleMessages
        reportedMessages[path.text, default: []] += refusal.consoleMessages
    }
}
