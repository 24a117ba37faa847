internal import BrowserInfra
package import BrowserJSON
internal import Explanations

extension Scenario {
    /// Names that a file may use without defining them.
    package struct Context: Sendable {
        /// Variables defined with `--variable`.
        package var variableNames: Set<String>
        package var browserNames: [String]

        package init(variableNames: Set<String> = [], browserNames: [String]) {
            self.variableNames = variableNames
            self.browserNames = browserNames
        }
    }

    /// Reads a scenario: JSON if the path ends in `.json`, YAML otherwise.
    ///
    /// Reports all mistakes at once; only a file that is not valid YAML or JSON yields a single
    /// one.
    package init(
        parsing bytes: [UInt8],
        path: String,
        in context: Context
    ) throws(InvalidFile) {
        guard bytes.count <= ReadingLimits.bytes else {
            let message =
                "it is larger than \(ReadingLimits.bytes >> 20) MiB, the limit for a scenario"
            throw InvalidFile(
                source: SourceFile(path: path, text: ""),
                problems: [FileProblem(message, at: nil)]
            )
        }
        // Editors on Windows write a byte order mark; columns are counted after it.
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let bytes = bytes.starts(with: mark) ? Array(bytes.dropFirst(mark.count)) : bytes
        let isJSON = path.hasSuffix(".json")
        let source = SourceFile(
            path: path,
            text: String(decoding: bytes, as: UTF8.self),
            lineBreaks: isJSON ? .lineFeeds : .yaml
        )
        let root: Node
        do throws(FileProblem) {
            root = try isJSON ? JSONReader.read(bytes) : YAMLReader.read(bytes, source: source)
        } catch {
            throw InvalidFile(source: source, problems: [error])
        }
        let problems = ProblemList()
        self = ScenarioReader(source: source, context: context, problems: problems)
            .scenario(root)
        if !problems.problems.isEmpty {
            throw InvalidFile(source: source, problems: problems.sorted)
        }
    }
}

/// Reads the values of a file into a scenario.
private struct ScenarioReader {
    let source: SourceFile
    let problems: ProblemList
    let values: ValueReader

    init(source: SourceFile, context: Scenario.Context, problems: ProblemList) {
        self.source = source
        self.problems = problems
        values = ValueReader(
            problems: problems,
            variableNames: context.variableNames,
            browserNames: context.browserNames
        )
    }

    func scenario(_ root: Node) -> Scenario {
        var scenario = Scenario(source: source)
        guard var fields = FieldReader(root, what: "a scenario", problems: problems) else {
            return scenario
        }
        scenario.name = fields.take("name").flatMap { values.text($0, "name") }
        scenario.browsers = fields.take("browser").map { values.browsers($0, "browser") } ?? []
        scenario.clock = fields.take("clock").flatMap { values.moment($0, "clock") }
        // Variables come first, wherever they are in the file, because everything else may use
        // them.
        scenario.variables = fields.take("variables").map(variables) ?? []
        scenario.resolve = fields.take("resolve").map(resolve) ?? []
        scenario.tls = fields.take("tls").map(tls) ?? Scenario.TLSSettings()
        scenario.servers = fields.take("servers").map(servers) ?? []
        scenario.pathsCountFromFile =
            fields.take("paths").flatMap { values.word($0, "paths", among: ["file"]) } != nil
        scenario.page = fields.take("page").flatMap { values.pageURL($0, "page") }
        scenario.maps = fields.take("map").map(values.maps) ?? []
        scenario.sendsReports =
            fields.take("send-reports").flatMap { values.bool($0, "send-reports") } ?? false
        if let steps = fields.take("steps") {
            scenario.steps = StepReader(values: values).steps(steps)
        } else {
            problems.add("a scenario needs steps:, and this one has none", at: root.place)
        }
        if problems.problems.isEmpty { reportMissingPage(scenario) }
        scenario.variableNames = values.mentionedNames.union(scenario.variables.map(\.name))
        // `$schema` is for editors.
        _ = fields.take("$schema")
        let ofSteps = "this is a step: move it into the list under steps:"
        fields.end { StepReader.actions.contains($0) && $0 != "page" ? ofSteps : nil }
        return scenario
    }

