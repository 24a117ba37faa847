internal import Terminal

/// What has been told of a stream so far, and what kept more from being told.
actor StreamPrinter {
    private var connections = 0
    private(set) var error: (any Error)?

    /// Whether this is the first connection that is told.
    func isFirst() -> Bool {
        defer { connections += 1 }
        return connections == 0
    }

    /// Returns whether more can be told.
    func note(_ tell: () async throws -> Void) async -> Bool {
        guard error == nil else { return false }
        do { try await tell() } catch { self.error = error }
        return error == nil
    }
}

extension Output {
    /// A message that a server sent: one line, whatever is in it.
    func print(message: String) throws(CommandFailure) {
        let line = message.split(omittingEmptySubsequences: false) {
            $0 == "\n" || $0 == "\r\n" || $0 == "\r"
        }.joined(separator: "\\n")
        let shown = terminal.isOutputTerminal ? line.terminalSafe : line
        try print(Array((shown + "\n").utf8), verbatim: .body)
    }
}
