package import BrowserFetch
package import BrowserJSON
package import Terminal

/// The permissions that were decided for one browser's pages.
package struct PermissionsView {
    private let entries: [(key: Permissions.Key, state: PermissionState)]
    private let browser: String

    package init(_ entries: [Permissions.Key: Permissions.Entry], of browser: String) {
        self.browser = browser
        self.entries = entries.map { ($0.key, $0.value.state) }.sorted { left, right in
            let (left, right) = (left.key, right.key)
            return (left.origin, left.name.rawValue, left.embeddedOrigin ?? "")
                < (right.origin, right.name.rawValue, right.embeddedOrigin ?? "")
        }
    }

    package var layout: Layout {
        var layout = Layout()
        guard !entries.isEmpty else {
            layout.text(StyledText("No permissions have been decided.", .faint))
            return layout
        }
        for (key, state) in entries {
            var text = StyledText(escaping: key.origin, .strong)
            text.append(escaping: " \(key.name.rawValue) ")
            let style: StyledText.Style =
                state == .granted ? .good : state == .denied ? .bad : .faint
            text.append(state.rawValue, style)
            if let frame = key.embeddedOrigin {
                text.append(escaping: " for frames of \(frame)", .faint)
            }
            layout.text(text)
        }
        return layout
    }

    /// `crumb.permissions/1`.
    package var json: JSONValue {
        .object([
            "schema": "crumb.permissions/1",
            "browser": .string(browser),
            "permissions": .array(
                entries.map { key, state in
                    .object([
                        "name": .string(key.name.rawValue),
                        "state": .string(state.rawValue),
                        "origin": .string(key.origin),
                        "embeddedOrigin": key.embeddedOrigin.map { .string($0) } ?? .null,
                    ])
                }
            ),
        ])
    }
}
