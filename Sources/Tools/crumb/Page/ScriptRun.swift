internal import Infra
internal import PageScripts
internal import Synchronization

/// Scripts, and the time that they have.
struct ScriptRun {
    enum End: Hashable, Sendable {
        case page(ScriptedPage.End)
        case timeout
    }

    /// Seconds.
    var timeout: Double

    /// Ends the page's process when the time is up, whatever it is doing.
    func run(
        _ scripts: [ScriptedPage.Script],
        importMap: [UInt8]? = nil,
        on page: ScriptedPage,
        program: PageProgram
    ) async -> End {
        let timer = Timer()
        let timeout = timeout
        let watch = Task(executorPreference: MainThread.shared) {
            await pause(for: .microseconds(Int64(timeout * 1_000_000)))
            guard !Task.isCancelled else { return }
            timer.isUp.store(true, ordering: .releasing)
            program.stop()
        }
        let end = await page.run(scripts, importMap: importMap)
        watch.cancel()
        return timer.isUp.load(ordering: .acquiring) ? .timeout : .page(end)
    }

    private final class Timer: Sendable {
        let isUp = Atomic<Bool>(false)
    }
}
