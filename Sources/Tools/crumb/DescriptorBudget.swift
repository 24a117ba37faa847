internal import Processes

/// What `crumb run` may have open: files that run at a time, and their connections.
struct DescriptorBudget {
    /// Of the command itself: reports, and what libraries open for a moment.
    private static let ofTheCommand = 20
    /// Of a file that runs: libcurl's, and the pipes to a server.
    private static let ofAJob = 8
    /// What browsers have, to all hosts.
    private static let maxConnections = 256

    let jobs: Int
    /// Of each job.
    let connections: Int

    /// Raises the limit, and divides what may be open.
    ///
    /// - Throws: where not even one file can run.
    init(jobs wanted: Int) throws(CommandFailure) {
        let limit = DescriptorLimit.raise()
        let taken = Self.ofTheCommand + DescriptorLimit.open
        let rest = limit - taken
        guard rest > Self.ofAJob else {
            throw CommandFailure(
                .usage,
                "crumb run needs \(taken + Self.ofAJob + 1) descriptors, and may have \(limit): allow "
                    + "more with ulimit -n 1024"
            )
        }
        // Four connections are what a page with a preflight and a redirect has at a time.
        jobs = max(1, min(wanted, rest / (Self.ofAJob + 4)))
        connections = max(1, min(Self.maxConnections, rest / jobs - Self.ofAJob))
    }
}
