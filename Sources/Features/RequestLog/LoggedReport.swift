package import BrowserFetch
package import BrowserJSON
package import Profile

/// A report of the log as it is read back: JSON of the schema `crumb.report/1`.
package struct LoggedReport: Sendable {
    package let entry: LogEntry
    package let json: JSONValue

    /// `nil` where the report was too long to be kept.
    package init?(_ logged: NewLogEntry) {
        guard !logged.report.isEmpty,
            let json = JSONReader.value(of: Array(logged.report.utf8))
        else { return nil }
        entry = logged.entry
        self.json = json
    }
}
