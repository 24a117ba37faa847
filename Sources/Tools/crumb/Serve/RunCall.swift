internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import CurlTransport
internal import Explanations
internal import Glibc
internal import Processes
internal import Report
internal import RunReports
internal import Scenario
internal import Service
internal import WebOrigin

/// What a run of a scenario may do besides asking.
struct RunPermission: Sendable {
    enum Files: Sendable {
        case all, none
        /// And what is below it.
        case folder(String)
    }

    var files = Files.all
    var startsServers = true
    /// Which addresses may be connected to; `nil` is all.
    var reachable: ReachableAddresses?
    /// In bytes: what of a body is told; `nil` tells all.
    var reportedBodyLimit: Int?

    /// Refuses a file that must not be read, by where it really is.
    func check(_ path: String) throws(ConnectionError) {
        switch files {
        case .all: return
        case .none:
            throw ConnectionError(
                "\(path) is not read: start crumb serve with --allow-files FOLDER"
            )
        case .folder(let folder):
            // One that cannot be found fails where it is read.
            guard let file = realPath(path) else {
                throw ConnectionError("\(path) is not in \(folder), or is not there")
            }
            let root = realPath(folder) ?? folder
            guard file.hasPrefix(root == "/" ? "/" : root + "/") else {
                throw ConnectionError("\(path) is not in \(folder), which --allow-files names")
            }
        }
    }
}

/// Follows every link; `nil` where there is no such file.
private func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
}

/// A scenario, run in browsers of its own.
struct RunCall: Sendable {
    let session: Session
    let permission: RunPermission

    var method: ServiceMethod {
        ServiceMethod(
            "run",
            "Run a scenario: a file of steps and expected results, in a browser of its own.",
            parameters: [
                .init(
                    "scenario",
                    .schema(type: "string"),
                    "The file's text: YAML or JSON, as crumb help scenario has it."
                ),
                .init("file", .schema(type: "string"), "A file's path, instead of its text."),
                .init("variables", .schema(type: "object"), "Variables, instead of the file's."),
                .init("browsers", .textsSchema, "Browsers, instead of the file's.").also("browser"),
            ],
            result: "What run --report-json writes: crumb.run/1."
        ) { _, params in try await answer(params) }
    }

    private func answer(_ params: RPCParams) async throws -> JSONValue {
        let environment = try environment(params)
        let scenario = try scenario(params, in: environment)
        if !scenario.servers.isEmpty {
            guard permission.startsServers else {
                throw RPCError(
                    .invalidParams,
                    "the scenario has servers:, which are programs that it starts: start crumb serve "
                        + "with --allow-servers, or start them by hand and leave them out"
                )
            }
            Orphans.adopt()
            Interruption.stopServersFirst()
        }
        let clock = ContinuousClock()
        let start = clock.now
        let started = environment.wallClock()
        let suite = SuiteRun([scenario], in: environment, jobs: 1, failsFast: false)
        var results = await suite.run(ended: { _ in }, told: { _ in })
        if let limit = permission.reportedBodyLimit {
            for index in results.indices { results[index].steps.keepBodies(upTo: limit) }
        }
        let report = await SuiteReport(
            session.options.output.shown(results),
            notStarted: suite.notStarted(after: results),
            started: started,
            duration: clock.now - start
        )
        return report.json
    }

    private func scenario(
        _ params: RPCParams,
        in environment: RunEnvironment
    ) throws -> Scenario {
        let path: String
        let bytes: [UInt8]
        switch (try params.text("scenario"), try params.text("file")) {
        case (let text?, nil): (path, bytes) = ("scenario", Array(text.utf8))
        case (nil, let file?):
            do throws(ConnectionError) {
                try permission.check(file)
            } catch {
                throw RPCError(.invalidParams, error.sentence)
            }
            path = file
            bytes = try read(file)
        default: throw RPCError(.invalidParams, "run needs scenario, its text, or file, its path")
        }
        do throws(InvalidFile) {
            return try Scenario(parsing: bytes, path: path, in: environment.surroundings)
        } catch {
            throw RPCError(invalid: error)
        }
    }

    private func read(_ file: String) throws -> [UInt8] {
        do throws(InvalidFile) {
            return try ScenarioFiles.contents(of: file)
        } catch {
            throw RPCError(invalid: error)
        }
    }

    private func environment(_ params: RPCParams) throws -> RunEnvironment {
        let options = session.options
        var variables: [String: String] = [:]
        if let node = params["variables"] {
            guard case .mapping(let entries) = node.content else {
                throw RPCError(.invalidParams, "variables: names and values, not \(node.kind)")
            }
            for entry in entries {
                guard case .scalar(let value, let text) = entry.value.content else {
                    throw RPCError(.invalidParams, "variables: \(entry.key) is text")
                }
                variables[entry.key] = value.string ?? text
            }
        }
        let names = try params.texts("browsers").map { name in
            guard BrowserName(rawValue: name) != nil else {
                let known = BrowserName.allCases.map(\.rawValue).joined(separator: ", ")
                throw RPCError(
                    .invalidParams,
                    "browsers: there is no browser \"\(name)\": \(known)"
                )
            }
            return name
        }
        let policies = try BrowserName.allCases.map { ($0.rawValue, try options.policy(of: $0)) }
        let (clock, permission) = (session.clock, permission)
        var environment = RunEnvironment(
            policies: Dictionary(uniqueKeysWithValues: policies),
            defaultBrowser: session.policy.name,
            browserOverride: names,
            variables: variables,
            suffixes: session.suffixes,
            wallClock: { clock.now() },
            makeTransport: { settings throws(ConnectionError) in
                let network = try settings.transport(permission)
                guard permission.startsServers else { return network }
                return try PageTransport.transport(network) { (path) throws(ConnectionError) in
                    try permission.check(path)
                }
            }
        )
        if permission.startsServers { environment.pages = OpenedPages() }
        return environment
    }
}

extension [StepResult] {
    /// Also of the steps in them.
    fileprivate mutating func keepBodies(upTo limit: Int) {
        for index in indices {
            self[index].report = self[index].report?.keepingBodies(upTo: limit)
            if var page = self[index].page {
                page.events.reports = page.events.reports.map { $0.keepingBodies(upTo: limit) }
                self[index].page = page
            }
            self[index].steps.keepBodies(upTo: limit)
        }
    }
}

extension RPCError {
    /// The first mistake with its place, and all of them as data.
    fileprivate init(invalid file: InvalidFile) {
        let lines = file.problems.map { problem in
            (problem.place.map { "\(file.source.location(of: $0)): " } ?? "\(file.source.path): ")
                + problem.message
        }
        let more = lines.count > 1 ? " (and \(counted(lines.count - 1, "mistake")) more)" : ""
        self.init(
            .invalidParams,
            (lines.first ?? "the scenario cannot be read") + more,
            data: .object(["mistakes": .strings(lines)])
        )
    }
}

extension ConnectionSettings {
    fileprivate func transport(
        _ permission: RunPermission
    ) throws(ConnectionError) -> any Transport {
        for file in [certificateAuthorities, clientCertificate, clientKey] {
            if let file { try permission.check(file) }
        }
        return try transport(connections: 256, reachable: permission.reachable)
    }
}
