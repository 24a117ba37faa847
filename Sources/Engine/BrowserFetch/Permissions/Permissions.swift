internal import WebOrigin

/// A permission that a user can grant to a page.
///
/// https://w3c.github.io/permissions/#dfn-permission
package enum PermissionName: String, Hashable, Sendable, CaseIterable {
    case localNetwork = "local-network"
    case loopbackNetwork = "loopback-network"
    /// The older name for both.
    case localNetworkAccess = "local-network-access"
    case storageAccess = "storage-access"
}

/// https://w3c.github.io/permissions/#dom-permissionstate
package enum PermissionState: String, Hashable, Sendable, CaseIterable {
    case granted, denied, prompt
}

/// The decisions about pages' permissions; anything undecided is to be prompted for.
package struct Permissions: Hashable, Sendable {
    package struct Key: Hashable, Sendable {
        package var name: PermissionName
        /// The serialized origin of the page in the address bar.
        package var origin: String
        /// The serialized origin of the frame, if the permission belongs to a frame.
        package var embeddedOrigin: String?

        package init(name: PermissionName, origin: String, embeddedOrigin: String? = nil) {
            self.name = name
            self.origin = origin
            self.embeddedOrigin = embeddedOrigin
        }
    }

    package struct Entry: Hashable, Sendable {
        package var state: PermissionState
        /// Whether Permissions-Policy is ignored, for instance because the DevTools protocol set
        /// the state.
        package var passesPolicies: Bool

        package init(_ state: PermissionState, passesPolicies: Bool = false) {
            self.state = state
            self.passesPolicies = passesPolicies
        }
    }

    package private(set) var entries: [Key: Entry]
    /// The keys whose entries changed since the value was created, for the profile to write.
    package private(set) var changedKeys: Set<Key> = []
    /// Temporary entries, which take precedence and are not stored.
    private var assumed: [Key: Entry] = [:]

    package init(entries: [Key: Entry] = [:]) {
        self.entries = entries
    }

    package subscript(key: Key) -> Entry? {
        get { assumed[key] ?? entries[key] }
        set {
            changedKeys.insert(key)
            entries[key] = newValue
        }
    }

    /// The entries that are in effect.
    var effective: [Key: Entry] { entries.merging(assumed) { $1 } }

    /// Sets a temporary entry, which overrides any other.
    mutating func assume(_ entry: Entry, on key: Key) {
        assumed[key] = entry
    }

    /// Adds entries from storage; those that have changed since take precedence.
    mutating func load(_ kept: [Key: Entry]) {
        entries.merge(kept.filter { !changedKeys.contains($0.key) }) { $1 }
    }

    /// The changes for the profile to write; `nil` for an entry that was removed.
    package var storedChanges: [Key: Entry?] {
        Dictionary(uniqueKeysWithValues: changedKeys.map { ($0, entries[$0]) })
    }
}

extension Browser {
    /// Stores a decision of the user or of a setting; `nil` removes the decision.
    package func decide(_ entry: Permissions.Entry?, on key: Permissions.Key) {
        permissions[key] = entry
    }

    /// Makes a decision that lasts as long as this browser exists.
    package func assume(_ entry: Permissions.Entry, on key: Permissions.Key) {
        permissions.assume(entry, on: key)
    }

    func loadPermissions() throws(BrowserStorageError) {
        guard let storage, !hasLoadedPermissions else { return }
        permissions.load(try storage.permissions())
        heldStorageAccess.load(try storage.heldStorageAccess())
        hasLoadedPermissions = true
    }
}
