import BrowserFetch
import Explanations
import WebOrigin

extension CaseReplay {
    /// Whether the permission prompt is still open, as it is in Firefox when there is no user;
    /// Chromium without a user denies it.
    func isPending(_ report: FetchReport) -> Bool {
        guard !deniesPrompts, case .rejected(.localNetwork(let refusal)) = report.outcome else {
            return false
        }
        return refusal.reason == .undecided
    }

    func askForPermission(
        _ step: RecordedCase.Step,
        in client: Page,
        _ observed: inout ObservedStep
    ) async {
        let name = step.name ?? ""
        if step.call != "query" || name == "storage-access" {
            await runStorageAccess(step, in: client, &observed)
            return
        }
        let permission = PermissionName(rawValue: name)
        guard let permission, permission != .localNetworkAccess || deniesPrompts else {
            observed.outcome = [
                "rejected", "TypeError",
                "'\(name)' (value of 'name' member of PermissionDescriptor) is not a valid value for "
                    + "enumeration PermissionName.",
            ]
            return
        }
        let key = Permissions.Key(name: permission, origin: client.top.origin.serialized)
        let state = await browser.permissions[key]?.state ?? (deniesPrompts ? .denied : .prompt)
        observed.outcome = ["resolved", RecordedValue.string(state.rawValue).line]
    }
}
