internal import BrowserInfra
internal import PageScripts
internal import Synchronization
internal import Terminal

/// What a page's process does, and the time that it has.
struct ScriptRun {
    enum End: Hashable, Sendable {
        case page(ScriptedTab.End)
        case timeout
    }

    /// Seconds.
    var timeout: Double

    /// Ends the process when the time is up, whatever it is doing, and calls `orElse`; `work` then comes
    /// to its end.
    func run(
        on program: PageProcess,
        orElse giveUp: @escaping @Sendable () async -> Void = {},
        isolation: isolated (any Actor)? = #isolation,
        _ work: () async throws -> ScriptedTab.End
    ) async rethrows -> End {
        let timer = Timer()
        let timeout = timeout
        let watch = Task(executorPreference: MainThreadExecutor.shared) {
            await pause(for: .microseconds(Int64(timeout * 1_000_000)))
            guard !Task.isCancelled else { return }
            timer.isUp.store(true, ordering: .releasing)
            program.stop()
            await giveUp()
        }
        defer { watch.cancel() }
        let end = try await work()
        return timer.isUp.load(ordering: .acquiring) ? .timeout : .page(end)
    }

    private final class Timer: Sendable {
        let isUp = Atomic<Bool>(false)
    }
}

extension ScriptRun.End {
    /// What a command says of it; nothing where the page has come to rest.
    ///
    /// `what`: "the script"; `maxMemory`: what it may take.
    func check(_ what: String, timeout: TimeSpan, maxMemory: ByteCount) throws(CommandFailure) {
        switch self {
        case .page(.quiet): return
        case .timeout:
            throw CommandFailure(
                .timeout,
                "\(what) had not ended after \(timeout.text): allow more time with --timeout, or "
                    + "end what it waits for"
            )
        case .page(.process(.memory)):
            throw CommandFailure(
                .expectationFailed,
                "\(what) used more than \(maxMemory.shown) of memory: allow more with --max-memory"
            )
        case .page(.process(.missingLibrary(let name))):
            throw CommandFailure(.usage, Installation.advice(onMissingLibrary: name))
        case .page(.process(.other(let status, let words))):
            let detail = words.isEmpty ? "" : ": \(words.terminalSafe)"
            throw CommandFailure(
                .expectationFailed,
                "crumb-js ended unexpectedly (status \(status)); no script should be able to "
                    + "cause that\(detail)"
            )
        }
    }
}
