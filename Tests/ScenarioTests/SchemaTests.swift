import BrowserJSON
import Foundation
import TestSupport
import Testing

@testable import Scenario

/// The JSON Schema agrees with the reader, as far as a schema can; Python's `jsonschema` validates
/// it.
@Suite struct SchemaTests {
    @Test func everyFixtureIsValid() async throws {
        let files = try FileManager.default
            .contentsOfDirectory(atPath: fixtureURL("scenarios").path(percentEncoded: false))
            .filter { $0.hasSuffix(".yaml") }
        #expect(files.count >= 9)
        let texts = try files.map {
            try String(contentsOf: fixtureURL("scenarios/\($0)"), encoding: .utf8)
        }
        for (file, problems) in zip(files, try await judgements(of: texts)) {
            #expect(problems == [], "\(file)")
        }
    }

    static let steps = [
        // (an element of the list under steps:, whether it is valid)
        ("{ fetch: /, method: PUT, headers: { A: b }, json: [1], mode: no-cors }", true),
        (
            "{ fetch: /, in-frame-of: [a, b], sandboxed: true, capture: { a: \"\", b: header:x } }",
            true
        ),
        ("{ fetch: /, expect: [ { at: 1, sent: {} }, { status: { lessThan: 300 } } ] }", true),
        (
            "{ fetch: /, expect: { not-sent: { a: [] , b: NotOnPath }, stored: { c: { value: x } } } }",
            true
        ),
        ("{ fetch: /, expect: { type: { matches: x }, json: { a: [ { exists: true } ] } } }", true),
        ("{ fetch: /, expect: { body-error: NetworkError } }", true),
        ("{ fetch: /, expect: { body-error: [NetworkError] } }", false),
        ("{ fetch: /, repeat: 2, retry: { times: 3, delay: 1s500ms }, only-in: chrome }", true),
        ("{ visit: /, via: form, method: POST, body: { a: 1 } }", true),
        ("{ visit: /, via: window-open, rel: noreferrer, user-activation: false }", true),
        (
            "{ visit: /, via: link, target: _parent, in-frame-of: [a, b], sandbox: allow-forms }",
            true
        ),
        ("{ visit: true, via: back }", true),
        (
            "{ open: /, map: { \"http://a.test/v\": v.js }, timeout: 3s, expect: { title: a } }",
            true
        ),
        ("{ open: /, in: a }", false),
        ("{ click: Buy, in: a/b, expect: { text: [a], visible: { b: false }, errors: [] } }", true),
        ("{ click: Buy, expect: { value: 1 } }", false),
        ("{ click: Buy, map: {} }", false),
        ("{ type: { Name: Ada } }", true),
        ("{ type: Ada }", false),
        (
            "{ submit: form, expect: { requests: [ /a, { url: /b, status: 200, sent: {} } ] } }",
            true
        ),
        ("{ submit: form, expect: { requests: [ { status: 200 } ] } }", false),
        ("{ submit: form, expect: { requests: /a } }", false),
        (
            "{ script: x, capture: { a: /b }, expect: { value: { a: 1 }, url: { matches: x } } }",
            true
        ),
        ("{ script: x, expect: { status: 1 } }", false),
        ("{ click: x, capture: { a: /b } }", false),
        ("{ advance: 5s, expect: { text: a } }", true),
        ("{ frame: a, src: /, sandbox: allow-scripts, credentialless: true, expect: {} }", true),
        ("{ frame: a, srcdoc: true }", true),
        ("{ load: /, as: iframe, sandbox: \"\", credentialless: true }", true),
        ("{ visit: /, via: pushed }", false),
        ("{ fetch: /, in-frame-of: a, in: b }", false),
        ("{ fetch: /, sandboxed: true, sandbox: allow-forms }", false),
        ("{ frame: a/b, src: / }", false),
        ("{ frame: _top, src: / }", false),
        ("{ frame: a, url: / }", false),
        ("{ navigate-frame: a, to: /, via: typed }", false),
        ("{ navigate-frame: a, to: /, by: nobody }", false),
        ("{ load: /, as: font, crossorigin: use-credentials, referrerPolicy: origin }", true),
        (
            "{ document-cookie: { set: [a, b] }, expect: { value: \"\", rejected: { a: HttpOnly } } }",
            true
        ),
        ("{ document-cookie: }", true),
        ("{ document-cookie: a=b }", true),
        ("{ cookies: { count: 1, names: [a], a: { httpOnly: true } } }", true),
        ("{ parallel: [ { fetch: / } ] }", true),
        ("{ page: null }", false),
        ("{ page: \"null\" }", true),
        ("{ advance: 1d12h }", true),
        ("{ close-browser: true }", true),

        ("{ fetchh: / }", false),
        ("{ fetch: /, bogus: 1 }", false),
        ("{ fetch: /, via: link }", false),
        ("{ fetch: /, mode: navigate }", false),
        ("{ fetch: /, credentials: yes }", false),
        ("{ fetch: /, body: x, json: y }", false),
        ("{ fetch: /, repeat: 0 }", false),
        ("{ fetch: /, retry: 3 }", false),
        ("{ fetch: /, retry: { delay: 1s } }", false),
        ("{ fetch: /, capture: { a: b } }", false),
        ("{ fetch: /, capture: { \"1\": / } }", false),
        ("{ fetch: /, expect: { outcome: seen } }", false),
        ("{ fetch: /, expect: { status: OK } }", false),
        ("{ fetch: /, expect: { at: 0 } }", false),
        ("{ fetch: /, expect: { preflight: no } }", false),
        ("{ fetch: /, expect: { stored: { a: { httponly: true } } } }", false),
        ("{ fetch: /, expect: { text: [a] } }", false),
        ("{ fetch: /, expect: { value: a } }", false),
        ("{ fetch: /, page: / }", false),
        ("{ visit: /, via: iframe }", false),
        ("{ visit: /, json: {} }", false),
        ("{ load: / }", false),
        ("{ load: /, as: document }", false),
        ("{ document-cookie: { sett: a } }", false),
        ("{ cookies: { count: many } }", false),
        ("{ parallel: [ { page: / } ] }", false),
        ("{ parallel: [] }", false),
        ("{ parallel: [ { fetch: /, repeat: 2 } ] }", false),
        ("{ advance: 61 }", false),
        ("{ advance: 61 s }", false),
        ("{ close-browser: false }", false),
        ("fetch", false),
        ("{ name: x }", false),
    ]

