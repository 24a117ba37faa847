internal import BrowserFetch
internal import BrowserJSON

/// A call of `document.requestStorageAccess()` or `hasStorageAccess()` in a frame.
struct StorageAccessAction: Hashable, Sendable {
    enum Call: String, Hashable, Sendable, CaseIterable {
        case request, has
    }

    var call: Call
    /// The user's earlier decision; `nil` leaves it unchanged.
    var permission: PermissionState?
    var frame = FrameSettings()
}

extension ActionReader {
    /// Reads `storage-access: request`, in the page's frame.
    func storageAccess(_ node: Node, _ fields: inout FieldReader) -> StorageAccessAction? {
        let call: StorageAccessAction.Call? = values.choice(node, "storage-access")
        var action = StorageAccessAction(call: call ?? .has)
        if let permission = fields.take("permission") {
            action.permission = values.choice(permission, "permission")
        }
        action.frame = frame(&fields)
        return call == nil ? nil : action
    }
}
