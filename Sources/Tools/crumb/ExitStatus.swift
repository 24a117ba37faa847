/// The exit status, as `crumb --help` and README.md list them.
enum ExitStatus: Int32 {
    case success = 0
    /// `--fail`, and a status of 400 or more.
    case expectationFailed = 1
    case invalidInput = 2
    /// A browser's rule blocked the request or hid the response.
    case blocked = 3
    case networkFailed = 4
    case profileFailed = 5
    /// Standard output, or a file, could not be written.
    case outputFailed = 6
    case usage = 64
    /// `js`: the timeout expired.
    case timeout = 124
    case interrupted = 130
}

/// An error in the command line, with one sentence that includes the correction.
struct UsageError: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) {
        self.description = description
    }
}

/// Ends the command with a status, and with a line on stderr unless everything has been reported.
struct CommandFailure: Error {
    var status: ExitStatus
    var message: String?

    init(_ status: ExitStatus, _ message: String? = nil) {
        self.status = status
        self.message = message
    }
}