    private static let fetching = "page: http://a.test\nsteps: [ { fetch: / } ]"

    static let files = [
        ("\(fetching)", true),
        ("name: 1\nclock: 2026-01-01T00:00:00Z\nbrowser: [chrome]\n\(fetching)", true),
        ("variables: { a: { free-port: true }, b: [1] }\n\(fetching)", true),
        ("servers: [ { run: x, ready: y, timeout: 1m } ]\n\(fetching)", true),
        ("tls: { insecure: true }\nresolve: { a:1: b }\n\(fetching)", true),
        ("steps: []", false),
        ("{}", false),
        ("[]", false),
        ("colour: red\n\(fetching)", false),
        ("browser: []\n\(fetching)", false),
        ("variables: { \"a b\": c }\n\(fetching)", false),
        ("servers: [ { ready: y } ]\n\(fetching)", false),
        ("servers: { run: x }\n\(fetching)", false),
        ("tls: { insecure: no }\n\(fetching)", false),
        ("resolve: { a: b }\n\(fetching)", false),
        ("steps: { fetch: / }", false),
    ]

    @Test func theSchemaAndTheReaderAgree() async throws {
        let cases =
            Self.files
            + Self.steps.map { step in
                ("page: http://a.test\nsteps: [ \(step.0) ]", step.1)
            }
        let judgements = try await judgements(of: cases.map(\.0))
        for ((text, isValid), problems) in zip(cases, judgements) {
            #expect(mistakes(text).isEmpty == isValid, "reader: \(text): \(mistakes(text))")
            #expect(problems.isEmpty == isValid, "schema: \(text): \(problems)")
        }
    }

    /// The validator's messages for each YAML text, read as YAML 1.2.
    private func judgements(of texts: [String]) async throws -> [[String]] {
        let script = """
            import json, sys
            from jsonschema import Draft202012Validator
            schema = json.load(open(sys.argv[1]))
            Draft202012Validator.check_schema(schema)
            validator = Draft202012Validator(schema)
            print(json.dumps([[e.message for e in validator.iter_errors(d)] for d in json.load(sys.stdin)]))
            """
        let documents = try texts.map { text in
            try YAMLReader.read(Array(text.utf8), source: SourceFile(path: "", text: text)).value
                .json
        }
        let result = try await run(
            python,
            [
                "-c", script,
                schemaURL.path(percentEncoded: false),
            ],
            stdin: Data("[\(documents.joined(separator: ","))]".utf8)
        )
        #expect(result.exitCode == 0, "\(result.errorOutput)")
        return try JSONDecoder().decode([[String]].self, from: result.stdout)
    }
}

/// The interpreter of the virtual environment into which `.ci/test` installs dependencies, or else
/// the system's.
let python: String = {
    let own = packageURL.appending(path: ".venv/bin/python3").path(percentEncoded: false)
    return FileManager.default.isExecutableFile(atPath: own) ? own : "python3"
}()
