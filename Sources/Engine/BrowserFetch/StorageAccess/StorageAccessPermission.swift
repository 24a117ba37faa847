internal import WebOrigin

extension Permissions.Key {
    /// Storage access of a frame's page; `nil` of a page that is none, or that has no origin.
    package init?(storageAccessOf page: Page) {
        guard !page.ancestors.isEmpty, !page.origin.isOpaque else { return nil }
        self.init(
            name: .storageAccess,
            origin: page.top.origin.serialized,
            embeddedOrigin: page.origin.serialized
        )
    }
}
