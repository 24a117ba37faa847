import Foundation
import TestSupport

/// A page of documentation whose commands are run: README.md, or one of `docs`.
///
/// A fenced `console` block contains commands (`$ …`, continued with `\`) and their output on a
/// terminal of 80 columns, in which a line `…` stands for any number of lines. The commands of one
/// page share a profile and a folder, and run from the top of the page to the bottom.
struct Documentation: Sendable {
    struct Command: Sendable {
        /// The command as it is run: without the prompt, and with continued lines joined.
        var text: String
        /// The output that the page shows.
        var output: [String]
        /// The indices of the page's lines that are the output.
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

    /// The lines with crumb commands in blocks that are not of the `console` kind, so that nothing
    /// runs them.
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

    /// The page with each command's output replaced by the one in `outputs`.
    func replacing(_ outputs: [[String]]) -> String {
        var result = lines
        for (command, output) in zip(commands, outputs).reversed() {
            result.replaceSubrange(command.range, with: output)
        }
        return result.joined(separator: "\n")
    }

    /// Whether the printed lines match those on the page, where `…` stands for any lines.
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

/// The environment in which commands of the documentation run: the hosts that they name are servers
/// of this repository.
actor DocumentedMachine {
    private let home: TemporaryDirectory
    private let folder: TemporaryDirectory
    private var environment: [String: String]
    private var mask: Mask

    /// `servers` maps each host in the pages, such as `127.0.0.1:5000`, to the port of the real
    /// server.
    init(servers: [(host: String, port: UInt16)], authority: String) throws {
        home = try TemporaryDirectory()
        folder = try TemporaryDirectory()
        environment = crumbEnvironment(home: home)
        // Every command runs at the same moment.
        environment["CRUMB_NOW"] = "2026-01-01T00:00:00Z"
        environment["NO_COLOR"] = "1"
        environment["HOME"] = home.path
        environment["CRUMB_UNDER_TEST"] = try builtExecutable("crumb")
        environment["CRUMB_CONNECTIONS"] =
            servers.map { "--connect-to \($0.host):127.0.0.1:\($0.port)" }.joined(separator: " ")
            + " --cacert \(authority)"
        // These scripts are not written by this process: a child that another thread starts at the
        // same time would inherit the open file, and the kernel does not execute a file that is
        // open for writing.
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
        // The folders that the pages refer to.
        for name in ["fixtures", "docs"] {
            try FileManager.default.createSymbolicLink(
                at: URL(filePath: folder.path(of: name)),
                withDestinationURL: packageURL.appending(path: name)
            )
        }
    }

    /// Runs a command on a terminal and returns the lines it prints, without trailing empty lines.
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
