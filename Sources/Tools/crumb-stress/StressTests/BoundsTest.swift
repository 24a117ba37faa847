internal import Glibc

extension StressTest {
    /// Small inputs that grow, endless files, and few descriptors: one line of output, in bounded
    /// memory and time, and never a crash.
    static let bounds = StressTest(name: "bounds") { place, report in
        for group in try BoundsCase.groups(place) {
            let passed = stopwatch()
            var figure = Metric(
                what: "bounds: \(group.name)",
                count: 0,
                peakKilobytes: 0,
                seconds: 0
            )
            var longest = 0.0
            for (index, bound) in group.cases.enumerated() {
                let home = place.newHome("bounds-\(group.name)-\(index)")
                let child = try Child.run(
                    bound.words,
                    environment: Child.environment(home: home),
                    timeout: 60
                )
                figure.count += 1
                figure.peakKilobytes = max(figure.peakKilobytes ?? 0, child.peakKilobytes)
                longest = max(longest, child.seconds)
                figure.failures += bound.complaints(about: child)
            }
            figure.seconds = passed()
            figure.remark = "longest \(decimal(longest)) s"
            report(figure)
        }
    }
}

/// A command and its expected result.
private struct BoundsCase {
    struct Group {
        var name: String
        var cases: [BoundsCase]
    }

    var name: String
    var words: [String]
    var exitCodes: Set<Int32>
    /// The text that the line contains.
    var says = ""

    /// The memory limit: a report may be as large as 1 GiB, but nothing here needs more than a body
    /// of 256 MiB, twice.
    static let allowedKilobytes = 640 << 10
    static let allowedSeconds = 20.0

    func complaints(about child: Child) -> [String] {
        let text = child.errorText + child.text
        var complaints: [String] = []
        if child.isOverdue { complaints.append("\(name) does not end") }
        if !exitCodes.contains(child.exitCode) {
            complaints.append("\(name) exits with \(child.exitCode): \(text.suffix(300))")
        } else if !says.isEmpty, child.exitCode != 0, !text.contains(says) {
            complaints.append("\(name) does not say \(says): \(text.prefix(300))")
        }
        if child.peakKilobytes > Self.allowedKilobytes {
            complaints.append("\(name) takes \(child.peakKilobytes >> 10) MB")
        }
        if child.seconds > Self.allowedSeconds {
            complaints.append("\(name) takes \(decimal(child.seconds)) s")
        }
        return complaints
    }

    static func groups(_ place: Sandbox) throws -> [Group] {
        [
            Group(name: "expressions", cases: expressions(place)),
            Group(name: "variables", cases: variables(place)),
            Group(name: "files", cases: files(place)),
            Group(name: "links", cases: links(place)),
            Group(name: "descriptors", cases: descriptors(place)),
        ]
    }

    /// The text stands for a server's response; a data: URL does not need one.
    private static func expressions(_ place: Sandbox) -> [BoundsCase] {
        let texts = ["a", "aa", "ab-", "a ", "1,"].map { String(repeating: $0, count: 5000) + "!" }
        let expressions = [
            "^([a-z0-9]+-?)+$", "(a+)+$", "(a|a)*$", "(a|aa)+$", "(.*a){12}$",
            "(\\\\w+\\\\s?)*$", "([^,]*,)*$", "^(?:(?:a+)+)+$", "(a*)*(b*)*c$",
        ]
        return expressions.enumerated().flatMap { number, expression in
            texts.enumerated().map { index, text in
                let file = "\(place.directory)/expression-\(number)-\(index).yaml"
                writeFile(
                    """
                    page: http://127.0.0.1:1/
                    steps:
                      - fetch: "data:text/plain,\(text)"
                        expect: { text: { matches: "\(expression)" } }
                    """,
                    to: file
                )
                return BoundsCase(
                    name: "\(expression) on \(text.prefix(4))…",
                    words: [place.crumb, "run", file],
                    exitCodes: [0, 1]
                )
            }
        }
    }

