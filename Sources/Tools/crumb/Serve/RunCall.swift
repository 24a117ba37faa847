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

/// The permissions of a scenario run besides requests.
struct RunPermission: Sendable {
    enum Files: Sendable {
        case all, none
        /// A folder and everything below it.
        case folder(String)
    }

    var files = Files.all
    var startsServers = true
    /// The addresses to which connections are allowed; `nil` for all.
    var reachable: ReachableAddresses?
    /// The maximum size in bytes of a body in results; `nil` for no limit.
    var reportedBodyLimit: Int?

    /// Throws for a file that must not be read, determined by its real path.
    func check(_ path: String) throws(ConnectionError) {
        switch files {
        case .all: return
        case .none:
            throw ConnectionError(
                "\(path) may not be read: start crumb serve with --allow-files FOLDER"
            )
        case .folder(let folder):
            // A missing file fails when it is read.
            guard let file = realPath(path) else {
                throw ConnectionError("\(path) is not in \(folder), or does not exist")
            }
            let root = realPath(folder) ?? folder
            guard file.hasPrefix(root == "/" ? "/" : root + "/") else {
                throw ConnectionError("\(path) is not in \(folder), which --allow-files names")
            }
        }
    }
}

/// The path with every link resolved; `nil` when the file does not exist.
private func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
}

/// A scenario, run in its own browsers.
struct RunCall: Sendable {
    let session: Session
    let permission: RunPermission

    var method: ServiceMethod {
        ServiceMethod(
            "run",
            "Run a scenario: a file of steps and expected results, in its own browser.",
            parameters: [
                .init(
                    "scenario",
                    .schema(type: "string"),
                    "The file's text: YAML or JSON, as described in crumb help scenario."
                ),
                .init("file", .schema(type: "string"), "A file's path, instead of its text."),
                .init("variables", .schema(type: "object"), "Variables, instead of the file's."),
                .init("browsers", .textsSchema, "Browsers, instead of the file's.").also("browser"),
            ],
            result: "The output of run --report-json: crumb.run/1."
        ) { _, params in try await answer(params) }
    }

    private func answer(_ params: RPCParams) async throws -> JSONValue {
        let environment = try environment(params)
        let scenario = try scenario(params, in: environment)
        if !scenario.servers.isEmpty {
            guard permission.startsServers else {
                throw RPCError(
                    .invalidParams,
                    "the scenario would start programs (servers:): start crumb serve with "
                        + "--allow-servers, or start them by hand and remove servers:"
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
            return try Scenario(parsing: bytes, path: path, in: environment.context)
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
                    throw RPCError(.invalidParams, "variables: \(entry.key) must be a string")
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
    /// Truncates the bodies, including those of nested steps.
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
    /// The first error with its location, and all of them as data.
    fileprivate init(invalid file: InvalidFile) {
        let lines = file.problems.map { problem in
            (problem.place.map { "\(file.source.location(of: $0)): " } ?? "\(file.source.path): ")
                + problem.message
        }
        let more = lines.count > 1 ? " (and \(counted(lines.count - 1, "more mistake")))" : ""
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
