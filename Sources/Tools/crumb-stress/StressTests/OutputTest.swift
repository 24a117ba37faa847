internal import Glibc

extension StressTest {
    /// Output that cannot be written: exit code 6, one line of output with the reason, files
    /// unchanged.
    static let output = StressTest(name: "output") { place, report in
        let server = try Server(place)
        let home = place.newHome("output")
        let environment = Child.environment(home: home).merging(["API": server.baseURL]) { $1 }
        for lost in Lost.all {
            let passed = stopwatch()
            // Restores what the preceding commands deleted.
            for words in [
                ["cookies", "set", "a=1; Max-Age=6000", "--url", server.baseURL],
                ["cookies", "export", "-o", "\(home)/jar.json"],
            ] { _ = try Child.run([place.crumb] + words, environment: environment) }
            var figure = Metric(what: lost.name, count: 0, peakKilobytes: 0, seconds: 0)
            for command in lost.commands {
                let child = try Child.run(
                    ["sh", "-c", lost.script(command), place.crumb],
                    environment: environment
                )
                figure.count += 1
                figure.peakKilobytes = max(figure.peakKilobytes ?? 0, child.peakKilobytes)
                let lines = child.errorText.split(separator: "\n")
                    .filter { $0.hasPrefix("crumb: ") && $0.contains("cannot ") }
                if child.exitCode != 6 || lines.count != (lost.isSilent ? 0 : 1) {
                    figure.failures.append(
                        "\(command): exit \(child.exitCode): \(child.errorText.prefix(200))"
                    )
                }
            }
            figure.seconds = passed()
            report(figure)
        }
    }
}

/// A way in which output is lost.
private struct Lost: Sendable {
    var name: String
    var commands: [String]
    /// A shell script with the command as `COMMAND`; `$0` is crumb, `$HOME` contains `jar.json`.
    var template: String
    /// Whether standard error is lost as well.
    var isSilent = false

    func script(_ command: String) -> String { template.replacing("COMMAND", with: command) }

    private static let printing = [
        "cookies", "cookies --json", "cookies export", "cookies show a", "browsers",
        "browsers --json",
        "origin http://a.test/ http://b.test/", "why $API/ --from $API", "completions bash",
        "init -o -",
        "fetch $API/ --from $API --json", "fetch $API/ --from $API --print-curl",
        "document-cookie --from $API", "doctor $API/ --from $API --browser chrome", "demo", "help",
        "--version", "fetch --help", "cookies delete none", "close", "cookies clear",
    ].map { "\"$0\" \($0)" }

    private static let writing = [
        "cookies export -o $F", "fetch $API/body --from $API -o $F",
        "fetch $API/ --from $API --har $F",
        "fetch $API/ --from $API --record $F",
    ].map { "\"$0\" \($0)" }

    static let all: [Lost] =
        [
            Lost(
                name: "stdout on a full device",
                commands: printing,
                template: "COMMAND > /dev/full"
            ),
            Lost(name: "stdout closed", commands: printing, template: "COMMAND >&-"),
            Lost(
                name: "stdin, stdout and stderr closed",
                commands: printing,
                template: "COMMAND <&- >&- 2>&-",
                isSilent: true
            ),
            Lost(
                name: "files at the size limit",
                commands: writing.map { "\($0) --profile :memory:" }.filter {
                    !$0.contains("export")
                },
                template: unchanged("ulimit -f 0; COMMAND")
            ),
        ]
        + (getuid() == 0
            ? [
                Lost(
                    name: "files on a full disk",
                    commands: writing,
                    template: """
                        exec unshare --mount sh -c 'mkdir -p $HOME/disk; \
                        mount -t tmpfs -o size=64k none $HOME/disk; head -c 4096 /dev/zero > $HOME/before; cp $HOME/before $HOME/disk/old; \
                        cat /dev/zero > $HOME/disk/filling 2> /dev/null; \
                        F=$HOME/disk/old; COMMAND; code=$?; \
                        cmp $HOME/before $F || exit 99; ls -A $HOME/disk | grep tmp && exit 98; \
                        exit $code' "$0"
                        """
                )
            ] : [])

    /// A script that checks that the file is unchanged, and that there is no other one beside it.
    private static func unchanged(_ command: String) -> String {
        """
        F=$HOME/old; cp $HOME/jar.json $F; \(command); code=$?
        cmp $HOME/jar.json $F || exit 99; ls -A $HOME | grep tmp && exit 98; exit $code
        """
    }
}