    private static func variables(_ place: Sandbox) -> [BoundsCase] {
        [("text", false, 10), ("list", true, 10), ("pairs", false, 2)].map { name, isList, times in
            var text = "page: http://127.0.0.1:1/\nvariables:\n  a0: xxxxxxxxxx\n"
            for level in 1...40 {
                let one = "{{a\(level - 1)}}"
                let all = Array(repeating: isList ? "\"\(one)\"" : one, count: times)
                text +=
                    isList
                    ? "  a\(level): [\(all.joined(separator: ", "))]\n"
                    : "  a\(level): \"\(all.joined())\"\n"
            }
            let file = "\(place.directory)/variables-\(name).yaml"
            writeFile(text + "steps: [{ fetch: /, method: POST, json: \"{{a40}}\" }]\n", to: file)
            return BoundsCase(
                name: "variables of \(name)",
                words: [place.crumb, "run", file],
                exitCodes: [2],
                says: "with its variables filled in, this is longer than 1 MiB"
            )
        }
    }

    private static func files(_ place: Sandbox) -> [BoundsCase] {
        let large = "\(place.directory)/large.yaml"
        let descriptor = open(large, O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
        ftruncate(descriptor, 8 << 30)
        close(descriptor)
        let page = ["--from", "http://127.0.0.1:1/"]
        let readers: [([String], Int32)] = [
            (["run", "FILE"], 2), (["report", "FILE", "--json"], 2), (["explain", "FILE"], 2),
            (["cookies", "import", "FILE"], 2), (["fetch", "--as-curl", "FILE"], 2),
            (["fetch", "http://127.0.0.1:1/", "-d", "@FILE"] + page, 64),
            (["fetch", "http://127.0.0.1:1/", "-F", "a=@FILE"] + page, 64),
            (["origin", "http://a.b", "http://b.b", "--public-suffix-list", "FILE"], 2),
        ]
        let devices = place.isShort ? [large] : [large, "/dev/zero"]
        return devices.flatMap { path in
            // Giving up on the largest reports takes a minute: their size is known at once.
            readers.filter { path == large || $0.0[0] != "report" }.map { words, code in
                BoundsCase(
                    name: "\(words.joined(separator: " ")) of \(path)",
                    words: [place.crumb] + words.map { $0.replacing("FILE", with: path) },
                    exitCodes: [code],
                    says: "it is larger than"
                )
            }
        }
    }

    private static func links(_ place: Sandbox) -> [BoundsCase] {
        let folder = "\(place.directory)/links"
        mkdir(folder, 0o700)
        mkdir(folder + "/below", 0o700)
        writeFile(
            "page: http://127.0.0.1:1/\nsteps: [{ cookies: { count: 0 } }]\n",
            to: folder + "/a.yaml"
        )
        for number in 0..<30 {
            symlink(".", "\(folder)/l\(number)")
            symlink("..", "\(folder)/below/l\(number)")
        }
        return [
            BoundsCase(
                name: "links in circles",
                words: [
                    "sh", "-c", "\"$0\" run \"$1\" | grep '^1 run: 1 passed'", place.crumb, folder,
                ],
                exitCodes: [0]
            )
        ]
    }

    private static func descriptors(_ place: Sandbox) -> [BoundsCase] {
        let folder = "\(place.directory)/suite"
        mkdir(folder, 0o700)
        for number in 0..<60 {
            writeFile(
                """
                servers: [{ run: sleep 100 }]
                page: http://127.0.0.1:1/
                steps:
                  - parallel: [{ fetch: "data:," }, { fetch: "data:," }]
                  - { cookies: { count: 0 }, retry: { times: 2, delay: 1ms } }
                """,
                to: "\(folder)/\(number).yaml"
            )
        }
        let counts = place.isShort ? [4, 10, 30, 48, 64] : Array(3...64)
        return counts.map { count in
            BoundsCase(
                name: "run with \(count) descriptors",
                words: [
                    "sh", "-c", "ulimit -n \(count) && exec \"$0\" run \"$1\" --jobs 200 -q",
                    place.crumb, folder,
                ],
                // With fewer than a handful, the loader has none for its libraries.
                exitCodes: count < 8 ? [0, 64, 127] : [0, 64],
                says: count < 8 ? "" : "descriptors"
            )
        }
    }
}
