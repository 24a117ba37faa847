package import BrowserInfra
internal import WebOrigin

/// The state of one host; `nil` if the host no longer has an entry.
package struct TransportSecurityChange: Hashable, Sendable {
    package var key: TransportSecurityState.Key
    package var entry: TransportSecurityState.Entry?

    package init(key: TransportSecurityState.Key, entry: TransportSecurityState.Entry?) {
        self.key = key
        self.entry = entry
    }
}

/// The hosts that a browser only contacts over https.
///
/// https://www.rfc-editor.org/rfc/rfc6797#section-8
package struct TransportSecurityState: Hashable, Sendable {
    package struct Key: Hashable, Sendable {
        package var host: String
        /// The host of the top-level site where the header was received; empty if that does not
        /// matter.
        package var topLevelSite: String

        package init(host: String, topLevelSite: String) {
            self.host = host
            self.topLevelSite = topLevelSite
        }
    }

    package struct Entry: Hashable, Sendable {
        package var expiry: Moment
        package var includesSubdomains: Bool

        package init(expiry: Moment, includesSubdomains: Bool) {
            self.expiry = expiry
            self.includesSubdomains = includesSubdomains
        }
    }

    package private(set) var entries: [Key: Entry]
    /// The keys whose entries changed since the value was created, for the profile to write.
    package private(set) var changedKeys: Set<Key> = []

    package init(entries: [Key: Entry] = [:]) {
        self.entries = entries
    }

    /// https://www.rfc-editor.org/rfc/rfc6797#section-8.1
    package mutating func learn(_ header: StrictTransportSecurity, for key: Key, now: Moment) {
        changedKeys.insert(key)
        // A max-age of 0 removes the host.
        guard header.maxAge > 0 else {
            entries[key] = nil
            return
        }
        entries[key] = Entry(
            expiry: now.advanced(bySeconds: header.maxAge),
            includesSubdomains: header.includesSubdomains
        )
    }

    /// Adds entries from storage; those that have changed since take precedence.
    mutating func load(_ kept: [TransportSecurityChange]) {
        for change in kept where !changedKeys.contains(change.key) {
            entries[change.key] = change.entry
        }
    }

    /// The changes for the profile to write.
    package var storedChanges: [TransportSecurityChange] {
        changedKeys.map { TransportSecurityChange(key: $0, entry: entries[$0]) }
    }

    package mutating func clear() {
        changedKeys.formUnion(entries.keys)
        entries = [:]
    }

    /// Whether the host is in the list, or is a subdomain of a host that includes its subdomains.
    ///
    /// https://www.rfc-editor.org/rfc/rfc6797#section-8.2
    package func covers(_ key: Key, now: Moment) -> Bool {
        var candidate = key
        var isItself = true
        while true {
            if let entry = entries[candidate], entry.expiry > now,
                isItself || entry.includesSubdomains
            {
                return true
            }
            guard let dot = candidate.host.firstIndex(of: ".") else { return false }
            candidate.host = String(candidate.host[candidate.host.index(after: dot)...])
            isItself = false
        }
    }
}
