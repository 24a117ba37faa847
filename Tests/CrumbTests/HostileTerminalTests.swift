import BrowserInfra
import Foundation
import TestSupport
import Testing

/// Every command that shows what came from a server or a file, on a terminal.
@Suite(.serialized) struct HostileTerminalTests {
    /// `$URL` is the hostile server's, `$PAGE` a page of its own origin; `$NAME` a hostile cookie's,
    /// `$ATTACK` what people would paste or files would have.
    static let commands: [String] = [
        "fetch $URL --from $PAGE", "fetch $URL --from $PAGE -v -i",
        "fetch $URL --from $PAGE --json",
        "fetch $URL --from http://else.test --credentials include -v",
        "fetch $URL --from $PAGE --har - -o /dev/null", "fetch $URL --from $PAGE -o -",
        "fetch $URL --from $PAGE --print-curl", "fetch $URL --from $PAGE --print-curl --json",
        "fetch $URL --from $PAGE --browser chrome,firefox,safari",
        "fetch $URL --from $PAGE --browser chrome,firefox,safari --json",
        "fetch $URL --from $PAGE --framework express", "fetch $URL --from $PAGE --redact -v -i",
        "visit $URL", "visit $URL -v -i", "visit $URL --json", "load $URL --as image --from $PAGE",
        "load $URL --as iframe --from $PAGE --json", "document-cookie --from $PAGE",
        "document-cookie --from $PAGE --json", "document-cookie $NAME=$ATTACK --from $PAGE",
        "cookies", "cookies --json", "cookies --columns name,value,domain,path,same-site,priority",
        "cookies list --filter n", "cookies show $NAME", "cookies show $NAME --json",
        "cookies show $ATTACK", "cookies set $ATTACK=1 --url $PAGE",
        "cookies set $NAME --url $PAGE",
        "cookies set $NAME=$NAME --url $PAGE --json", "cookies export", "cookies export --json",
        "cookies export --format netscape", "cookies export --format playwright",
        "cookies import jar.txt", "cookies import jar.txt --json --skip-refused",
        "cookies import broken.txt", "cookies import broken.json", "cookies import app.har",
        "cookies delete $ATTACK", "cookies clear --site $ATTACK", "cookies --url $ATTACK",
        "why $URL --from $PAGE", "why $URL --from $PAGE --json", "why $URL --from $PAGE -v",
        "why $URL --from http://else.test --browser chrome,firefox", "doctor $URL --from $PAGE",
        "doctor $URL --from http://else.test --json", "doctor $URL --from http://else.test -v",
        "explain app.har", "explain app.har --json", "explain app.har -v", "explain broken.json",
        "run recorded.yaml", "run -v recorded.yaml", "run failing.yaml", "run server.yaml",
        "run broken.yaml", "run broken.json", "report run.json", "report run.json --json",
        "report broken.json", "init $URL --from $PAGE -o -", "fetch --as-curl broken.txt",
        "fetch --as-script broken.txt", "fetch $ATTACK --from $PAGE", "fetch $URL --from $ATTACK",
        "fetch $URL --from $PAGE -H $ATTACK", "fetch $URL --from $PAGE -X $ATTACK",
        "fetch $URL --from $PAGE -x $ATTACK", "fetch $URL --from $PAGE --resolve $ATTACK",
        "fetch $URL --from $PAGE --cacert $ATTACK", "fetch $URL --from $PAGE --now $ATTACK",
        "fetch $URL --from $PAGE --browser $ATTACK", "fetch $URL --from $PAGE --profile $ATTACK",
        "fetch $URL --from $PAGE --home $ATTACK/x/y", "fetch $URL --from $PAGE -F $ATTACK",
        "fetch $URL --from $PAGE -d @$ATTACK", "fetch $URL --from $PAGE -o $ATTACK/x",
        "fetch $URL --from $PAGE --record $ATTACK/x", "fetch $URL --from $PAGE --har $ATTACK/x",
        "fetch $URL --from $PAGE --public-suffix-list broken.txt", "run $ATTACK", "report $ATTACK",
        "run recorded.yaml --report-junit $ATTACK/x/y", "run recorded.yaml --variable $ATTACK=1",
        "run recorded.yaml --shard $ATTACK", "explain $ATTACK", "cookies import $ATTACK",
        "origin $ATTACK $ATTACK", "origin $URL http://b.test/$NAME", "$ATTACK", "cookies $ATTACK",
        "http://$ATTACK", "--$ATTACK", "fetch --$ATTACK", "browsers $ATTACK", "init -o $ATTACK",
        "init $ATTACK -o -", "init $URL --from $ATTACK -o -",
    ]

