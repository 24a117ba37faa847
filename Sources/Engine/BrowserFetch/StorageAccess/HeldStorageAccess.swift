internal import BrowserCookies
internal import WebOrigin

/// The frames that keep storage access between commands, by their origin and that of the page in
/// the address bar. They lose it when the tab shows another page.
package struct HeldStorageAccess: Hashable, Sendable {
    package struct Frame: Hashable, Sendable {
        /// The serialized origin of the frame, and below it that of the page in the address bar.
        package var origin: String
        package var topLevelOrigin: String

        package init(origin: String, topLevelOrigin: String) {
            self.origin = origin
            self.topLevelOrigin = topLevelOrigin
        }
    }

    package private(set) var frames: Set<Frame> = []
    /// The changes for the profile to write; `nil` if there are none.
    package private(set) var storedChanges: Set<Frame>?

    mutating func load(_ kept: Set<Frame>) {
        frames.formUnion(kept)
    }

    mutating func hold(_ frame: Frame) {
        frames.insert(frame)
        storedChanges = frames
    }

    mutating func release(_ frame: Frame) {
        guard frames.remove(frame) != nil else { return }
        storedChanges = frames
    }

    mutating func release() {
        frames = []
        storedChanges = []
    }
}

extension Browser {
    /// Gives the frame's document access to the cookies of its site, also in later commands.
    package func holdStorageAccess(for page: Page) throws(BrowserStorageError) {
        try loadPermissions()
        guard let frame = HeldStorageAccess.Frame(page) else { return }
        heldStorageAccess.hold(frame)
    }

    /// Revokes the storage access of all frames, because the tab shows another page.
    package func releaseStorageAccess() {
        heldStorageAccess.release()
    }

    /// Whether a frame keeps the access of its current document, which it does when it navigates or
    /// reloads itself.
    func keepsStorageAccess(
        _ navigation: NavigationRequest,
        from client: Page?,
        in target: NavigationTarget
    ) -> Bool {
        guard !target.isTopLevel, let document = target.document, hasHeldAccess(document) else {
            return false
        }
        if navigation.isReload || document == client { return true }
        if let frame = HeldStorageAccess.Frame(document) { heldStorageAccess.release(frame) }
        return false
    }

    func hasHeldAccess(_ page: Page) -> Bool {
        if page.hasStorageAccess { return true }
        guard !heldStorageAccess.frames.isEmpty, let frame = HeldStorageAccess.Frame(page) else {
            return false
        }
        return heldStorageAccess.frames.contains(frame)
    }
}

extension HeldStorageAccess.Frame {
    /// `nil` if the page is not a frame with a tuple origin.
    fileprivate init?(_ page: Page) {
        guard !page.ancestors.isEmpty, !page.origin.isOpaque, page.credentialless == nil else {
            return nil
        }
        self.init(origin: page.origin.serialized, topLevelOrigin: page.top.origin.serialized)
    }
}
