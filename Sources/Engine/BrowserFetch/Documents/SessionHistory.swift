/// The pages that a tab has shown, and which of them it shows.
///
/// https://html.spec.whatwg.org/#session-history
package struct SessionHistory: Hashable, Sendable {
    /// The oldest first.
    package var entries: [Entry]
    package var position: Int

    package struct Entry: Hashable, Sendable {
        package var state: DocumentState
        package var document: Page

        package init(state: DocumentState, document: Page) {
            self.state = state
            self.document = document
        }
    }

    package init(entries: [Entry] = [], position: Int = 0) {
        self.entries = entries
        self.position = position
    }

    /// With no more than `limit` pages around the one that is shown; the oldest go first.
    package func latest(_ limit: Int) -> SessionHistory {
        let excess = min(max(0, entries.count - limit), position)
        return SessionHistory(
            entries: Array(entries.dropFirst(excess).prefix(limit)),
            position: position - excess
        )
    }
}
