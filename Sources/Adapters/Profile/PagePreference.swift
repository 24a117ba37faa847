package import BrowserFetch

/// The preferences that `crumb page` stores in a profile for all its browsers, so that commands
/// need not repeat them.
package struct PagePreference: Hashable, Sendable {
    /// The page that makes requests if the tab shows none.
    package var page: Page?
    /// The credentials mode of a `fetch()` that does not specify one.
    package var credentials: CredentialsMode?

    package init(page: Page? = nil, credentials: CredentialsMode? = nil) {
        self.page = page
        self.credentials = credentials
    }
}

extension Profile {
    package func pagePreference() throws(ProfileError) -> PagePreference {
        PagePreference(page: try preferredPage(), credentials: try preferredCredentials())
    }

    /// Returns only the preferred page, for commands that do not call fetch().
    package func preferredPage() throws(ProfileError) -> Page? {
        try state(.preferredPage, of: nil).flatMap(CurrentPageText.page)
    }

    /// Returns only the preferred credentials mode, for commands that have a page.
    package func preferredCredentials() throws(ProfileError) -> CredentialsMode? {
        try state(.preferredCredentials, of: nil).flatMap(CredentialsMode.init)
    }

    /// Stores the preference. Tabs that show a different page from the preferred one show that from
    /// now on.
    package func prefer(_ preference: PagePreference) throws(ProfileError) {
        let old = try pagePreference()
        var changes: [StateChange] = []
        if preference.page != old.page {
            changes.append(
                StateChange(
                    .preferredPage,
                    of: nil,
                    to: preference.page.map(CurrentPageText.text)
                )
            )
            changes += BrowserPolicy.presets.flatMap {
                [
                    StateChange(.currentPage, of: $0.name, to: nil),
                    StateChange(.sessionHistory, of: $0.name, to: nil),
                ]
            }
        }
        changes.append(
            StateChange(.preferredCredentials, of: nil, to: preference.credentials?.rawValue)
        )
        _ = try commit(ProfileChanges(state: changes))
    }
}
