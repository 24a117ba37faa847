internal import Fuzzing
internal import Glibc

extension StressTest {
    /// Names chosen by a server, completed in each shell and printed for curl: the result is the
    /// name, and no part of it has run.
    static let shells = StressTest(name: "shells") { place, report in
        let rounds = place.count(5, short: 1)
        for shell in CompletingShell.allCases {
            let passed = stopwatch()
            var figure = Metric(what: "names completed in \(shell)", count: 0, seconds: 0)
            for round in 0..<rounds {
                let jar = try NamedJar(place, "\(shell)-\(round)", number: round)
                try jar.complete(in: shell, &figure)
            }
            figure.seconds = passed()
            report(figure)
        }
        for words in [["dash"], ["bash"], ["zsh", "-f"]] {
            let passed = stopwatch()
            var figure = Metric(what: "--print-curl in \(words[0])", count: 0, seconds: 0)
            for round in 0..<rounds {
                let jar = try NamedJar(place, "\(words[0])-curl-\(round)", number: round)
                try jar.printCurl(for: words, &figure)
            }
            figure.seconds = passed()
            report(figure)
        }
    }
}

private enum CompletingShell: String, CaseIterable {
    case bash, zsh, fish

    var words: [String] {
        switch self {
        case .bash: ["bash", "--norc", "--noprofile", "-i"]
        case .zsh: ["zsh", "-f", "-i"]
        case .fish: ["fish", "--no-config", "-i"]
        }
    }

    var setUp: String {
        switch self {
        case .bash: "source <(crumb completions bash)"
        case .zsh: "autoload -U compinit; compinit -u -D; source <(crumb completions zsh)"
        case .fish: "crumb completions fish | source"
        }
    }
}

/// A jar of cookies whose names consist of characters that are special in shells.
private struct NamedJar {
    private static let pieces = [
        "$(touch X)", "`touch X`", "${x[$(touch X)]}", "<(touch X)", "|touch X", "&touch X&", ">X",
        "${IFS}", "$", "`", "'", "\"", "\\", "!", "!!", "~", "*", "?", "[a]", "{a,b}", "(", ")",
        "#",
        "^", "%s", "%", ":", ",", "@", "  a", "\u{301}", "é", "日本", "🍪", "'\u{301}", "\\n", "x",
        "7",
    ]

    let place: Sandbox
    let home: String
    /// The working directory of the commands, which stays empty.
    let folder: String
    let binaries: String
    /// The names, each of which begins with its number and a dot.
    let names: [String]

    init(_ place: Sandbox, _ name: String, number: Int) throws {
        self.place = place
        home = place.newHome("shells-\(name)")
        folder = place.newHome("shells-\(name)/folder")
        binaries = place.newHome("shells-\(name)/bin")
        var random = place.random(number)
        names = (0..<place.count(100, short: 40)).map { index in
            let count = Int.random(in: 1...5, using: &random)
            return "n\(index)."
                + (0..<count).map { _ in random.element(of: Self.pieces, or: "x") }
                .joined()
        }
        let lines = names.map { "127.0.0.1\tFALSE\t/\tFALSE\t0\t\($0)\t1\n" }.joined()
        try write("# Netscape HTTP Cookie File\n" + lines, to: "\(home)/cookies.txt")
        let imported = try run([place.crumb, "cookies", "import", "\(home)/cookies.txt", "-q"])
        guard imported.exitCode == 0 else {
            throw Sandbox.Failure(description: "no jar: \(imported.errorText)")
        }
        try write(
            """
            #!/bin/sh
            case $1 in ---complete | completions) exec '\(place.crumb)' "$@" ;; esac
            printf '%s\\0' "$@" > '\(home)/words'
            for last; do :; done
            echo "[ran $last]"
            """,
            to: "\(binaries)/crumb"
        )
        chmod("\(binaries)/crumb", 0o755)
    }

    private var environment: [String: String] {
        var environment = Child.environment(home: home)
        environment["PATH"] = "\(binaries):\(environment["PATH"] ?? "")"
        environment["LC_ALL"] = "C.UTF-8"
        environment["TERM"] = "xterm"
        return environment
    }

    private func run(_ words: [String]) throws -> Child {
        try Child.run(words, environment: environment)
    }

    private func write(_ text: String, to path: String) throws(Sandbox.Failure) {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        let bytes = Array(text.utf8)
        let count = file < 0 ? -1 : Glibc.write(file, bytes, bytes.count)
        if file >= 0 { close(file) }
        guard count == bytes.count else {
            throw Sandbox.Failure(description: "cannot write \(path)")
        }
    }

    /// Types the beginning of each name and Tab; fish does not add a space after a comma.
    func complete(in shell: CompletingShell, _ figure: inout Metric) throws {
        let conversation = try Conversation(shell.words, environment: environment)
        let start = "\(shell.setUp); cd '\(folder)'; crumb ready\n"
        guard conversation.type(start, until: "[ran ready]") else {
            figure.failures.append("\(shell) does not start")
            return
        }
        for (index, name) in names.enumerated() {
            figure.count += 1
            let line = "crumb cookies show n\(index).\t end\(index)\n"
            guard conversation.type(line, until: "[ran end\(index)]") else {
                figure.failures.append("\(name.debugDescription) leaves the line open")
                return
            }
            let words = try run(["cat", "\(home)/words"]).output.split(separator: 0)
                .map { String(decoding: $0, as: UTF8.self) }
            if words.map({ Array($0.utf8) })
                != ["cookies", "show", name, "end\(index)"].map({ Array($0.utf8) })
            {
                figure.failures.append("\(name.debugDescription) becomes \(words)")
            }
        }
        try checkFolder(&figure)
    }

    /// Checks the Cookie header that a shell passes to curl.
    func printCurl(for shell: [String], _ figure: inout Metric) throws {
        figure.count += names.count
        let url = "http://127.0.0.1:7801/"
        let printed = try run([place.crumb, "fetch", url, "--from", url, "--print-curl", "-q"])
        let script =
            "curl() { printf '%s\\0' \"$@\"; }\ncd '\(folder)'\n" + printed.text
        let result = try run(shell + ["-c", script])
        let words = result.output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        let header = words.first { $0.hasPrefix("Cookie: ") } ?? ""
        let sent = header.dropFirst("Cookie: ".count).split(separator: "; ").map { Array($0.utf8) }
        for name in names where !sent.contains(Array("\(name)=1".utf8)) {
            figure.failures.append("\(name.debugDescription) is not in \(header.debugDescription)")
        }
        if sent.count != names.count { figure.failures.append("\(sent.count) cookies") }
        if !result.errorOutput.isEmpty { figure.failures.append(result.errorText) }
        try checkFolder(&figure)
    }

    private func checkFolder(_ figure: inout Metric) throws {
        let left = try run(["ls", "-A", folder]).text
        if !left.isEmpty { figure.failures.append("something ran: \(left)") }
    }
}
