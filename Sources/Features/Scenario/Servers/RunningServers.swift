internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import BrowserJSON
internal import Processes
internal import Synchronization
internal import WebOrigin

/// The servers of a run, in the order in which they started.
final class RunningServers: Sendable {
    private let transport: any Transport
    private let paths: ScenarioPaths
    private let servers = Mutex<[(server: ServerProcess, place: Place)]>([])

    init(transport: any Transport, paths: ScenarioPaths) {
        self.transport = transport
        self.paths = paths
    }

    /// The ports of all ready URLs; runs that share a port run one at a time.
    static func portKeys(
        of servers: [Scenario.Server],
        _ variables: Variables
    ) throws(StepError) -> Set<String> {
        var keys: Set<String> = []
        for server in servers {
            guard let ready = server.ready else { continue }
            if let url = try? WebURL(parsing: try variables.text(ready)) {
                keys.insert(url.port.map { "\($0)" } ?? url.scheme)
            }
        }
        return keys
    }

    /// Starts the servers in order, each when the previous one is ready; returns what went wrong.
    func start(
        _ descriptions: [Scenario.Server],
        _ variables: Variables
    ) async throws(StepError) -> StepFailure? {
        for description in descriptions {
            let command = try variables.text(description.command)
            var url: WebURL?
            if let ready = description.ready {
                let text = try variables.text(ready)
                do throws(URLFailure) {
                    url = try WebURL(parsing: text)
                } catch {
                    throw .invalidPage(
                        text: text,
                        reason: error.hidingUserinfo(of: text).sentence,
                        at: ready.place
                    )
                }
            }
            if let url, await answers(url, within: .seconds(1)) {
                return StepFailure(
                    .network,
                    at: description.ready?.place ?? description.place,
                    "something already responds at \(url.href) before the server starts: stop it, "
                        + "or use another port with variables: { port: { free-port: true } }"
                )
            }
            let server: ServerProcess
            do throws(LaunchFailure) {
                server = try ServerProcess(command: command, in: paths.directory)
            } catch {
                return StepFailure(
                    .network,
                    at: description.place,
                    "the server cannot be started: \(error.detail)"
                )
            }
            servers.withLock { $0.append((server, description.place)) }
            guard let url else { continue }
            if let failure = await wait(for: server, at: url, description) { return failure }
        }
        return nil
    }

    private func wait(
        for server: ServerProcess,
        at url: WebURL,
        _ description: Scenario.Server
    ) async -> StepFailure? {
        let clock = ContinuousClock()
        let deadline = clock.now + .microseconds(description.timeout)
        while !Task.isCancelled {
            if let ending = server.ending {
                return StepFailure(
                    .network,
                    at: description.place,
                    "the server exited before it responded at \(url.href), with \(ending)",
                    why: [paths.hint(forCommand: server.command)].compactMap(\.self)
                )
            }
            let rest = deadline - clock.now
            guard rest > .zero else { break }
            if await answers(url, within: rest) { return nil }
            await pause(for: .milliseconds(20))
        }
        return StepFailure(
            .network,
            at: description.place,
            "the server did not respond at \(url.href) within "
                + "\(Double(description.timeout) / 1_000_000) s (timeout:)"
        )
    }

    /// Any HTTP response will do.
    private func answers(_ url: WebURL, within patience: Duration) async -> Bool {
        let transport = transport
        return await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                let answer = try? await transport.send(
                    HTTPRequest(
                        method: "GET",
                        url: url,
                        headers: HeaderList([Header(name: "Connection", value: "close")]),
                        responseBody: .unused
                    )
                )
                return answer != nil
            }
            group.addTask {
                await pause(for: patience)
                return false
            }
            let first = await group.next() ?? false
            group.cancelAll()
            return first
        }
    }

    /// Waits briefly: a connection breaks before its server's exit can be observed, and the
    /// server's last output may still be in the pipe.
    func waitForEndings() async {
        if servers.withLock({ $0.isEmpty }) { return }
        for _ in 0..<10 {
            await pause(for: .milliseconds(20))
            if servers.withLock({ $0.contains { $0.server.ending != nil } }) { break }
        }
        await pause(for: .milliseconds(20))
    }

    /// A failure for each server that exited on its own.
    var crashes: [StepFailure] {
        servers.withLock { servers in
            servers.compactMap { server, place in
                server.ending.map {
                    StepFailure(
                        .network,
                        at: place,
                        "the server exited on its own, with \($0)",
                        why: [paths.hint(forCommand: server.command)].compactMap(\.self)
                    )
                }
            }
        }
    }

    /// The output of each server that wrote any.
    var output: [ServerOutput] {
        servers.withLock { servers in
            servers.map {
                ServerOutput(
                    command: $0.server.command,
                    text: $0.server.outputText.withoutControlSequences
                )
            }
            .filter { !$0.text.isEmpty }
        }
    }

    /// Stops in reverse order, because later servers may use earlier ones.
    func stop() async {
        for (server, _) in servers.withLock({ $0 }).reversed() { await server.stop() }
        servers.withLock { $0 = [] }
    }
}
