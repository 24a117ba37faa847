internal import BrowserInfra
internal import Glibc

extension StressTest {
    /// Servers that break the rules or never end: the right exit code, in bounded memory and time,
    /// and nothing that could control a terminal.
    static let hostile = StressTest(name: "hostile") { place, report in
        let server = try Server(place)
        let home = place.newHome("hostile")
        for group in HostileCase.groups {
            let passed = stopwatch()
            var figure = Metric(
                what: "hostile: \(group.name)",
                count: 0,
                peakKilobytes: 0,
                seconds: 0
            )
            var longest = 0.0
            for hostile in group.cases {
                for streams in [Child.Streams.pipes, .terminal] {
                    let child = try Child.run(
                        [place.crumb] + hostile.words(server),
                        environment: Child.environment(home: home),
                        on: streams,
                        timeout: 60
                    )
                    figure.count += 1
                    figure.peakKilobytes = max(figure.peakKilobytes ?? 0, child.peakKilobytes)
                    longest = max(longest, child.seconds)
                    figure.failures += hostile.complaints(about: child, on: streams)
                }
            }
            figure.seconds = passed()
            figure.remark = "longest \(decimal(longest)) s"
            report(figure)
        }
    }
}

/// A path of the hostile server, and crumb's expected reaction.
struct HostileCase: Sendable {
    var path: String
    var options: [String] = []
    var exitCodes: Set<Int32>
    var scheme = "http"

    /// The limit for one process; a response of 64 MiB may be in memory twice while it grows.
    static let allowedKilobytes = 224 << 10
    static let allowedSeconds = 10.0

    func words(_ server: Server) -> [String] {
        let base = "\(scheme)://127.0.0.1:\(server.port)"
        return ["fetch", base + path, "--from", "\(base)/page"] + options
    }

    func complaints(about child: Child, on streams: Child.Streams) -> [String] {
        var complaints: [String] = []
        if child.isOverdue { complaints.append("\(path) does not end") }
        if !exitCodes.contains(child.exitCode) {
            complaints.append(
                "\(path) exits with \(child.exitCode): \((child.errorText + child.text).prefix(300))"
            )
        }
        if child.peakKilobytes > Self.allowedKilobytes {
            complaints.append("\(path) takes \(child.peakKilobytes >> 10) MB")
        }
        if child.seconds > Self.allowedSeconds {
            complaints.append("\(path) takes \(decimal(child.seconds)) s")
        }
        if case .terminal = streams, let harm = firstHarm(in: child.text) {
            complaints.append("\(path) controls the terminal: \(harm.debugDescription)")
        }
        if streams == .pipes, firstHarm(in: child.errorText) != nil {
            complaints.append("\(path) controls the terminal through stderr")
        }
        return complaints
    }

    /// The first harmful character. crumb's own colors, and the clearing of its progress line, are
    /// not harmful.
    private func firstHarm(in text: String) -> String? {
        let harmless = text.withoutOwnControls
        let culprit = harmless.unicodeScalars.firstIndex {
            $0.isTerminalControl && $0 != "\n" && $0 != "\t"
        }
        return culprit.map { String(harmless[$0...].prefix(40)) }
    }
}

extension String {
    /// The text without crumb's own control sequences: `ESC [ 32 m`, and `CR ESC [ K`.
    fileprivate var withoutOwnControls: String {
        replacing(/\u{1B}\[[0-9;]*m/, with: "").replacing("\r\u{1B}[K", with: "")
    }
}

extension HostileCase {
    struct Group: Sendable {
        var name: String
        var cases: [HostileCase]
    }

    private static func cases(
        _ paths: [String],
        _ exitCodes: Set<Int32>,
        _ options: [String] = []
    ) -> [HostileCase] {
        paths.map { HostileCase(path: $0, options: options, exitCodes: exitCodes) }
    }

    static let groups: [Group] = [
        Group(
            name: "no end",
            cases: cases(
                [
                    "headers", "line", "name", "reason", "interim", "body", "chunks", "trailer",
                ].map { "/endless/\($0)" },
                [4]
            )
                + cases(["/redirect"], [3], ["--redirect", "follow"])
                // These take hardly any memory, and end when their time limit expires.
                + cases(["/drip", "/endless/chunk-extension"], [4], ["--max-time", "1"])
                + [
                    HostileCase(
                        path: "/",
                        options: ["-k", "-m", "1"],
                        exitCodes: [4],
                        scheme: "https"
                    )
                ]
        ),
        Group(
            name: "too much",
            cases: cases(["/bomb/deflate", "/header/1048576", "/body/67108865"], [4])
                // Of several members, Chromium reads the first, and so does crumb.
                + cases(["/bomb/gzip"], [0], ["-o", "/dev/null"])
                + cases(
                    ["/headers/20000", "/set-cookies/10000", "/body/67108864"],
                    [0],
                    ["-o", "/dev/null"]
                )
                + cases(["/headers/50000", "/set-cookies/20000"], [4])
        ),
        Group(
            name: "against the rules",
            cases: cases(
                [
                    "nothing", "garbage", "status", "status-0", "status-1000", "version",
                    "no-version", "no-colon", "switch", "length-long", "length-text",
                    "chunk-size", "chunk-negative", "chunk-huge", "chunk-end", "chunk-missing",
                    "gzip",
                ].map { "/wrong/\($0)" },
                [4]
            )
                // Over http, Chromium accepts headers that end with the connection
                // (HttpStreamParser).
                + cases(["/wrong/length-short", "/wrong/no-end"], [0])
                + cases(
                    [
                        "length-negative", "length-huge", "length-large", "length-twice",
                        "gzip-cut",
                        "encoding",
                    ].map { "/wrong/\($0)" },
                    [0, 4],
                    ["-m", "2"]
                )
                + cases(["file", "gopher", "ftp", "data"].map { "/elsewhere/\($0)" }, [3])
        ),
        Group(
            name: "bytes for the terminal",
            cases: [["-v", "-i"], ["--json"], []].flatMap { options in
                cases(
                    [
                        "name", "value", "control", "header", "reason", "body", "cors",
                        "header-name",
                        "attributes", "type", "expose", "allow", "nul",
                    ].map { "/\($0)" },
                    [0, 4],
                    options
                )
                    + cases(["/location"], [3, 4], options)
            }
        ),
    ]
}
