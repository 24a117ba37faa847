package import BrowserJSON
internal import Explanations
package import Terminal

/// One profile, as `crumb profiles` shows it.
package struct ProfileSummary: Sendable {
    package var name: String
    /// The size on disk, in bytes.
    package var size: Int
    /// The number of cookies of each browser that has any.
    package var jars: [(browser: String, count: Int)] = []
    /// The URL of the current page of each browser.
    package var pages: [(browser: String, url: String)] = []
    /// The page that `crumb page` keeps; `nil` if there is none.
    package var keptPage: String?
    package var keptCredentials: String?

    package init(name: String, size: Int) {
        self.name = name
        self.size = size
    }
}

/// The profiles in a home directory.
package struct ProfilesView {
    private let profiles: [ProfileSummary]
    private let home: String

    package init(_ profiles: [ProfileSummary], home: String) {
        self.profiles = profiles
        self.home = home
    }

    package var layout: Layout {
        var layout = Layout()
        guard !profiles.isEmpty else {
            layout.text(StyledText(escaping: "There are no profiles in \(home) yet.", .faint))
            return layout
        }
        for profile in profiles {
            layout.text(
                StyledText(escaping: profile.name, .strong)
                    + StyledText("  \(kilobytes(profile.size))", .faint)
            )
            for jar in profile.jars {
                layout.row(jar.browser, StyledText(counted(jar.count, "cookie")))
            }
            if profile.jars.isEmpty { layout.row("jars", StyledText("empty", .faint)) }
            for page in profile.pages {
                layout.row(
                    "page",
                    StyledText(escaping: page.url)
                        + StyledText(profile.pages.count > 1 ? " (\(page.browser))" : "", .faint)
                )
            }
            if let page = profile.keptPage {
                layout.row("page", StyledText(escaping: page) + StyledText(" (kept)", .faint))
            }
            if let credentials = profile.keptCredentials {
                layout.row("fetch()", StyledText(escaping: "credentials: \"\(credentials)\""))
            }
        }
        return layout
    }

    private func kilobytes(_ bytes: Int) -> String { "\((bytes + 1023) / 1024) KiB" }

    /// `crumb.profiles/1`.
    package var json: JSONValue {
        .object([
            "schema": "crumb.profiles/1",
            "home": .string(home),
            "profiles": .array(
                profiles.map { profile in
                    .object([
                        "name": .string(profile.name),
                        "bytes": .integer(profile.size),
                        "cookies": .object(
                            profile.jars.map { JSONValue.Member($0.browser, .integer($0.count)) }
                        ),
                        "pages": .object(
                            profile.pages.map { JSONValue.Member($0.browser, .string($0.url)) }
                        ),
                        "keptPage": profile.keptPage.map { .string($0) } ?? .null,
                        "keptCredentials": profile.keptCredentials.map { .string($0) } ?? .null,
                    ])
                }
            ),
        ])
    }
}
