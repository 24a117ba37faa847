internal import Terminal

/// The state of printing a stream, and the error that stopped it.
actor StreamPrinter {
    private var connections = 0
    private(set) var error: (any Error)?

    /// Whether this is the first connection to be printed.
    func isFirst() -> Bool {
        defer { connections += 1 }
        return connections == 0
    }

    /// Runs the body. Returns whether printing can continue.
    func note(_ tell: () async throws -> Void) async -> Bool {
        guard error == nil else { return false }
        do { try await tell() } catch { self.error = error }
        return error == nil
    }
}

extension Output {
    /// Prints a message from a server on one line, whatever it contains.
    func print(message: String) throws(CommandFailure) {
        let line = message.split(omittingEmptySubsequences: false) {
            $0 == "\n" || $0 == "\r\n" || $0 == "\r"
        }.joined(separator: "\\n")
        let shown = terminal.isOutputTerminal ? line.terminalSafe : line
        try print(Array((shown + "\n").utf8), verbatim: .body)
    }
}
