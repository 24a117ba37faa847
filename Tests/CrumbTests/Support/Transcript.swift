import Foundation
import TestSupport

/// Commands and their output, in the format of the files in `fixtures/golden`.
///
/// `$ command` runs with a pipe, `[80]$ command` on a terminal of 80 columns. The output of both
/// streams follows, and then, unless it is 0, the exit code on a line of its own, such as `[3]`.
struct Transcript: Sendable {
    struct Step: Sendable {
        /// The width of the terminal, or `nil` for a pipe.
        var columns: Int?
        var command: String
    }

    /// The comment at the top, and the steps without their output.
    var header: String
    var steps: [Step]

    init(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        steps = lines.compactMap { line in
            guard let match = line.wholeMatch(of: /(?:\[(\d+)\])?\$ (.+)/) else { return nil }
            return Step(columns: match.1.flatMap { Int($0) }, command: String(match.2))
        }
        header = lines.prefix { $0.hasPrefix("#") }.joined(separator: "\n")
    }

    /// Runs the steps one after the other with one profile, and returns the transcript.
    func played(flask: FlaskServer, hostile: ServerProcess) async throws -> String {
        let home = try TemporaryDirectory()
        var environment = crumbEnvironment(home: home)
        let binaries = URL(filePath: try builtExecutable("crumb")).deletingLastPathComponent()
        environment["PATH"] = "\(binaries.path(percentEncoded: false)):\(environment["PATH"] ?? "")"
        // Every command runs at the same moment.
        environment["CRUMB_NOW"] = "2026-01-01T00:00:00Z"
        var mask = Mask(ports: [(flask.port, 50000), (hostile.port, 50001)])
        mask.home = home.path
        var text = header.isEmpty ? "" : header + "\n"
        for step in steps {
            let words = ["sh", "-c", "{ \(mask.unmasked(step.command)); } 2>&1"]
            let (exitCode, output): (Int32, String)
            if let columns = step.columns {
                environment["NO_COLOR"] = "1"
                let result = try await runOnTerminal(
                    words,
                    columns: columns,
                    environment: environment
                )
                (exitCode, output) = (result.exitCode, result.output)
            } else {
                let result = try await run("sh", Array(words.dropFirst()), environment: environment)
                (exitCode, output) = (result.exitCode, result.output + result.errorOutput)
            }
            text += "\n\(step.columns.map { "[\($0)]" } ?? "")$ \(step.command)\n"
            text += mask.masked(output)
            if !text.hasSuffix("\n") { text += "\n" }
            if exitCode != 0 { text += "[\(exitCode)]\n" }
        }
        return withExtendedLifetime(home) { text }
    }
}

/// Replaces what differs from run to run by text of the same width, so that lines wrap alike.
struct Mask: Sendable {
    /// Each real port, and the port that the file shows instead; all have five digits.
    var ports: [(real: UInt16, written: Int)]
    var home = ""

    func unmasked(_ command: String) -> String {
        ports.reduce(command) {
            $0.replacingOccurrences(of: ":\($1.written)", with: ":\($1.real)")
        }
    }

    func masked(_ output: String) -> String {
        var text = ports.reduce(output) {
            $0.replacing("\($1.real)", with: "\($1.written)")
        }
        // A busy machine shows, and clears again, how long a request has been waiting.
        text.replace(/[^\n]*\r\u{1B}\[K/, with: "")
        text.replace(home, with: "/home/me/.local/share/crumb")
        text.replace(#/\ \d+(\.\d)?\ ms$/#.anchorsMatchLineEndings(), with: " 1.0 ms")
        // The durations of a scenario and of a run.
        text.replace(
            #/(steps?|step \d+ of \d+)(,| ) \d+(\.\d+)? m?s(?=\)?$)/#.anchorsMatchLineEndings()
        ) { "\($0.1)\($0.2) 1.0 s" }
        text.replace(/after \d+ ms/, with: "after 0 ms")
        text.replace(/after [1-9]\d{3} milliseconds/, with: "after 2000 milliseconds")
        text.replace(/"durationMs": [\d.]+/, with: "\"durationMs\": 1.0")
        // On a busy machine, a second or two may pass between lines.
        text.replace(/\b(5\d|6[012]) s\b/, with: "60 s")
        text.replace(/\bin [1-9] s\b|\b[1-9] s ago/, with: "now")
        // The expiry, in seconds since 1970, of a cookie that lives for a minute.
        text.replace(/17672256(59|6[0-2])/, with: "1767225660")
        text.replace("in 59 min", with: "in 60 min")
        text.replace("in 399 days", with: "in 400 days")
        // The clock keeps running from the moment at which each command starts.
        text.replace(/2026-01-01(.)00:0\d:\d\d/) { "2026-01-01\($0.1)00:00:00" }
        text.replace(/2027-02-05 00:00:0\d/, with: "2027-02-05 00:00:00")
        text.replace(/00:00:00\.\d{3}Z/, with: "00:00:00.000Z")
        text.replace(
            /[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT/,
            with: "Thu, 01 Jan 2026 00:00:00 GMT"
        )
        text.replace(/Werkzeug\/\S+ Python\/[\d.]+/, with: "Werkzeug/3 Python/3")
        return text
    }
}
