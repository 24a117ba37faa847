import Foundation
import TestSupport
import Testing

/// Under `CI=1`, no command reveals a secret, wherever it reads it and wherever it writes.
@Suite struct SecretsTests {
    private static let secret = "p4ss+w/rd=S3CRET9"
    private static let traces = SecretTraces(of: secret)
    private static let names = ["--secret", "token", "--secret", "password"]

    @Test func everyCommandIsTested() async throws {
        let tried = Set(SecretCase.all.map(\.command))
        #expect(try await Set(EveryCommand.names()).subtracting(tried) == [])
    }

    /// A form of the secret in one output of one command.
    private struct Place: Hashable {
        var line: Int
        var sink: String
        var form: String
    }

    @Test func noCommandRevealsASecret() async throws {
        let server = try await ServerProcess(
            "python3",
            [fixtureURL("secrets/serve.py").path(percentEncoded: false), Self.secret]
        )
        let prepared = try await Prepared(server, secret: Self.secret, names: Self.names)
        var told: Set<Place> = []
        var sinks: Set<[String]> = []
        for (line, secretCase) in SecretCase.all.enumerated() {
            for isCI in [true, false] {
                let outputs = try await prepared.outputs(
                    of: secretCase,
                    isCI: isCI,
                    names: Self.names
                )
                for (sink, text) in outputs {
                    if isCI { sinks.insert(["\(line)", sink]) }
                    let forms = Self.traces.found(in: text)
                    if !isCI {
                        for form in forms { told.insert(Place(line: line, sink: sink, form: form)) }
                    } else if !(secretCase.printsVerbatim && sink != "stderr") {
                        for form in forms.sorted() {
                            Issue.record(
                                "\(secretCase): \(sink) has the secret (\(form)): \(excerpt(of: text, form))"
                            )
                        }
                    }
                }
            }
        }
        try await server.stop()
        let hidden = told.filter { !SecretCase.all[$0.line].printsVerbatim }
        let searched = sinks.count * Self.traces.forms.count
        print(
            "secrets: \(SecretCase.all.count) command lines of \(Set(SecretCase.all.map(\.command)).count) "
                + "commands, \(Self.traces.forms.count) forms, \(sinks.count) outputs: \(searched) searched, "
                + "\(hidden.count) of them reveal it without redaction, in "
                + Set(hidden.map(\.sink)).sorted().joined(separator: ", ")
        )
        // The test is able to fail: without redaction, the secret appears in all forms and wherever
        // crumb writes.
        #expect(Set(hidden.map(\.form)) == Set(Self.traces.forms.map(\.name)))
        let kinds = ["stdout", "stderr", "har", "html", "json", "tap", "xml", "yaml"]
        #expect(Set(kinds).subtracting(hidden.map(\.sink)) == [])
        #expect(hidden.count > 300)
    }

    private func excerpt(of text: String, _ form: String) -> String {
        for trace in Self.traces.forms.first(where: { $0.name == form })?.texts ?? [] {
            guard let range = text.firstRange(of: trace) else { continue }
            let before = text[..<range.lowerBound].suffix(80)
            return String(before + text[range.lowerBound...].prefix(80))
        }
        return ""
    }
}

/// A server that sends the secret, files that contain it, and a jar with a cookie that has it.
private struct Prepared {
    private let server: ServerProcess
    private let secret: String
    private let input: TemporaryDirectory
    private let home: TemporaryDirectory

    init(_ server: ServerProcess, secret: String, names: [String]) async throws {
        self.server = server
        self.secret = secret
        input = try TemporaryDirectory()
        home = try TemporaryDirectory()
        try SecretInputs.write(into: input, secret: secret, api: server.baseURL)
        let login = [
            "fetch", "\(server.baseURL)/all", "--from", server.baseURL, "-q", "-o", "/dev/null",
        ]
        let stored = try await runCrumb(login, home: home)
        let suite = [
            "run", input.path(of: "fails.yaml"), "--variable", "token=\(secret)", "--variable",
            "api=\(server.baseURL)", "--report-json", input.path(of: "suite.json"), "--redact",
        ]
        let failed = try await runCrumb(suite + names)
        guard stored.exitCode == 0, failed.exitCode == 1 else {
            throw ProcessFailure(
                command: "crumb",
                what: stored.errorOutput + failed.errorOutput + failed.output
            )
        }
    }

    /// The outputs of a command: standard output, standard error, and each kind of file.
    func outputs(of secretCase: SecretCase, isCI: Bool, names: [String]) async throws -> [String:
        String]
    {
        let home = try TemporaryDirectory()
        let output = try TemporaryDirectory()
        let profiles = home.url.appending(path: "profiles")
        try FileManager.default.copyItem(
            at: self.home.url.appending(path: "profiles"),
            to: profiles
        )
        func filled(_ text: String) -> String {
            let percent =
                secret.addingPercentEncoding(
                    withAllowedCharacters: CharacterSet.alphanumerics.intersection(
                        .init(charactersIn: "a"..."z")
                    )
                    .union(.init(charactersIn: "A"..."Z")).union(.init(charactersIn: "0"..."9"))
                ) ?? ""
            return text.replacing("{secret}", with: secret).replacing("{percent}", with: percent)
                .replacing("{api}", with: server.baseURL).replacing(
                    "{port}",
                    with: "\(server.port)"
                )
                .replacing("{in}/", with: input.path(of: "")).replacing(
                    "{out}/",
                    with: output.path(of: "")
                )
        }
        var words = secretCase.words.map(filled)
        // `report` cannot redact what the runs did not, and rejects these options.
        if secretCase.command != "report" { words += isCI ? names : ["--no-redact"] }
        var environment = crumbEnvironment(home: home)
        environment["CI"] = isCI ? "1" : "0"
        let program = try builtExecutable("crumb")
        let result =
            secretCase.isEndless
            ? try await run("timeout", ["0.5", program] + words, environment: environment)
            : try await run(
                program,
                words,
                environment: environment,
                stdin: Data(filled(secretCase.input).utf8)
            )
        var outputs = ["stdout": result.output, "stderr": result.errorOutput]
        for file in FileManager.default.subpaths(atPath: output.path) ?? [] {
            guard let data = FileManager.default.contents(atPath: output.path(of: file)) else {
                continue
            }
            let kind = file.split(separator: ".").last.map(String.init) ?? file
            outputs[kind, default: ""] += String(decoding: data, as: UTF8.self)
        }
        return withExtendedLifetime((home, output)) { outputs }
    }
}
