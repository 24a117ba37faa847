import Foundation
import TestSupport

/// The commands of the program, as it lists them itself, so that tests over all commands include
/// new ones.
enum EveryCommand {
    /// The names of all commands without subcommands: `cookies list`, but not `cookies`.
    static func names() async throws -> [String] {
        let dump = try await runCrumb(["--experimental-dump-help"])
        let tool = try JSONDecoder().decode(Tool.self, from: dump.stdout)
        return tool.command.leaves(path: []).sorted()
    }

    private struct Tool: Decodable {
        var command: Command
    }

    private struct Command: Decodable {
        var commandName: String
        var subcommands: [Command]?

        func leaves(path: [String]) -> [String] {
            (subcommands ?? []).flatMap { command -> [String] in
                // `help` is ArgumentParser's own command.
                guard command.commandName != "help" else { return [] }
                let path = path + [command.commandName]
                let below = command.leaves(path: path)
                return below.isEmpty ? [path.joined(separator: " ")] : below
            }
        }
    }
}

/// A command line that prints something on standard output and exits with 0.
struct PrintingCommand: Sendable {
    var command: String
    var words: [String]
    /// The text that the command reads from standard input.
    var input = ""

    init(_ command: String, _ words: String...) {
        self.command = command
        self.words = command.split(separator: " ").map(String.init) + words
    }

    private func reading(_ input: String) -> Self {
        var copy = self
        copy.input = input
        return copy
    }

