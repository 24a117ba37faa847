internal import WebOrigin

/// What a page has to be allowed by its user.
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

/// What was decided about pages' permissions; what was not is to be asked.
package struct Permissions: Hashable, Sendable {
    package struct Key: Hashable, Sendable {
        package var name: PermissionName
        /// Serialised: that of the page in the address bar.
        package var origin: String
        /// That of the frame in it, where the permission is a frame's.
        package var embeddedOrigin: String?

        package init(name: PermissionName, origin: String, embeddedOrigin: String? = nil) {
            self.name = name
            self.origin = origin
            self.embeddedOrigin = embeddedOrigin
        }
    }

    package struct Entry: Hashable, Sendable {
        package var state: PermissionState
        /// Whether Permissions-Policy does not matter, as where DevTools' protocol decides.
        package var passesPolicies: Bool

        package init(_ state: PermissionState, passesPolicies: Bool = false) {
            self.state = state
            self.passesPolicies = passesPolicies
        }
    }

    package private(set) var entries: [Key: Entry]
    /// The keys whose entries changed since it was made, for the profile to write.
    package private(set) var changedKeys: Set<Key> = []
    /// What counts now and is not kept.
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

    /// What counts of each.
    var effective: [Key: Entry] { entries.merging(assumed) { $1 } }

    /// Decides for now, whatever was decided before.
    mutating func assume(_ entry: Entry, on key: Key) {
        assumed[key] = entry
    }

    /// What is kept elsewhere; what was decided since counts.
    mutating func load(_ kept: [Key: Entry]) {
        entries.merge(kept.filter { !changedKeys.contains($0.key) }) { $1 }
    }

    /// For the profile to write; `nil` for what was taken back.
    package var storedChanges: [Key: Entry?] {
        Dictionary(uniqueKeysWithValues: changedKeys.map { ($0, entries[$0]) })
    }
}

extension Browser {
    /// The user, or a setting, decides; `nil` takes a decision back.
    package func decide(_ entry: Permissions.Entry?, on key: Permissions.Key) {
        permissions[key] = entry
    }

    /// Decides for as long as this browser is there.
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
