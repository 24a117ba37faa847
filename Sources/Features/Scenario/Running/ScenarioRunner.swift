internal import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import Processes

/// Runs scenarios, each in its own in-memory browser.
package struct ScenarioRunner: Sendable {
    private let environment: RunEnvironment
    private let ports = ExclusivePorts()

    package init(_ environment: RunEnvironment) {
        self.environment = environment
    }

    /// Runs a file in one browser and always stops the servers that it started.
    package func run(_ scenario: Scenario, in browser: String) async -> ScenarioResult {
        let clock = ContinuousClock()
        let start = clock.now
        var result = ScenarioResult(
            source: scenario.source,
            name: scenario.name,
            browser: browser,
            stepCount: scenario.steps.count,
            started: environment.wallClock()
        )
        result.candidates.variables = environment.variables.map { .init($0, .string($1)) }
        do throws(StepError) {
            try await run(scenario, into: &result)
        } catch {
            result.failures.append(error.failure)
        }
        result.notRun = scenario.steps.dropFirst(result.steps.count).map {
            StepResult(place: $0.place, title: $0.title)
        }
        result.duration = clock.now - start
        return result
    }

    private func run(
        _ scenario: Scenario,
        into result: inout ScenarioResult
    ) async throws(StepError) {
        guard let policy = environment.policies[result.browser] else {
            throw .invalidSetting(
                reason: "there is no browser \"\(result.browser)\"",
                at: Place(line: 1, column: 1)
            )
        }
        var reserved: [ReservedPort] = []
        // Keep the ports until the servers that use them have stopped.
        defer { withExtendedLifetime(reserved) {} }
        let variables = try variables(of: scenario, reserving: &reserved)
        // Before anything starts, because failure messages quote commands and their output.
        result.candidates = SecretCandidates(of: scenario, variables)
        let transport = try transport(of: scenario, variables)
        let servers = RunningServers(transport: transport, paths: scenario.paths)
        let keys = try RunningServers.portKeys(of: scenario.servers, variables)
        await ports.acquire(keys)
        do throws(StepError) {
            if let failure = try await servers.start(scenario.servers, variables) {
                result.failures.append(failure)
            } else {
                var run = ScenarioRun(
                    scenario: scenario,
                    policy: policy,
                    environment: environment,
                    transport: transport,
                    variables: variables
                )
                result.steps = await run.steps(on: run.browser)
                result.explainServers(notWaitedFor: scenario.servers)
                result.candidates = SecretCandidates(of: scenario, run.variables)
            }
        } catch {
            result.failures.append(error.failure)
        }
        // If a run passed, it did not matter that a server exited early.
        if !result.hasPassed {
            if result.allFailures.contains(where: { $0.kind == .network }) {
                await servers.waitForEndings()
            }
            let told = result.failures.map(\.place)
            result.failures += servers.crashes.filter { !told.contains($0.place) }
            result.serverOutput = servers.output
        }
        await servers.stop()
        await ports.release(keys)
    }

    private func variables(
        of scenario: Scenario,
        reserving reserved: inout [ReservedPort]
    ) throws(StepError) -> Variables {
        var variables = Variables()
        for (name, value) in environment.variables { variables[name] = .string(value) }
        // The command line takes precedence over the file.
        for variable in scenario.variables where environment.variables[variable.name] == nil {
            switch variable.value {
            case .value(let template): variables[variable.name] = try template.value(variables)
            case .freePort:
                guard let port = ReservedPort() else {
                    throw .invalidSetting(
                        reason: "there is no free port on 127.0.0.1",
                        at: Place(line: 1, column: 1)
                    )
                }
                reserved.append(port)
                variables[variable.name] = .integer(Int(port.number))
            }
        }
        return variables
    }

    private func transport(
        of scenario: Scenario,
        _ variables: Variables
    ) throws(StepError) -> any Transport {
        var settings = ConnectionSettings()
        for rule in scenario.resolve {
            settings.resolve.append(
                try "\(variables.text(rule.authority)):\(variables.text(rule.address))"
            )
        }
        func text(_ template: Template?) throws(StepError) -> String? {
            guard let template else { return nil }
            return scenario.paths.resolve(try variables.text(template))
        }
        settings.certificateAuthorities = try text(scenario.tls.certificateAuthorities)
        settings.clientCertificate = try text(scenario.tls.clientCertificate)
        settings.clientKey = try text(scenario.tls.clientKey)
        settings.isInsecure = scenario.tls.isInsecure
        do throws(ConnectionError) {
            return try environment.makeTransport(settings)
        } catch {
            let place = scenario.resolve.first?.authority.place
            let files = [
                settings.certificateAuthorities, settings.clientCertificate, settings.clientKey,
            ]
            let hint = files.compactMap { $0 }.compactMap { scenario.paths.hint(for: $0) }.first
            throw .invalidSetting(
                reason: error.sentence + (hint.map { ". \($0)" } ?? ""),
                at: place ?? scenario.tls.certificateAuthorities?.place ?? Place(line: 1, column: 1)
            )
        }
    }
}

extension ScenarioResult {
    /// Adds a hint to failed connections, which may have been attempted before a server was ready.
    fileprivate mutating func explainServers(notWaitedFor servers: [Scenario.Server]) {
        guard let server = servers.first(where: { $0.ready == nil }), !steps.isEmpty else { return }
        steps[steps.count - 1].changeFailures { failure in
            guard failure.kind == .network else { return }
            failure.why.append(
                "The server on line \(server.place.line) has no ready:, so crumb did not wait for it: "
                    + "add ready: URL, which crumb requests until there is a response."
            )
        }
    }
}
