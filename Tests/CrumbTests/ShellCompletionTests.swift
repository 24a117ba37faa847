import Foundation
import TestSupport
import Testing

/// Tab completion in real shells: a name that a server chose is inserted as text, and runs nothing.
@Suite(.serialized) struct ShellCompletionTests {
    enum Shell: String, CaseIterable, Sendable {
        case bash, zsh, fish

        var words: [String] {
            switch self {
            case .bash: ["bash", "--norc", "--noprofile", "-i"]
            case .zsh: ["zsh", "-f", "-i"]
            case .fish: ["fish", "--no-config", "-i"]
            }
        }

        func setUp(home: String) -> String {
            switch self {
            case .bash: "source <(crumb completions bash)"
            case .zsh:
                "autoload -U compinit; compinit -u -d '\(home)/dump'; source <(crumb completions zsh)"
            case .fish: "crumb completions fish | source"
            }
        }
    }

    /// How the beginning of a name is quoted.
    enum Typing: CaseIterable, Sendable {
        case backslashes, singleQuotes, doubleQuotes

        func typed(_ text: String, in shell: Shell) -> String {
            switch (self, shell) {
            case (.backslashes, _):
                text.unicodeScalars.map { scalar in
                    let isPlain =
                        scalar.value >= 0x80 || scalar.properties.isAlphabetic
                        || scalar.properties.numericType != nil
                    return isPlain ? String(scalar) : "\\" + String(scalar)
                }.joined()
            case (.singleQuotes, .fish):
                "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
            case (.singleQuotes, _): "'" + text.replacing("'", with: "'\\''")
            case (.doubleQuotes, _):
                "\""
                    + text.map {
                        "\"\\$".contains($0) || $0 == "`" && shell != .fish ? "\\\($0)" : "\($0)"
                    }
                    .joined()
            }
        }

        /// Whether the text can be typed like this. Between double quotes, an exclamation mark
        /// expands the history before Tab is pressed, and zsh offers nothing after quotes that have
        /// been closed again.
        func can(type text: String, in shell: Shell) -> Bool {
            switch (self, shell) {
            case (.doubleQuotes, .bash), (.doubleQuotes, .zsh): !text.contains("!")
            case (.singleQuotes, .zsh): !text.contains("'")
            default: true
            }
        }
    }

    /// A shell in an empty folder, where `crumb` completes as usual but, when it is run, only
    /// prints its last argument and saves the others.
    private final class Session {
        let shell: InteractiveShell
        let home: TemporaryDirectory
        let folder: TemporaryDirectory
        let binaries: TemporaryDirectory
        private var count = 0

        init(_ shell: Shell) async throws {
            (home, folder, binaries) = try (
                TemporaryDirectory(), TemporaryDirectory(), TemporaryDirectory()
            )
            // Another process writes the script: while this process has it open for writing, a
            // child that another test starts at that moment inherits the descriptor, and a file
            // that is open for writing cannot be executed.
            let result = try await run(
                "sh",
                ["-c", "cat > \"$0\" && chmod +x \"$0\"", binaries.path(of: "crumb")],
                stdin: Data(
                    """
                    #!/bin/sh
                    case $1 in ---complete | completions) exec '\(builtExecutable("crumb"))' "$@" ;; esac
                    printf '%s\\0' "$@" > '\(binaries.path(of: "words"))'
                    for last; do :; done
                    echo "[ran $last]"
                    """.utf8
                )
            )
            #expect(result.exitCode == 0)
            var environment = crumbEnvironment(home: home)
            environment["PATH"] = "\(binaries.path):\(environment["PATH"] ?? "")"
            environment["LC_ALL"] = "C.UTF-8"
            environment["TERM"] = "xterm"
            self.shell = try InteractiveShell(shell.words, environment: environment)
            let start = "\(shell.setUp(home: home.path)); cd '\(folder.path)'; crumb ready\n"
            try await self.shell.type(start, until: "[ran ready]")
        }

