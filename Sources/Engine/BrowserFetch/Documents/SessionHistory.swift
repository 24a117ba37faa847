/// The pages that a tab has shown, and the position of the current one.
///
/// https://html.spec.whatwg.org/#session-history
package struct SessionHistory: Hashable, Sendable {
    /// The pages, oldest first.
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

    /// Returns the history with at most `limit` pages around the current one; the oldest are
    /// dropped first.
    package func latest(_ limit: Int) -> SessionHistory {
        let excess = min(max(0, entries.count - limit), position)
        return SessionHistory(
            entries: Array(entries.dropFirst(excess).prefix(limit)),
            position: position - excess
        )
    }
}
