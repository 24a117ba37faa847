internal import WebOrigin

extension Permissions.Key {
    /// Creates the key for the storage access of a page in a frame; `nil` if the page is not in a
    /// frame, or if its origin is opaque.
    package init?(storageAccessOf page: Page) {
        guard !page.ancestors.isEmpty, !page.origin.isOpaque else { return nil }
        self.init(
            name: .storageAccess,
            origin: page.top.origin.serialized,
            embeddedOrigin: page.origin.serialized
        )
    }
}
