package import BrowserFetch
package import BrowserInfra
package import BrowserJSON
internal import Explanations
package import Terminal

/// The hosts that a browser only requests over https.
package struct TransportSecurityView {
    private let entries: [(key: TransportSecurityState.Key, entry: TransportSecurityState.Entry)]
    private let browser: String
    private let now: Moment

    /// Creates a view of the entries that have not expired.
    package init(_ entries: [TransportSecurityChange], of browser: String, now: Moment) {
        self.browser = browser
        self.now = now
        self.entries = entries.compactMap { change in
            guard let entry = change.entry, entry.expiry > now else { return nil }
            return (change.key, entry)
        }.sorted { ($0.key.host, $0.key.topLevelSite) < ($1.key.host, $1.key.topLevelSite) }
    }

    package var layout: Layout {
        var layout = Layout()
        guard !entries.isEmpty else {
            layout.text(StyledText("No hosts are https only.", .faint))
            return layout
        }
        for (key, entry) in entries {
            var text = StyledText(escaping: key.host, .strong)
            if entry.includesSubdomains { text.append(" and its subdomains") }
            text.append(escaping: ", expires \(relativeTime(from: now, to: entry.expiry))")
            if !key.topLevelSite.isEmpty {
                text.append(escaping: ", under \(key.topLevelSite)", .faint)
            }
            layout.text(text)
        }
        return layout
    }

    /// `crumb.hsts/1`.
    package var json: JSONValue {
        .object([
            "schema": "crumb.hsts/1",
            "browser": .string(browser),
            "hosts": .array(
                entries.map { key, entry in
                    .object([
                        "host": .string(key.host),
                        "includeSubDomains": .bool(entry.includesSubdomains),
                        "expires": .string(entry.expiry.iso8601),
                        "topLevelSite": key.topLevelSite.isEmpty
                            ? .null : .string(key.topLevelSite),
                    ])
                }
            ),
        ])
    }
}