        /// The words that crumb is run with after this line is typed and Tab is pressed.
        func words(completing line: String) async throws -> [String] {
            count += 1
            // Type another word, which also shows that the completed one has ended.
            try await shell.type("crumb \(line)\tend\(count)\n", until: "[ran end\(count)]")
            let bytes = try Data(contentsOf: URL(filePath: binaries.path(of: "words")))
            let words = bytes.split(separator: 0, omittingEmptySubsequences: false)
                .map { String(decoding: $0, as: UTF8.self) }
            return Array(words.dropLast(2))
        }

        func expectNothingRan(sourceLocation: SourceLocation = #_sourceLocation) {
            #expect(folder.allNames == [], sourceLocation: sourceLocation)
        }
    }

    /// Fills the jar with a cookie of each name.
    private func fill(_ home: TemporaryDirectory, with names: [String]) async throws {
        let lines = names.map { "127.0.0.1\tFALSE\t/\tFALSE\t1900000000\t\($0)\t1\n" }
        let result = try await runCrumb(
            ["cookies", "import", "-", "--format", "netscape"],
            home: home,
            environment: ["CRUMB_NOW": "2026-01-01T00:00:00Z"],
            stdin: Data(("# Netscape HTTP Cookie File\n" + lines.joined()).utf8)
        )
        #expect(result.exitCode == 0, "\(result.errorOutput)")
    }

    /// The shortest unambiguous beginning of each name. A name with which another one begins has
    /// none, and is left out.
    private func beginnings(of names: [String]) -> [(name: String, beginning: String)] {
        names.compactMap { name in
            let others = names.filter { $0 != name }
            let beginning = name.indices.lazy.map { String(name[...$0]) }
                .first { text in !others.contains { $0.hasPrefix(text) } }
            return beginning.map { (name, $0) }
        }
    }

    @Test(arguments: Shell.allCases, Typing.allCases)
    func nameIsInsertedAsTextWhateverItContains(_ shell: Shell, _ typing: Typing) async throws {
        let session = try await Session(shell)
        try await fill(session.home, with: HostileText.forShells)
        var tried = 0
        for (name, beginning) in beginnings(of: HostileText.forShells)
        where typing.can(type: beginning, in: shell) {
            // A word that begins with a dash is a name only after `--`.
            let command = name.hasPrefix("-") ? ["cookies", "show", "--"] : ["cookies", "show"]
            let line = command.joined(separator: " ") + " " + typing.typed(beginning, in: shell)
            let words = try await session.words(completing: line)
            #expect(words == command + [name], "\(line)")
            tried += 1
        }
        #expect(tried > 40)
        session.expectNothingRan()
    }

