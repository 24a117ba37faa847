internal import BrowserInfra
package import BrowserJSON

extension SuiteReport {
    package static let schema = "crumb.run/1"

    /// What `--report-json` writes.
    ///
    /// As in every report, keys come in a fixed order, and absent values are null.
    package var json: JSONValue {
        .object([
            "schema": .string(Self.schema),
            "started": .string(started.iso8601),
            "durationMs": .milliseconds(microseconds: duration),
            "shard": .optional(shard) {
                .object(["part": .integer($0.part), "of": .integer($0.count)])
            },
            "summary": .object([
                "runs": .integer(runs.count),
                "passed": .integer(count(.passed)),
                "failed": .integer(count(.failed)),
                "notBegun": .integer(count(.notStarted)),
            ]),
            "runs": .array(runs.map(\.json)),
        ])
    }
}

extension RunReport {
    fileprivate var json: JSONValue {
        .object([
            "file": .string(file),
            "name": .optional(name) { .string($0) },
            "browser": .string(browser),
            "result": .string(result.rawValue),
            "started": .optional(started) { .string($0.iso8601) },
            "durationMs": .milliseconds(microseconds: duration),
            "failures": .array(failures.map(\.json)),
            "steps": .array(steps.map(\.json)),
            "servers": .array(
                servers.map {
                    .object(["command": .string($0.command), "output": .string($0.output)])
                }
            ),
        ])
    }
}

extension StepReport {
    fileprivate var json: JSONValue {
        .object([
            "title": .string(title),
            "line": .integer(line),
            "column": .integer(column),
            "result": .string(result.rawValue),
            "time": .optional(time) { .string($0.iso8601) },
            "durationMs": .milliseconds(microseconds: duration),
            "failures": .array(failures.map(\.json)),
            "notes": .strings(notes),
            "explanation": .string(explanation),
            "report": report,
            "documentCookie": documentCookie,
            "page": page,
            "jar": jar,
            "steps": .array(steps.map(\.json)),
        ])
    }
}

extension FailureReport {
    fileprivate var json: JSONValue {
        .object([
            "kind": .string(kind.rawValue),
            "message": .string(message),
            "file": .string(file),
            "line": .integer(line),
            "column": .integer(column),
            "excerpt": .strings(excerpt),
            "expected": .strings(expected),
            "actual": .strings(actual),
            "why": .strings(why),
        ])
    }
}
