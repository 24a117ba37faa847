internal import BrowserInfra
internal import Fuzzing
internal import Glibc

extension StressTest {
    /// Passwords of any characters, in every faulty part of a command line or a file: no message
    /// contains any part of one.
    static let secrets = StressTest(name: "secrets") { place, report in
        let passed = stopwatch()
        var figure = Metric(
            what: "secrets in faulty inputs",
            count: 0,
            peakKilobytes: 0,
            seconds: 0
        )
        let home = place.newHome("secrets")
        for number in 0..<place.count(400, short: 25) {
            var random = place.random(number)
            let secret = Planted(using: &random)
            for plan in Plan.all where plan.takes(secret) {
                let file = "\(home)/\(plan.fileName)"
                if let text = plan.text { try write(text(secret.text), to: file) }
                for isCI in [true, false] {
                    let child = try Child.run(
                        [place.crumb] + plan.words(secret.text, file),
                        environment: Child.environment(home: home)
                            .merging(["CI": isCI ? "1" : "0"]) { $1 }
                    )
                    figure.count += 1
                    figure.peakKilobytes = max(figure.peakKilobytes ?? 0, child.peakKilobytes)
                    let told = child.text + child.errorText
                    if let part = secret.part(in: told) {
                        figure.failures.append(
                            "\(plan.name), \(secret.text.debugDescription): \(part) in \(told.prefix(300))"
                        )
                    }
                    if child.exitCode == 0 || child.exitCode > 64 {
                        figure.failures.append("\(plan.name): exit \(child.exitCode)")
                    }
                }
            }
        }
        figure.seconds = passed()
        report(figure)
    }

    private static func write(_ text: String, to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else {
            throw Sandbox.Failure(description: "cannot write \(path)")
        }
    }
}

/// A password whose parts are distinguishable from all other text.
private struct Planted {
    var text: String
    private var parts: [String]

    private static let odd = Array("@:/?#%&=+;,. !$()[]{}<>|^~`*\"'\\é")

    init(using random: inout SeededRandom) {
        func letters(_ random: inout SeededRandom) -> String {
            String((0..<7).map { _ in "QXZJKVW0123456789".randomElement(using: &random) ?? "Q" })
        }
        var text = letters(&random)
        parts = [text]
        for _ in 0..<Int.random(in: 1...2, using: &random) {
            for _ in 0..<Int.random(in: 1...2, using: &random) {
                text.append(Self.odd.randomElement(using: &random) ?? "@")
            }
            let part = letters(&random)
            text += part
            parts.append(part)
        }
        self.text = text
    }

    func part(in told: String) -> String? {
        (parts + [ByteString(utf8: text).base64Encoded]).first { told.contains($0) }
    }
}

/// An input with a password and an error.
private struct Plan: Sendable {
    var name: String
    var fileName = "none"
    /// The file's content.
    var text: (@Sendable (String) -> String)?
    var words: @Sendable (_ secret: String, _ file: String) -> [String]
    /// Characters that are excluded, because the password would not be read as a whole.
    var without = ""

    /// Whether it is in a URL. With both of these a password ends a URL early, and everyone reads
    /// the rest as a host and a path.
    var isURL = false

    func takes(_ secret: Planted) -> Bool {
        if isURL, secret.text.contains("@"), secret.text.contains(where: { "/?#\\".contains($0) }) {
            return false
        }
        return !secret.text.contains { without.contains($0) }
    }

    private static let page = ["--from", "http://a.test/"]

    /// The text in single quotes for a shell.
    private static func quoted(_ text: String) -> String {
        "'" + text.replacing("'", with: "'\\''") + "'"
    }

    /// The text in double quotes for JSON and YAML.
    private static func json(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    static let all: [Plan] = [
        Plan(
            name: "a URL",
            words: { secret, _ in ["fetch", "http://me:\(secret)@[bad"] + page },
            isURL: true
        ),
        Plan(
            name: "a page",
            words: { secret, _ in ["fetch", "/", "--from", "http://me:\(secret)@[bad"] },
            isURL: true
        ),
        Plan(
            name: "a URL without a scheme",
            words: { secret, _ in ["origin", "me:\(secret)@a b", "http://a.test/"] },
            isURL: true
        ),
        Plan(
            name: "a visit",
            words: { secret, _ in ["visit", "https://me:\(secret)@127.0.0.1:99999/", "--json"] },
            isURL: true
        ),
        Plan(
            name: "a proxy",
            words: { secret, _ in
                ["fetch", "http://127.0.0.1:9/", "-x", "http://me:\(secret)@127.0.0.1:1:2"] + page
            },
            isURL: true
        ),
        Plan(
            name: "a proxy without a scheme",
            words: { secret, _ in
                [
                    "fetch", "http://127.0.0.1:9/", "-x", "me:\(secret)@127.0.0.1:1", "--mode",
                    "none",
                ] + page
            },
            isURL: true
        ),
        Plan(
            name: "-u and another mistake",
            words: { secret, _ in
                ["fetch", "http://127.0.0.1:9/", "-u", "me:\(secret)", "--api", secret] + page
            }
        ),
        Plan(
            name: "a header without a colon",
            words: { secret, _ in ["fetch", "/", "-H", "Authorization Bearer \(secret)"] + page },
            without: ":"
        ),
        Plan(
            name: "a cookie",
            words: { secret, _ in
                ["cookies", "set", "a=\(secret)", "--url", "http://me:\(secret)@[bad"]
            },
            without: ";",
            isURL: true
        ),
        Plan(
            name: "a copied command",
            fileName: "copied.sh",
            text: { "curl \(quoted("http://me:\($0)@h/")) -u \(quoted("me:\($0)")) --wrong" },
            words: { _, file in ["fetch", "--as-curl", file] },
            isURL: true
        ),
        Plan(
            name: "a copied header",
            fileName: "copied.sh",
            text: {
                "curl -H \(quoted("Cookie: a=\($0)")) --user=\(quoted("me:\($0)")) http://h/ --wrong"
            },
            words: { _, file in ["fetch", "--as-curl", file] }
        ),
        Plan(
            name: "a copied call",
            fileName: "copied.js",
            text: { "fetch(\"http://h/\", {\"headers\": {\"authorization\": \(json($0))}, wrong" },
            words: { _, file in ["fetch", "--as-script", file] }
        ),
        Plan(
            name: "a scenario",
            fileName: "a.yaml",
            text: {
                "page: http://h/\nsteps:\n  - fetch: /\n    headers: { Authorization: \(json($0)), X: [1] }\n"
            },
            words: { _, file in ["run", file] }
        ),
        Plan(
            name: "a password in a scenario",
            fileName: "a.yaml",
            text: { "variables: { password: \(json($0)), password: \(json($0)) }\nsteps: []\n" },
            words: { _, file in ["run", file] }
        ),
        Plan(
            name: "an archive",
            fileName: "a.har",
            text: {
                "{\"log\":{\"entries\":[{\"request\":{\"headers\":[{\"name\":\"Cookie\",\"value\":\(json($0))} oops"
            },
            words: { _, file in ["explain", file] }
        ),
    ]
}