    /// One or more lines for every command. `{api}` is the URL of a server, and `{dir}` a folder
    /// with the files that the commands read.
    static let all: [PrintingCommand] = [
        Self("fetch", "{api}/get-cookie", "--from", "{api}"),
        Self("fetch", "{api}/get-cookie", "--from", "{api}", "--json"),
        Self("fetch", "{api}/get-cookie", "--from", "{api}", "-i"),
        Self("fetch", "{api}/get-cookie", "--from", "{api}", "--print-curl"),
        Self("fetch", "{api}/get-cookie", "--from", "{api}", "--har", "-", "-o", "{dir}/body"),
        Self("fetch", "{api}/get-cookie", "--from", "{api}", "--browser", "chrome,firefox"),
        Self("fetch", "{api}/get-cookie", "--from", "{api}", "-o", "/dev/stdout"),
        Self("visit", "{api}/get-cookie"),
        Self("load", "{api}/get-cookie", "--as", "image", "--from", "{api}", "--json"),
        Self("beacon", "{api}/get-cookie", "--from", "{api}"),
        Self("beacon", "{api}/get-cookie", "--from", "{api}", "-d", "a=1", "--json"),
        Self("eventsource", "{api}/events", "--from", "{api}", "--events", "1"),
        Self("eventsource", "{api}/events", "--from", "{api}", "--events", "1", "--json"),
        Self("js", "-e", "1 + 1", "--from", "{api}"),
        Self("js", "-e", "1 + 1", "--from", "{api}", "--json"),
        Self("open", "{api}/get-cookie", "--print", "text"),
        Self("open", "{api}/get-cookie", "--json"),
        Self("websocket", "{api}/get-cookie", "--from", "{api}", "--json"),
        Self("document-cookie", "--from", "{api}"),
        Self("document-cookie", "--from", "{api}", "--json"),
        Self("cookies list"), Self("cookies list", "--json"),
        Self("cookies show", "stored"), Self("cookies show", "stored", "--json"),
        Self("cookies set", "a=1", "--url", "{api}", "--json"),
        Self("cookies delete", "nothing"),
        Self("cookies clear"),
        Self("cookies watch"), Self("cookies watch", "--json"),
        Self("cookies import", "{dir}/jar.json", "--json"),
        Self("cookies export"), Self("cookies export", "-o", "{dir}/out.json", "--json"),
        Self("why", "{api}", "--from", "{api}"), Self("why", "{api}", "--from", "{api}", "--json"),
        Self("origin", "{api}", "{api}"), Self("origin", "{api}", "{api}", "--json"),
        Self("browsers"), Self("browsers", "--json"),
        Self("doctor", "{api}/get-cookie", "--from", "{api}", "--browser", "chrome"),
        Self("explain", "{dir}/requests.har"), Self("explain", "{dir}/requests.har", "--json"),
        Self("run", "{dir}/passes.yaml"),
        Self("serve").reading(#"{"jsonrpc": "2.0", "id": 1, "method": "cookies.list"}"# + "\n"),
        Self("report", "{dir}/report.json", "--json"),
        Self("report", "{dir}/report.json", "--report-tap", "{dir}/report.tap"),
        Self("init", "-o", "-"), Self("init", "{api}/get-cookie", "-o", "-"),
        Self("demo"), Self("demo", "--json"), Self("demo", "--page"),
        Self("demo", "--page", "--json"),
        Self("close"),
        Self("completions", "bash"),
        Self("log list"), Self("log list", "--json"), Self("log list", "--har", "-"),
        Self("log show"), Self("log show", "--json"), Self("log clear"),
        Self("profiles list"), Self("profiles list", "--json"),
        Self("profiles delete", "second"),
        Self(
            "storage-access request",
            "--from",
            "{api}",
            "--in-frame-of",
            "https://shop.test",
            "--json"
        ),
        Self("storage-access has", "--from", "{api}", "--json"),
        Self(
            "storage-access grant",
            "--from",
            "{api}",
            "--in-frame-of",
            "https://shop.test",
            "--json"
        ),
        Self(
            "storage-access deny",
            "--from",
            "{api}",
            "--in-frame-of",
            "https://shop.test"
        ),
        Self("storage-access list", "--json"),
        Self("cookie-store set", "a", "b", "--from", "{api}", "--json"),
        Self("cookie-store delete", "a", "--from", "{api}", "--json"),
        Self("cookie-store get", "stored", "--from", "{api}", "--json"),
        Self("cookie-store getAll", "--from", "{api}", "--json"),
        Self("page"), Self("page", "--json"),
        Self("cookies edit", "stored", "--value", "b", "--json"),
        Self("hsts list"), Self("hsts list", "--json"), Self("hsts clear"),
        Self("permissions list"), Self("permissions list", "--json"), Self("permissions reset"),
        Self(
            "permissions set",
            "loopback-network",
            "granted",
            "--origin",
            "https://shop.example.com"
        ),
        Self("reasons"), Self("reasons", "SecureOnly", "--json"), Self("schema"),
        Self("schema", "rpc"),
    ]

    /// Returns a home with a stored cookie, and a folder with files for the commands that read
    /// them.
    static func prepared() async throws -> (home: TemporaryDirectory, directory: TemporaryDirectory)
    {
        let (home, directory) = try await sharedPreparation.value
        return (try home.copy(), try directory.copy())
    }

    /// The home and folder of which each caller gets a copy.
    private static let sharedPreparation = Task {
        let api = try await FlaskServer.shared().baseURL
        let home = try TemporaryDirectory()
        let directory = try TemporaryDirectory()
        try Data("page: \(api)/\nsteps: [{ fetch: /get-cookie }]\n".utf8)
            .write(to: directory.url.appending(path: "passes.yaml"))
        for words in [
            ["cookies", "set", "stored=a-value; Max-Age=60000", "--url", api],
            ["cookies", "export", "-o", directory.path(of: "jar.json")],
            ["cookies", "set", "a=1", "--url", api, "--profile", "second"],
            [
                "fetch", "\(api)/get-cookie", "--from", api, "--har",
                directory.path(of: "requests.har"),
            ],
            [
                "run", directory.path(of: "passes.yaml"), "--report-json",
                directory.path(of: "report.json"),
            ],
        ] {
            let result = try await runCrumb(words, home: home)
            guard result.exitCode == 0 else {
                throw ProcessFailure(
                    command: words.joined(separator: " "),
                    what: result.errorOutput
                )
            }
        }
        return (home, directory)
    }

    func words(api: String, directory: TemporaryDirectory) -> [String] {
        words.map {
            $0.replacing("{api}", with: api)
                .replacing("{dir}/", with: directory.path(of: ""))
        }
    }
}

extension TemporaryDirectory {
    fileprivate func copy() throws -> TemporaryDirectory {
        let copy = try TemporaryDirectory()
        for file in try FileManager.default.contentsOfDirectory(atPath: path) {
            try FileManager.default.copyItem(
                at: url.appending(path: file),
                to: copy.url.appending(path: file)
            )
        }
        return copy
    }
}
