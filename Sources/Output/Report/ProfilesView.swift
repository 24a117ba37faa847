package import BrowserJSON
internal import Explanations
package import Terminal

/// What `crumb profiles` shows of one profile.
package struct ProfileSummary: Sendable {
    package var name: String
    /// Bytes on disk.
    package var size: Int
    /// Cookies by browser; browsers without any are left out.
    package var jars: [(browser: String, count: Int)] = []
    /// URLs of current pages by browser.
    package var pages: [(browser: String, url: String)] = []
    /// What `crumb page` keeps; `nil` where nothing is.
    package var keptPage: String?
    package var keptCredentials: String?

    package init(name: String, size: Int) {
        self.name = name
        self.size = size
    }
}

/// The profiles of a home.
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
            layout.text(StyledText(escaping: "There is no profile in \(home) yet.", .faint))
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
