internal import Dispatch
internal import Synchronization

/// Waits for a task; must be called from a thread on which tasks do not run.
func waitFor<Result: Sendable>(
    _ work: @escaping @Sendable () async -> [Result]
) -> [Result] {
    let end = DispatchSemaphore(value: 0)
    let results = Results<Result>()
    Task {
        let all = await work()
        results.all.withLock { $0 = all }
        end.signal()
    }
    end.wait()
    return results.all.withLock { $0 }
}

private final class Results<Result: Sendable>: Sendable {
    let all = Mutex<[Result]>([])
}
