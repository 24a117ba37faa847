/// Product page, section 4.
enum ExitStatus: Int32 {
    case success = 0
    /// `--fail` and a status of 400 or more.
    case expectationFailed = 1
    case invalidInput = 2
    /// A browser's rule refused the request or hid the response.
    case blocked = 3
    case networkFailed = 4
    case profileFailed = 5
    /// Standard output, or a file, could not be written.
    case outputFailed = 6
    case usage = 64
    /// `js`: the time was up.
    case timeout = 124
    case interrupted = 130
}

/// What was wrong with the command line, in one sentence that says what to write instead.
struct UsageError: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) {
        self.description = description
    }
}

/// Ends the command with a status, and a line on stderr unless everything has been said.
struct CommandFailure: Error {
    var status: ExitStatus
    var message: String?

    init(_ status: ExitStatus, _ message: String? = nil) {
        self.status = status
        self.message = message
    }
}
