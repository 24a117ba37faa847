package import BrowserFetch

/// An entry to be written, with its full report.
package struct NewLogEntry: Hashable, Sendable {
    package var entry: LogEntry
    /// `crumb.report/1` as text, without values and bodies.
    package var report: String

    package init(_ entry: LogEntry, report: String) {
        self.entry = entry
        self.report = report
    }
}