    @Test(arguments: Shell.allCases)
    func listingNamesRunsNothingAndDoesNotControlTheTerminal(_ shell: Shell) async throws {
        let session = try await Session(shell)
        let names = HostileText.forTerminals.filter { name in
            !name.contains("=") && !name.contains(";")
                && name.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
        }
        try await fill(session.home, with: HostileText.forShells + names)
        let profiles = session.home.path(of: "profiles")
        for name in ["$(touch X)", "`touch X`", "a b", "work"] {
            _ = FileManager.default.createFile(atPath: "\(profiles)/\(name).sqlite", contents: nil)
        }
        for command in ["show", "delete"] {
            let shown = try await session.shell.type(
                "crumb cookies \(command) \t\t",
                until: "plain"
            )
            #expect(!shown.contains("dash"), "an option is not a name")
            try await session.shell.type("\u{15}crumb \(command)\n", until: "[ran \(command)]")
        }
        let shown = try await session.shell.type("crumb cookies --profile \t\t", until: "work")
        #expect(!shown.contains("touch"))
        try await session.shell.type("\u{15}crumb over\n", until: "[ran over]")
        for name in names {
            let harm = name.unicodeScalars.filter { $0.value >= 0x80 }
            for scalar in harm {
                #expect(
                    !session.shell.output.unicodeScalars.contains(scalar),
                    "\(name.debugDescription)"
                )
            }
        }
        session.expectNothingRan()
    }

    /// In some other encodings, a byte of a UTF-8 character may be the first of a character whose
    /// second byte is the backslash or quote after it.
    @Test func onlyASCIINamesAreOfferedInOtherEncodings() async throws {
        let home = try TemporaryDirectory()
        try await fill(home, with: ["plain", "pあ$(touch X)"])
        for (locale, offered) in [
            ("C.UTF-8", ["plain", "pあ\\$\\(touch\\ X\\)"]),
            ("de_DE.utf8@euro", ["plain", "pあ\\$\\(touch\\ X\\)"]),
            ("zh_CN.GBK", ["plain"]), ("C", ["plain"]), ("", ["plain"]),
        ] {
            let line = "crumb cookies show p"
            let answer = try await runCrumb(
                ["---complete", "bash", line, "p"],
                home: home,
                environment: ["LC_ALL": locale]
            )
            #expect(
                answer.output.split(separator: "\n").map(String.init) == ["words"] + offered,
                "\(locale)"
            )
        }
    }

    static let values: [(line: String, words: [String])] = [
        ("why --as scr", ["why", "--as", "script"]),
        ("load --as ifr", ["load", "--as", "iframe"]),
        ("fetch --browser fire", ["fetch", "--browser", "firefox"]),
        ("fetch --browser=fire", ["fetch", "--browser=firefox"]),
        ("fetch --browser chrome,saf", ["fetch", "--browser", "chrome,safari"]),
        ("--browser fire", ["--browser", "firefox"]),
        (
            "fetch --referrer-policy strict-origin-w",
            ["fetch", "--referrer-policy", "strict-origin-when-cross-origin"]
        ),
        ("cookies export --format pl", ["cookies", "export", "--format", "playwright"]),
        ("cookies list --sort dom", ["cookies", "list", "--sort", "domain"]),
        ("cookies --profile wo", ["cookies", "--profile", "work"]),
        ("--profile work cookies sh", ["--profile", "work", "cookies", "show"]),
        ("docu", ["document-cookie"]),
        ("run --report-ju", ["run", "--report-junit"]),
        ("help brow", ["help", "browsers"]),
        ("help samesi", ["help", "samesite"]),
        ("help topic cookb", ["help", "topic", "cookbook"]),
        ("help cookies li", ["help", "cookies", "list"]),
        ("run fl", ["run", "flow.yaml"]),
        ("run --jobs 2 sub/in", ["run", "--jobs", "2", "sub/inner.yaml"]),
        ("explain ap", ["explain", "app.har"]),
        ("fetch http://a.test/ -o out", ["fetch", "http://a.test/", "-o", "out.txt"]),
        ("fetch --har=ap", ["fetch", "--har=app.har"]),
        ("fetch --as-curl a\\ b", ["fetch", "--as-curl", "a b.txt"]),
    ]

    @Test(arguments: Shell.allCases)
    func commandsOptionsValuesAndFilesComplete(_ shell: Shell) async throws {
        let session = try await Session(shell)
        let hostileFile = "z$(touch X)`touch X`'\"\\ b.yaml"
        for name in ["flow.yaml", "app.har", "out.txt", "a b.txt", "sub/inner.yaml", hostileFile] {
            try FileManager.default.createDirectory(
                atPath: session.folder.path(of: "sub"),
                withIntermediateDirectories: true
            )
            try "".write(toFile: session.folder.path(of: name), atomically: true, encoding: .utf8)
        }
        _ = try await runCrumb(
            ["cookies", "set", "a=1", "--url", "http://127.0.0.1/", "--profile", "work"],
            home: session.home
        )
        for (line, words) in Self.values {
            #expect(try await session.words(completing: line) == words, "\(line)")
        }
        // The shells' own completion of file names, which crumb's must leave alone.
        #expect(try await session.words(completing: "run z") == ["run", hostileFile])
        #expect(!session.folder.allNames.contains("X"))
    }
}

extension TemporaryDirectory {
    fileprivate var allNames: [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    }
}
