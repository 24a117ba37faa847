internal import BrowserInfra
internal import BrowserJSON

/// The reason why a file is not a report of a run, as a sentence.
package struct InvalidSuiteReport: Error, Hashable, Sendable {
    package var sentence: String
}

extension SuiteReport {
    /// Reads a file that `--report-json` wrote.
    package init(parsing bytes: [UInt8]) throws(InvalidSuiteReport) {
        let node: Node
        do throws(FileProblem) {
            node = try JSONReader.read(bytes)
        } catch {
            let place = error.place.map { "line \($0.line), column \($0.column): " } ?? ""
            throw InvalidSuiteReport(sentence: place + error.message)
        }
        let reader = ReportReader(node.value, at: "")
        let schema = try? reader.text("schema")
        guard schema == Self.schema else {
            throw InvalidSuiteReport(
                sentence: "it is not a report of a run: \"schema\" must be \"\(Self.schema)\", "
                    + "as crumb run --report-json writes it"
            )
        }
        self.init(
            started: try reader.moment("started") ?? .epoch,
            duration: try reader.microseconds("durationMs"),
            runs: try reader.array("runs") { run throws(InvalidSuiteReport) in
                try RunReport(reading: run)
            },
            // Reports written by version 0.1 have no shard.
            shard: SuiteShard(node.value["shard"])
        )
    }
}

extension SuiteShard {
    fileprivate init?(_ value: JSONValue) {
        guard case .integer(let part) = value["part"], case .integer(let count) = value["of"]
        else { return nil }
        self.init(part: Int(part), of: Int(count))
    }
}

extension RunReport {
    fileprivate init(reading reader: ReportReader) throws(InvalidSuiteReport) {
        self.init(
            file: try reader.text("file"),
            browser: try reader.text("browser"),
            result: try reader.choice("result")
        )
        name = try? reader.text("name")
        started = try reader.moment("started")
        duration = try reader.microseconds("durationMs")
        failures = try reader.failures
        steps = try reader.steps
        servers = try reader.array("servers") { server throws(InvalidSuiteReport) in
            ServerReport(command: try server.text("command"), output: try server.text("output"))
        }
    }
}

extension StepReport {
    fileprivate init(reading reader: ReportReader) throws(InvalidSuiteReport) {
        title = try reader.text("title")
        line = try reader.integer("line")
        column = try reader.integer("column")
        result = try reader.choice("result")
        time = try reader.moment("time")
        duration = try reader.microseconds("durationMs")
        failures = try reader.failures
        // Reports written by version 0.1 have no notes.
        notes = reader.value("notes").elements?.compactMap(\.string) ?? []
        explanation = try reader.text("explanation")
        report = reader.value("report")
        documentCookie = reader.value("documentCookie")
        // Reports written by version 0.2 have no page.
        page = reader.value("page")
        jar = reader.value("jar")
        steps = try reader.steps
    }
}

extension ReportReader {
    fileprivate var steps: [StepReport] {
        get throws(InvalidSuiteReport) {
            try array("steps") { step throws(InvalidSuiteReport) in try StepReport(reading: step) }
        }
    }

    fileprivate var failures: [FailureReport] {
        get throws(InvalidSuiteReport) {
            try array("failures") { failure throws(InvalidSuiteReport) in
                FailureReport(
                    kind: try failure.choice("kind"),
                    message: try failure.text("message"),
                    file: try failure.text("file"),
                    line: try failure.integer("line"),
                    column: try failure.integer("column"),
                    excerpt: try failure.texts("excerpt"),
                    expected: try failure.texts("expected"),
                    actual: try failure.texts("actual"),
                    why: try failure.texts("why")
                )
            }
        }
    }
}

/// An object in the document, with its location for error messages.
private struct ReportReader {
    private let value: JSONValue
    /// The location of the object, as a JSON Pointer.
    private let path: String

    init(_ value: JSONValue, at path: String) {
        self.value = value
        self.path = path
    }

    func value(_ name: String) -> JSONValue { value[name] }

    func text(_ name: String) throws(InvalidSuiteReport) -> String {
        guard let text = value[name].string else { throw wrong(name, "text") }
        return text
    }

    func integer(_ name: String) throws(InvalidSuiteReport) -> Int {
        guard case .integer(let integer) = value[name] else { throw wrong(name, "a number") }
        return Int(integer)
    }

    func texts(_ name: String) throws(InvalidSuiteReport) -> [String] {
        guard let elements = value[name].elements else { throw wrong(name, "a list") }
        return elements.compactMap(\.string)
    }

    func choice<Choice: RawRepresentable<String>>(
        _ name: String
    ) throws(InvalidSuiteReport) -> Choice {
        guard let choice = Choice(rawValue: try text(name)) else {
            throw wrong(name, "one of the results that crumb run writes")
        }
        return choice
    }

    func moment(_ name: String) throws(InvalidSuiteReport) -> Moment? {
        if value[name] == .null { return nil }
        guard let moment = Moment(iso8601: try text(name)) else { throw wrong(name, "a time") }
        return moment
    }

    func microseconds(_ name: String) throws(InvalidSuiteReport) -> Int64 {
        guard let number = value[name].number, abs(number) < 1e15 else {
            throw wrong(name, "a number")
        }
        return Int64((number * 1000).rounded())
    }

    func array<Element>(
        _ name: String,
        _ read: (ReportReader) throws(InvalidSuiteReport) -> Element
    ) throws(InvalidSuiteReport) -> [Element] {
        guard let elements = value[name].elements else { throw wrong(name, "a list") }
        var result: [Element] = []
        for (index, element) in elements.enumerated() {
            result.append(try read(ReportReader(element, at: "\(path)/\(name)/\(index)")))
        }
        return result
    }

    private func wrong(_ name: String, _ kind: String) -> InvalidSuiteReport {
        InvalidSuiteReport(sentence: "\(path)/\(name) must be \(kind)")
    }
}
