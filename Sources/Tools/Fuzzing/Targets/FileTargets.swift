internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import Report
internal import Scenario
internal import Terminal

extension FuzzTarget {
    /// JSON, as read from servers and files.
    static let json = FuzzTarget(
        name: "json",
        pieces: [
            "{", "}", "[", "]", ":", ",", "\"", "\\u", "\\ud83d\\ude00", "\\ud83d", "null", "true",
            "1e999", "-0", "0.1", "1E-5", "99999999999999999999", "\\", "\u{0}", "é", " ", "\n",
            "\"a\":", "[[[[[[[[", "/", "\u{FEFF}",
        ],
        seeds: ["Sources/Features/Scenario/Format/crumb-scenario.schema.json"]
    ) { input throws(BrokenClaim) in
        do throws(FileProblem) {
            _ = try JSONReader.read(input.bytes)
        } catch {
            try expect(!error.message.isEmpty, "what is not JSON is told why")
            return
        }
        guard let value = JSONReader.value(of: input.bytes) else { return }
        let text = value.json
        try expect(
            JSONReader.value(of: Array(text.utf8)).map { $0.json == text } == true
                || text.contains(".inf"),
            "what was read and written is read as the same",
            text
        )
    }

    private static let scenarioPieces = [
        "steps:", "\n  - ", "fetch: ", "expect: ", "{{api}}", "{{", "}}", "page: ", "browser: [",
        "variables: {", "\n", "  ", "\t", "&a ", "*a", "<<: *a", "!!str ", "|", ">-", "'", "\"",
        "#",
        "---", "...", "%YAML 1.2", "? ", ": ", "- ", "[", "]", "{", "}", ",", "~", "0x1F", "1e3",
        "stored: {", "status: 200", "advance: 61s", "parallel:", "matches: ", "(((((", "repeat: 9",
        "capture: { a: /b }", "servers:", "run: ", "\u{0}", "\u{1B}[2J", "\u{FEFF}", "é",
    ]

    /// A scenario in YAML.
    static let scenarioYAML = FuzzTarget(
        name: "scenario-yaml",
        pieces: scenarioPieces,
        seeds: ["fixtures/scenarios", "fixtures/scenario-mistakes"]
    ) { input throws(BrokenClaim) in
        try expectRead(input, path: "fuzz.yaml")
    }

    /// A scenario in JSON.
    static let scenarioJSON = FuzzTarget(
        name: "scenario-json",
        pieces: scenarioPieces.filter { !$0.contains("\n") } + ["\"steps\":[{", "\"fetch\":\"/\""]
    ) { input throws(BrokenClaim) in
        try expectRead(input, path: "fuzz.json")
    }

    private static func expectRead(_ input: ByteString, path: String) throws(BrokenClaim) {
        let context = Scenario.Context(
            variableNames: ["api"],
            browserNames: BrowserPolicy.presets.map(\.name)
        )
        do throws(InvalidFile) {
            _ = try Scenario(parsing: input.bytes, path: path, in: context)
        } catch {
            try expect(!error.problems.isEmpty, "an invalid file has a mistake")
            try expectHarmless(
                error.layout.rendered(width: 80, inColor: false),
                "what is wrong with a file"
            )
        }
    }

    /// Any text that is displayed.
    static let shownText = FuzzTarget(
        name: "shown-text",
        pieces: [
            "\u{1B}[2J", "\u{9B}31m", "\u{202E}", "\u{2066}", "\u{AD}", "\u{200B}", "\u{FEFF}",
            "\n",
            "\r", "\t", "\u{7F}", "\u{85}", "😀", "👩‍👩‍👧‍👦", "e\u{301}", "界", "\u{E0041}", "\u{2028}",
            "a ",
        ]
    ) { input throws(BrokenClaim) in
        let text = input.utf8Decoded
        try expectHarmless(text.terminalSafe, "an escaped text")
        try expectHarmless(input.isomorphicDecoded.terminalSafe, "an escaped header")
        let body = text.terminalSafeBody.unicodeScalars
        try expect(
            !body.contains { $0.isTerminalControl && $0 != "\n" && $0 != "\t" },
            "an escaped body has line breaks and tabs at most"
        )
        for width in [40, 80, 120] {
            var layout = Layout()
            layout.text(StyledText(escaping: text), indentation: 2, hanging: 2)
            layout.row("label", StyledText(escaping: text))
            try expectHarmless(layout.rendered(width: width, inColor: false), "a layout")
        }
        let json = JSONValue.object(["text": .string(text)])
        for written in [json.text, json.lineText] {
            try expectHarmless(written, "JSON")
            guard case .object(let members)? = JSONReader.value(of: Array(written.utf8)),
                case .string(let read)? = members.first?.value
            else { throw BrokenClaim(claim: "what is written is JSON", detail: written) }
            try expect(read == text, "a text that is written is read as that text", written)
        }
    }
}
