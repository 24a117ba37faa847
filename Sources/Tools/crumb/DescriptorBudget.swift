internal import Processes

/// The limits of `crumb run` on open files: the number of scenarios run in parallel, and of their
/// connections.
struct DescriptorBudget {
    /// The descriptors of the command itself: reports, and files that libraries open briefly.
    private static let ofTheCommand = 20
    /// The descriptors of a running file: libcurl's, and the pipes to a server.
    private static let ofAJob = 8
    /// The maximum number of connections to all hosts in browsers.
    private static let maxConnections = 256

    let jobs: Int
    /// The number of connections per job.
    let connections: Int

    /// Raises the system's limit, and divides the descriptors between jobs.
    ///
    /// - Throws: when there are not enough for a single file.
    init(jobs wanted: Int) throws(CommandFailure) {
        let limit = DescriptorLimit.raise()
        let taken = Self.ofTheCommand + DescriptorLimit.open
        let rest = limit - taken
        guard rest > Self.ofAJob else {
            throw CommandFailure(
                .usage,
                "crumb run needs \(taken + Self.ofAJob + 1) descriptors, but the limit is \(limit): "
                    + "raise it with ulimit -n 1024"
            )
        }
        // A page with a preflight and a redirect has four connections at a time.
        jobs = max(1, min(wanted, rest / (Self.ofAJob + 4)))
        connections = max(1, min(Self.maxConnections, rest / jobs - Self.ofAJob))
    }
}
