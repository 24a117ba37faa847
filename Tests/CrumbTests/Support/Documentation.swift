import Foundation
import TestSupport

/// A page of documentation whose commands are run: README.md, or one of `docs`.
///
/// A fenced block of the kind `console` has commands (`$ …`, continued by `\`) and what they print on
/// a terminal of 80 columns; a line `…` stands for any lines. The commands of one page share a profile
/// and a folder, and run from the top of the page to its end.
struct Documentation: Sendable {
    struct Command: Sendable {
        /// As it is run: without the prompt, its lines joined.
        var text: String
        /// As the page has it.
        var output: [String]
        /// Of the lines of the page, those that are the output.
        var range: Range<Int>
    }

    let lines: [String]
    let commands: [Command]

    init(_ text: String) {
        lines = text.components(separatedBy: "\n")
        var commands: [Command] = []
        var isConsole = false
        var index = 0
        while index < lines.count {
            let line = lines[index]
            index += 1
            if line.hasPrefix("```") {
                isConsole = line == "```console"
                continue
            }
            guard isConsole, line.hasPrefix("$ ") else { continue }
            var text = String(line.dropFirst(2))
            while text.hasSuffix("\\"), index < lines.count {
                text = String(text.dropLast()) + lines[index].drop { $0 == " " }
                index += 1
            }
            let start = index
            while index < lines.count, !lines[index].hasPrefix("$ "), lines[index] != "```" {
                index += 1
            }
            commands.append(
                Command(text: text, output: Array(lines[start..<index]), range: start..<index)
            )
        }
        self.commands = commands
    }

    /// Commands of crumb that stand in a block of another kind, where nothing runs them.
    var commandsOutsideConsoles: [String] {
        var kind: String?
        var found: [String] = []
        for line in lines {
            if line.hasPrefix("```") {
                kind = kind == nil ? String(line.dropFirst(3)) : nil
            } else if kind != nil, kind != "console", kind != "yaml",
                line.wholeMatch(of: /(\$ |    )?crumb [a-z].*/) != nil
            {
                found.append(line)
            }
        }
        return found
    }

    /// The page with other outputs.
    func replacing(_ outputs: [[String]]) -> String {
        var result = lines
        for (command, output) in zip(commands, outputs).reversed() {
            result.replaceSubrange(command.range, with: output)
        }
        return result.joined(separator: "\n")
    }

    /// Whether what was printed is what the page has, where `…` stands for any lines.
    static func matches(_ printed: some Collection<String>, _ written: some Collection<String>)
        -> Bool
    {
        guard let first = written.first else { return printed.isEmpty }
        let rest = written.dropFirst()
        if first == "…" {
            return printed.indices.contains { matches(printed[$0...], rest) }
                || matches([], rest)
        }
        guard printed.first == first else { return false }
        return matches(printed.dropFirst(), rest)
    }
}

/// Where the commands of documentation run: the hosts that they name are servers of this repository.
actor DocumentedMachine {
    private let home: TemporaryDirectory
    private let folder: TemporaryDirectory
    private var environment: [String: String]
    private var mask: Mask

    /// `servers`: the ports behind the hosts of the pages, such as `127.0.0.1:5000`.
    init(servers: [(host: String, port: UInt16)], authority: String) throws {
        home = try TemporaryDirectory()
        folder = try TemporaryDirectory()
        environment = crumbEnvironment(home: home)
        // The same moment for every command.
        environment["CRUMB_NOW"] = "2026-01-01T00:00:00Z"
        environment["NO_COLOR"] = "1"
        environment["HOME"] = home.path
        environment["CRUMB_UNDER_TEST"] = try builtExecutable("crumb")
        environment["CRUMB_CONNECTIONS"] =
            servers.map { "--connect-to \($0.host):127.0.0.1:\($0.port)" }.joined(separator: " ")
            + " --cacert \(authority)"
        // Not written by this process: one that another thread starts at the same time would have it
        // open for writing, and the kernel does not run such a file.
        let programs = fixtureURL("docs/bin").path(percentEncoded: false)
        // The scenarios of the pages start Flask.
        let python = FlaskServer.python.split(separator: "/", omittingEmptySubsequences: false)
        let folders = [
            programs, python.dropLast().joined(separator: "/"), environment["PATH"] ?? "",
        ]
        environment["PATH"] = folders.filter { !$0.isEmpty }.joined(separator: ":")
        mask = Mask(
            ports: servers.map { ($0.port, Int($0.host.split(separator: ":").last ?? "") ?? 0) }
        )
        mask.home = home.path
        // What the pages name besides servers.
        for name in ["fixtures", "docs"] {
            try FileManager.default.createSymbolicLink(
                at: URL(filePath: folder.path(of: name)),
                withDestinationURL: packageURL.appending(path: name)
            )
        }
    }

    /// What a command prints on a terminal, without empty lines at its end.
    func output(of command: String) async throws -> [String] {
        let result = try await runOnTerminal(
            ["sh", "-c", "cd '\(folder.path)' && { \(command)\n}"],
            columns: 80,
            environment: environment
        )
        var lines = mask.masked(result.output.replacing("\r\n", with: "\n"))
            .components(separatedBy: "\n")
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }
}
