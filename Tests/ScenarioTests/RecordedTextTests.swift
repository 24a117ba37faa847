import BrowserCookies
import BrowserFetch
import BrowserHTTP
import BrowserInfra
import BrowserJSON
import Report
import TestSupport
import Testing
import WebOrigin

@testable import Scenario

/// What `--record` and `init` write is read back unchanged, whatever text a server has chosen.
@Suite struct RecordedTextTests {
    private func read(_ yaml: String) throws -> JSONValue {
        let source = SourceFile(path: "test.yaml", text: yaml)
        return try YAMLReader.read(Array(yaml.utf8), source: source).value
    }

    /// Hostile texts, the scalars at the edges of the first planes, random texts, and long keys.
    static let texts: [String] = {
        var random = SystemRandomNumberGenerator()
        let edges: [ClosedRange<UInt32>] = [
            0...0x2FF, 0x2000...0x206F, 0xD7F0...0xD7FF, 0xE000...0xE00F, 0xFE00...0xFEFF,
            0xFFF0...0x1000F, 0x1F600...0x1F610, 0xE0000...0xE0080, 0x10FFF0...0x10FFFF,
        ]
        let scalars = edges.joined().compactMap { Unicode.Scalar($0) }
        let special = Array("{}[]:,#&*!|>'\"%@`?-\\ \n\t~".unicodeScalars)
        func text() -> String {
            var text = ""
            for _ in 0..<Int.random(in: 0...12, using: &random) {
                let isSpecial = Bool.random(using: &random)
                let scalar = (isSpecial ? special : scalars).randomElement(using: &random)
                text.unicodeScalars.append(scalar ?? "x")
            }
            return text
        }
        return HostileText.all + scalars.map { "a\(String($0))b" } + (0..<1000).map { _ in text() }
            + [String(repeating: "k", count: 4096), String(repeating: "\u{85}", count: 1024)]
    }()

    @Test func everyTextRoundTrips() throws {
        for chunk in Self.texts.chunked(by: 100) {
            let value = JSONValue.array(chunk.map { .string($0) })
            #expect(try read("a: \(value.yaml)\nb: 1\n")["a"] == value)
            for text in chunk {
                let line = "a: \(JSONValue.string(text).yaml)\nb: \(text.yamlQuoted)\n"
                #expect(try read(line)["a"] == .string(text))
                #expect(try read(line)["b"] == .string(text))
            }
        }
    }

    @Test func everyKeyRoundTrips() throws {
        for text in Self.texts {
            let value = JSONValue.object([.init(text, .object([.init(text, .string(text))]))])
            #expect(try read("- x: \(value.yaml)\n").elements?.first?["x"] == value)
        }
    }

    @Test func aFileCannotControlATerminal() {
        for text in Self.texts {
            let harm = JSONValue.string(text).yaml.unicodeScalars.filter(\.isTerminalControl)
            #expect(harm.isEmpty, "\(text.debugDescription)")
        }
    }

    @Test(arguments: [
        "{{x}}", "a{{ x }}b", "{{", "}}", "{{{x}}}", "{{{{x}}}}", "{{\"{{\"}}", "{{\"{{\"}}x}}",
        "{ {x}}", "{{x", "{{1}}",
    ])
    func bracesAreEscapedSoThatTheyAreNotReadAsVariables(_ text: String) throws {
        let template = Template(Template.escaping(text), at: Place(line: 1, column: 1))
        #expect(try Variables().text(template) == text)
    }

    /// Records cookies that a hostile server sets and receives, and runs the recording against the
    /// same server.
    @Test(arguments: [
        HostileText.forTerminals, HostileText.forShells, HostileText.forBrowsers,
        HostileText.forFiles + ["{{x}}", "a{{b}}", String(repeating: "k", count: 2000)],
    ])
    func aRecordingOfAHostileServerPasses(_ texts: [String]) async throws {
        let lines = texts.flatMap {
            ["\($0)=\($0)", "\($0)=1; Path=/a", "\($0)=2; Domain=else.test"]
        }
        let headers = lines.map { ("Set-Cookie", $0) }
        let answer: ScriptedTransport.Answer = { _ in
            response(200, headers + [("Cache-Control", "no-store")], body: "{}")
        }
        let browser = Browser(
            policy: .chrome,
            suffixes: .builtin,
            jar: CookieJar(suffixes: .builtin),
            transport: ScriptedTransport(answer),
            now: { Moment(secondsSinceEpoch: 1_700_000_000) }
        )
        let page = Page(url: try WebURL(parsing: "http://a.test/"))
        var file = ""
        for path in ["/", "/a/b", "/?q={{x}}"] {
            let request = FetchRequest(url: "http://a.test\(path)", credentials: .include)
            let report = await browser.fetch(request, from: page)
            let step = RecordedStep(request, report: report)
            file += step.text(appendingTo: file, browser: "chrome")
        }
        let reading = await browser.documentCookie(in: page)
        file += RecordedStep(documentCookie: [], in: page, report: reading)
            .text(appendingTo: file, browser: "chrome")
        #expect(mistakes(file) == [], "\(file)")
        let result = try await result(of: file, answering: answer)
        #expect(result.hasPassed, "\(result.text)")
    }
}

extension Array {
    fileprivate func chunked(by count: Int) -> [[Element]] {
        stride(from: 0, to: self.count, by: count).map {
            Array(self[$0..<Swift.min($0 + count, self.count)])
        }
    }
}
