import Foundation
import TestSupport
import Testing

/// `TextDecoder` and related interfaces in `crumb js`: https://encoding.spec.whatwg.org.
@Suite(.enabled(if: ScriptProgram.isBuilt, "built with CRUMB_JS=0"))
struct ScriptEncodingTests {
    /// Labels, bytes and the decoded text, with a line for every decoder and every way in which it
    /// can fail.
    private static let texts: [(label: String, bytes: [UInt8], text: String)] = [
        ("utf-8", [0xEF, 0xBB, 0xBF, 0xC3, 0xA4, 0xC3], "ä\u{FFFD}"),
        ("utf-16", [0xFF, 0xFE, 0x41, 0x00, 0x3D, 0xD8, 0x00, 0xDE, 0x00], "A😀\u{FFFD}"),
        ("utf-16be", [0xD8, 0x3D, 0x00, 0x41], "\u{FFFD}A"),
        ("latin1", [0x80, 0x81, 0xE4], "€\u{81}ä"),
        ("iso-8859-15", [0xA4], "€"),
        ("logical", [0xE0, 0xA1], "א\u{FFFD}"),
        ("koi8-r", [0xF0], "П"),
        ("866", [0x80], "А"),
        ("windows-874", [0xDB], "\u{FFFD}"),
        ("x-user-defined", [0x41, 0xFF], "A\u{F7FF}"),
        ("gbk", [0x80, 0xC4, 0xE3], "€你"),
        (
            "gb18030", [0x81, 0x30, 0x81, 0x30, 0x94, 0x39, 0xDA, 0x33, 0x81, 0x35, 0xF4, 0x37],
            "\u{80}💩\u{E7C7}"
        ),
        ("gb18030", [0x81, 0x30, 0x81, 0x41, 0xFF, 0x81], "\u{FFFD}0\u{4E04}\u{FFFD}\u{FFFD}"),
        ("gb18030", [0x84, 0x31, 0xA5, 0x30], "\u{FFFD}"),
        ("big5", [0x88, 0x62, 0xA4, 0xA4, 0xA4, 0x20, 0x87, 0x40], "Ê̄中\u{FFFD} 䏰"),
        ("sjis", [0x83, 0x65, 0xB1, 0x5C, 0xF0, 0x40, 0x81, 0x0A], "テｱ\\\u{E000}\u{FFFD}\n"),
        ("euc-jp", [0xA5, 0xC6, 0x8E, 0xB1, 0x8F, 0xB0, 0xA1, 0x8F, 0xA1, 0x41], "テｱ丂\u{FFFD}A"),
        (
            "iso-2022-jp", [0x1B, 0x24, 0x42, 0x25, 0x46, 0x1B, 0x28, 0x4A, 0x5C, 0x7E],
            "テ¥‾"
        ),
        ("iso-2022-jp", [0x1B, 0x28, 0x49, 0x31, 0x1B, 0x28, 0x42, 0x1B, 0x28], "ｱ\u{FFFD}("),
        ("iso-2022-jp", [0x1B, 0x28, 0x42, 0x1B, 0x28, 0x42, 0x41], "\u{FFFD}A"),
        ("euc-kr", [0xB0, 0xA1, 0x81, 0x41, 0xFE, 0xFF], "가갂\u{FFFD}"),
    ]

    /// Returns the results of a JavaScript function that is called with each case.
    private func values(_ expression: String) async throws -> [String] {
        let cases = Self.texts.map { text in
            "{ label: '\(text.label)', bytes: \(text.bytes) }"
        }
        let home = try TemporaryDirectory()
        let code = "const cases = [\(cases.joined(separator: ", "))]; cases.map(\(expression))"
        let result = try await runCrumb(
            ["js", "-e", code, "--from", "http://a.test"],
            home: home
        )
        #expect(result.exitCode == 0, "\(result.errorOutput)")
        return try JSONDecoder().decode([String].self, from: Data(result.output.utf8))
    }

    @Test func everyEncodingIsDecoded() async throws {
        let values = try await values(
            "({ label, bytes }) => new TextDecoder(label).decode(new Uint8Array(bytes))"
        )
        #expect(values == Self.texts.map(\.text))
    }

    @Test func decodingByteByByteGivesTheSameText() async throws {
        let values = try await values(
            """
            ({ label, bytes }) => {
              const decoder = new TextDecoder(label);
              const pieces = bytes.map((byte) => decoder.decode(Uint8Array.of(byte), { stream: true }));
              return pieces.join("") + decoder.decode();
            }
            """
        )
        #expect(values == Self.texts.map(\.text))
    }

    @Test func fatalDecoderThrowsInsteadOfReplacing() async throws {
        let values = try await values(
            """
            ({ label, bytes }) => {
              try {
                return new TextDecoder(label, { fatal: true }).decode(new Uint8Array(bytes));
              } catch (error) {
                return error.name + ": " + error.message;
              }
            }
            """
        )
        let failure =
            "TypeError: Failed to execute 'decode' on 'TextDecoder': The encoded data was not valid."
        #expect(values == Self.texts.map { $0.text.contains("\u{FFFD}") ? failure : $0.text })
    }

    @Test func xmlHttpRequestDecodesWithTheOverriddenCharset() async throws {
        let text = "データ"
        let bytes: [UInt8] = [0x83, 0x66, 0x81, 0x5B, 0x83, 0x5E]
        let values = try await values(
            """
            ({ label }, index) => {
              if (index) return "";
              const url = URL.createObjectURL(new Blob([new Uint8Array(\(bytes))], { type: "text/plain" }));
              const read = (type) => {
                const request = new XMLHttpRequest();
                request.open("GET", url, false);
                if (type) request.overrideMimeType(type);
                request.send();
                return request.responseText;
              };
              return [read("text/plain; charset=shift_jis"), read("text/plain; charset=nonsense")].join("|");
            }
            """
        )
        #expect(values.first?.hasPrefix(text + "|\u{FFFD}") == true, "\(values)")
    }
}