    /// Reports the first step that needs a page when no earlier step has shown one.
    private func reportMissingPage(_ scenario: Scenario) {
        guard scenario.page == nil else { return }
        for step in scenario.steps {
            switch step.action.needOfPage {
            case .shows: return
            case .none: continue
            case .needs:
                return problems.add(
                    StepError.noPage(at: step.place).failure.message,
                    at: step.place
                )
            }
        }
    }

    private func variables(_ node: Node) -> [Scenario.Variable] {
        values.entries(node, "variables").compactMap { entry in
            guard Template.isVariableName(entry.key) else {
                problems.add(
                    "\"\(entry.key)\" is not a valid variable name: use letters, digits, _ and -",
                    at: entry.keyPlace
                )
                return nil
            }
            let variable = Scenario.Variable(name: entry.key, value: initial(entry.value))
            learn(variable, at: entry.value.place)
            // Later variables may use earlier ones.
            values.variableNames.insert(entry.key)
            return variable
        }
    }

    /// Learns a variable's value. The command line overrides it with a value that is not known
    /// here.
    private func learn(_ variable: Scenario.Variable, at place: Place) {
        guard case .value(let template) = variable.value else { return }
        let before = problems.problems.count
        values.reportIfTooLarge(at: place) { () throws(StepError) in
            let value = try template.value(values.known)
            guard value.weight(upTo: Variables.largestText) <= Variables.largestText else {
                throw .substitutionTooLarge(limit: Variables.largestText, at: place)
            }
            if problems.problems.count == before { values.known[variable.name] = value }
        }
    }

    private func initial(_ node: Node) -> Scenario.Variable.Initial {
        if case .mapping(let entries) = node.content, entries.count == 1,
            entries[0].key == "free-port"
        {
            _ = values.bool(entries[0].value, "free-port")
            return .freePort
        }
        if case .mapping(let entries) = node.content, entries.count == 1,
            case .scalar(.bool, _) = entries[0].value.content,
            suggestion(for: entries[0].key, among: ["free-port"]) != nil
        {
            problems.add(
                "there is no \"\(entries[0].key)\"; did you mean free-port?",
                at: entries[0].keyPlace
            )
        }
        return .value(values.valueTemplate(node))
    }

    private func resolve(_ node: Node) -> [Scenario.ResolveRule] {
        values.entries(node, "resolve").compactMap { entry in
            let authority = values.template(entry.key, at: entry.keyPlace)
            if !entry.key.contains(":") {
                problems.add(
                    "resolve maps host:port to an address: write \"\(entry.key):443\"",
                    at: entry.keyPlace
                )
            }
            return values.template(entry.value, "an address").map {
                Scenario.ResolveRule(authority: authority, address: $0)
            }
        }
    }

    private func tls(_ node: Node) -> Scenario.TLSSettings {
        var settings = Scenario.TLSSettings()
        guard var fields = FieldReader(node, what: "tls", problems: problems) else {
            return settings
        }
        settings.certificateAuthorities = fields.take("cacert").flatMap {
            values.template($0, "cacert")
        }
        settings.clientCertificate = fields.take("cert").flatMap { values.template($0, "cert") }
        settings.clientKey = fields.take("key").flatMap { values.template($0, "key") }
        settings.isInsecure =
            fields.take("insecure").flatMap { values.bool($0, "insecure") } ?? false
        fields.end()
        return settings
    }

    private func servers(_ node: Node) -> [Scenario.Server] {
        guard case .sequence(let elements) = node.content else {
            problems.add("servers must be a list: begin each one with - run:", at: node.place)
            return []
        }
        return elements.compactMap(server)
    }

    private func server(_ node: Node) -> Scenario.Server? {
        guard var fields = FieldReader(node, what: "a server", problems: problems) else {
            return nil
        }
        let command = fields.take("run").flatMap { values.template($0, "run") }
        let ready = fields.take("ready").flatMap { values.template($0, "ready") }
        let timeout = fields.take("timeout").flatMap { values.duration($0, "timeout") }
        fields.end()
        guard let command else {
            if !fields.has("run") {
                problems.add("a server needs run:, the command that starts it", at: node.place)
            }
            return nil
        }
        var server = Scenario.Server(place: command.place, command: command, ready: ready)
        if let timeout { server.timeout = timeout }
        return server
    }
}
