internal import Fuzzing
internal import Glibc

extension StressTest {
    /// Profiles that cannot be read or written: exit code 5, one line of output, the file
    /// unchanged.
    static let damage = StressTest(name: "damage") { place, report in
        let server = try Server(place)
        let passed = stopwatch()
        var figure = Metric(what: "unusable profiles", count: 0, peakKilobytes: 0, seconds: 0)
        for unusable in Unusable.all {
            let home = place.newHome("unusable-\(figure.count)")
            let profile = Profile(place: place, home: home)
            try store("old", server, place, home: home)
            if let sql = unusable.sql { try profile.execute(sql) }
            if let prepare = unusable.prepare {
                try shell(prepare, place, profile)
            }
            let before = contents(of: profile.path)
            for command in [["cookies", "list"], writing("new", server)] {
                if !unusable.isForReading, command[0] == "cookies" { continue }
                let child = try Child.run(
                    ["sh", "-c", unusable.run + " \"$0\" \"$@\"", place.crumb] + command,
                    environment: Child.environment(home: home).merging(["P": profile.path]) { $1 }
                )
                figure.count += 1
                figure.peakKilobytes = max(figure.peakKilobytes ?? 0, child.peakKilobytes)
                let lines = child.errorText.split(separator: "\n")
                if child.exitCode != 5 || lines.count != 1 || !child.text.isEmpty
                    || lines.first?.hasPrefix("crumb: ") != true
                {
                    figure.failures.append(
                        "\(unusable.name): exit \(child.exitCode): \(child.errorText)\(child.text)"
                    )
                }
                if contents(of: profile.path) != before {
                    figure.failures.append("\(unusable.name): the file has changed")
                }
            }
            if let after = unusable.after { try shell(after, place, profile) }
        }
        figure.seconds = passed()
        report(figure)
        try report(flippedBytes(server, place))
    }

    private static func writing(_ name: String, _ server: Server) -> [String] {
        ["fetch", "\(server.baseURL)/cookie/\(name)", "--from", server.baseURL]
    }

    private static func store(
        _ name: String,
        _ server: Server,
        _ place: Sandbox,
        home: String
    ) throws {
        _ = try Child.run(
            [place.crumb] + writing(name, server),
            environment: Child.environment(home: home)
        )
    }

    private static func shell(_ script: String, _ place: Sandbox, _ profile: Profile) throws {
        _ = try Child.run(
            ["sh", "-c", script],
            environment: Child.environment(home: profile.home).merging(["P": profile.path]) { $1 }
        )
    }

    /// Random bytes in the file: it is either read or rejected; crumb does not crash or hang.
    private static func flippedBytes(_ server: Server, _ place: Sandbox) throws -> Metric {
        let passed = stopwatch()
        var figure = Metric(what: "damaged profiles", count: 0, peakKilobytes: 0, seconds: 0)
        let home = place.newHome("flipped")
        for number in 0..<20 { try store("f\(number)", server, place, home: home) }
        let profile = Profile(place: place, home: home)
        guard let whole = contents(of: profile.path), !whole.isEmpty else {
            figure.failures.append("no profile to damage")
            return figure
        }
        var refused = 0
        for number in 0..<place.count(300, short: 30) {
            var random = place.random(number)
            var bytes = whole
            for _ in 0..<Int.random(in: 1...64, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(
                    in: 0...255,
                    using: &random
                )
            }
            if number % 5 == 0 { bytes.removeLast(Int.random(in: 0...bytes.count, using: &random)) }
            try replace(profile.path, with: bytes)
            for command in [["cookies", "list"], writing("new", server)] {
                let child = try Child.run(
                    [place.crumb] + command,
                    environment: Child.environment(home: home)
                )
                figure.count += 1
                figure.peakKilobytes = max(figure.peakKilobytes ?? 0, child.peakKilobytes)
                if child.exitCode == 5 { refused += 1 }
                if ![0, 5].contains(child.exitCode) || child.isOverdue {
                    figure.failures.append("exit \(child.exitCode): \(child.errorText.prefix(200))")
                }
            }
        }
        figure.seconds = passed()
        figure.remark = "\(refused) rejected"
        return figure
    }

    private static func replace(_ path: String, with bytes: [UInt8]) throws {
        let descriptor = open(path, O_WRONLY | O_TRUNC)
        defer { close(descriptor) }
        let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        guard count == bytes.count else {
            throw Sandbox.Failure(description: "cannot write \(path)")
        }
    }
}

/// A way in which a profile is unusable.
private struct Unusable: Sendable {
    var name: String
    var sql: String?
    /// A shell script that prepares it; `$P` is the profile's path.
    var prepare: String?
    /// A prefix for the command.
    var run = ""
    var after: String?
    /// Whether reading fails as well.
    var isForReading = true

    private static let isRoot = getuid() == 0
    /// root ignores permissions, so run as another user.
    private static let asNobody =
        isRoot ? "exec setpriv --reuid 65534 --regid 65534 --clear-groups" : "exec"

    static let all: [Unusable] =
        [
            Unusable(name: "a newer schema", sql: "PRAGMA user_version = 99"),
            Unusable(name: "another program's", sql: "PRAGMA application_id = 1"),
            Unusable(name: "no database", prepare: "echo 'my notes, and no database at all' > $P"),
            Unusable(name: "a folder", prepare: "rm $P; mkdir $P", after: "rmdir $P"),
            Unusable(name: "half a file", prepare: "truncate -s 5000 $P"),
            Unusable(
                name: "the wrong owner",
                prepare: "chmod 711 $HOME $HOME/profiles; chmod 600 $P",
                run: asNobody
            ),
            Unusable(
                name: "a folder that cannot be searched",
                prepare: "chmod 755 $HOME; chmod 600 $HOME/profiles",
                run: asNobody,
                after: "chmod 700 $HOME/profiles"
            ),
            Unusable(
                name: "a folder that cannot be written",
                prepare: "chmod 755 $HOME; chmod 555 $HOME/profiles; chmod 666 $P",
                run: asNobody,
                after: "chmod 700 $HOME/profiles",
                isForReading: false
            ),
            Unusable(
                name: "a file at its size limit",
                run: "ulimit -f 0; exec",
                isForReading: false
            ),
        ]
        + (isRoot
            ? [
                Unusable(
                    name: "a disk that is read-only",
                    run:
                        "exec unshare --mount sh -c 'mount -o bind,ro $HOME $HOME; exec \"$0\" \"$@\"'",
                    isForReading: false
                ),
                Unusable(
                    name: "a full disk",
                    run: """
                        exec unshare --mount sh -c 'cp -a $HOME/. $HOME.copy; \
                        mount -t tmpfs -o size=96k,mode=700 none $HOME; cp -a $HOME.copy/. $HOME; \
                        cp $P $HOME.before; cat /dev/zero > $HOME/filling 2> /dev/null; \
                        "$0" "$@"; code=$?; cmp $P $HOME.before || exit 99; exit $code'
                        """,
                    isForReading: false
                ),
            ] : [])
}