    private static let attack = HostileText.forTerminals.joined()

    @Test func noCommandLetsAServerOrAFileDriveTheTerminal() async throws {
        let server = try await ServerProcess(
            "python3",
            [fixtureURL("hostile/serve.py").path(percentEncoded: false)]
        )
        let home = try TemporaryDirectory()
        let folder = try TemporaryDirectory()
        let url = "\(server.baseURL)/everywhere"
        try await prepare(folder, home: home, url: url)
        var environment = crumbEnvironment(home: home)
        environment["NO_COLOR"] = "1"
        let values = [
            "URL": url, "PAGE": "\(server.baseURL)/page", "NAME": "n0\u{9B}31m",
            "ATTACK": Self.attack,
        ]
        var shownAnything = 0
        for command in Self.commands {
            let words = command.split(separator: " ").map { word in
                values.reduce(String(word)) { $0.replacing("$\($1.key)", with: $1.value) }
            }
            let result = try await runOnTerminal(
                ["sh", "-c", "cd \"$0\" && exec \"$@\"", folder.path, builtExecutable("crumb")]
                    + words,
                columns: 100,
                environment: environment
            )
            // crumb itself clears its line of progress.
            let shown = result.output.replacing("\r\u{1B}[K", with: "")
            let harm = shown.unicodeScalars.filter {
                $0.isTerminalControl && $0 != "\n" && $0 != "\t"
            }
            #expect(harm.isEmpty, "\(command): \(result.output.debugDescription.prefix(3000))")
            #expect(result.exitCode < 128, "\(command) \(result.output)")
            if result.output.contains("\\u{9b}") || result.output.contains("\\u009b") {
                shownAnything += 1
            }
        }
        try await server.stop()
        // It is not that nothing of it was shown.
        #expect(shownAnything > 60, "\(shownAnything) of \(Self.commands.count)")
    }

    /// Fills the profile, and makes the files that commands read.
    private func prepare(
        _ folder: TemporaryDirectory,
        home: TemporaryDirectory,
        url: String
    ) async throws {
        let recorded = folder.path(of: "recorded.yaml")
        let page = url.replacing("/everywhere", with: "/page")
        let made = try await runCrumb(
            ["fetch", url, "--from", page, "--credentials", "include", "-q", "-o", "/dev/null"]
                + ["--record", recorded, "--har", folder.path(of: "app.har")],
            home: home
        )
        #expect(made.exitCode == 0, "\(made.errorOutput)")
        let run = try await runCrumb(
            ["run", recorded, "--report-json", folder.path(of: "run.json")],
            home: home
        )
        #expect(run.exitCode == 0, "\(run.output)\(run.errorOutput)")
        let exported = try await runCrumb(
            ["cookies", "export", "--format", "netscape", "-o", folder.path(of: "jar.txt")],
            home: home
        )
        #expect(exported.exitCode == 0)
        let attack = Self.attack.replacing("\r", with: "").replacing("\n", with: "")
        let files = [
            "broken.txt": "curl 'http://a.test/' -H '\(attack)' \(attack) | \(attack)\n",
            "broken.json": "{\"a\": \"\(attack)\", \(attack)",
            "broken.yaml": "steps:\n  - fetch: '\(attack)': '\(attack)'\n  \(attack)",
            "failing.yaml": """
            page: \(page)
            steps:
              - name: \(quoted(Self.attack))
                fetch: \(url)
                expect:
                  status: 500
                  headers: { X-Attack: \(quoted(Self.attack)) }
                  sent: { \(quoted(Self.attack)): \(quoted(Self.attack)) }
                  stored: { \(quoted(Self.attack)): \(quoted(Self.attack)) }
                  json: { a: \(quoted(Self.attack)) }
                  contains: \(quoted(Self.attack))
            """,
            "server.yaml": """
            servers: [ { run: \(quoted("printf '\(escapedForPrintf(Self.attack))'; exit 3")),
              ready: "http://127.0.0.1:1/" } ]
            page: http://127.0.0.1:1/
            steps: [ { fetch: / } ]
            """,
        ]
        for (name, text) in files {
            try text.write(toFile: folder.path(of: name), atomically: true, encoding: .utf8)
        }
    }

    private func quoted(_ text: String) -> String {
        "\""
            + text.unicodeScalars.map { scalar in
                let digits = String(scalar.value, radix: 16)
                return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
            }.joined() + "\""
    }

    private func escapedForPrintf(_ text: String) -> String {
        text.utf8.map { byte in
            let digits = String(byte, radix: 8)
            return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
        }.joined()
    }
}
