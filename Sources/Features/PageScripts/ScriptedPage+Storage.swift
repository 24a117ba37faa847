internal import BrowserFetch
internal import BrowserJSON
internal import Explanations

/// The page's `localStorage` and `sessionStorage`.
extension ScriptedPage {
    /// Reads a storage area while the page waits.
    func readStorage(_ message: PageMessage) async {
        let area = WebStorage.Key.Area(rawValue: message.string("area")) ?? .local
        do throws(WebStorageFailure) {
            let items = try await browser.webStorageItems(area, in: page)
            answer(
                .object([
                    "items": .array(items.map { .array([.string($0.name), .string($0.value)]) })
                ])
            )
        } catch {
            answer(.object(["error": .string(storageError(error, area))]))
        }
    }

    /// Stores a change that the page has already made.
    func changeStorage(_ message: PageMessage) async {
        let area = WebStorage.Key.Area(rawValue: message.string("area")) ?? .local
        do throws(WebStorageFailure) {
            try await browser.changeWebStorage(
                area,
                name: message.json["name"].string,
                value: message.json["value"].string,
                in: page
            )
        } catch {
            // The area could be read, so it can be changed.
            return
        }
        await listener.changedStorage()
    }

    private func storageError(
        _ failure: WebStorageFailure,
        _ area: WebStorage.Key.Area
    ) -> String {
        switch failure {
        case .opaqueOrigin:
            ScriptErrorWording.of(browser.policy.name).storageDenied(
                "\(area.rawValue)Storage",
                in: page
            )
        case .storage(let error): error.detail
        }
    }
}
