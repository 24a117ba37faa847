package import BrowserFetch
package import BrowserJSON
package import Profile

/// A report read back from the log: JSON of the schema `crumb.report/1`.
package struct LoggedReport: Sendable {
    package let entry: LogEntry
    package let json: JSONValue

    /// Reads a report; `nil` when it was too long to be stored.
    package init?(_ logged: NewLogEntry) {
        guard !logged.report.isEmpty,
            let json = JSONReader.value(of: Array(logged.report.utf8))
        else { return nil }
        entry = logged.entry
        self.json = json
    }
}
