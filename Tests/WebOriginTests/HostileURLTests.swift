import TestSupport
import Testing
import WebOrigin

/// Very long inputs, for which any quadratic step would take minutes.
@Suite(.timeLimit(.minutes(Patience.factor))) struct HostileURLTests {
    private static let size = 1 << 17

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let input: String

        init(_ what: String, _ input: String) {
            testDescription = what
            self.input = input
        }
    }

    static let inputs: [Row] = [
        Row("path segments", "http://a" + String(repeating: "/a", count: size / 2)),
        Row("dot segments", "http://a/" + String(repeating: "%2e%2E/", count: size / 7)),
        Row("one segment", "http://a/" + String(repeating: "ü", count: size / 2)),
        Row("query", "http://a/?" + String(repeating: " ", count: size) + "x"),
        Row("fragment", "http://a/#" + String(repeating: "`", count: size)),
        Row("at signs", "http://" + String(repeating: "@", count: size) + "a/"),
        Row("at signs apart", "http://" + String(repeating: "a:@", count: size / 3) + "a/"),
        Row("host", "http://" + String(repeating: "a", count: size)),
        Row("labels", "http://" + String(repeating: "a.", count: size / 2)),
        Row("numbers", "http://" + String(repeating: "1.", count: size / 2)),
        Row("digits", "http://" + String(repeating: "1", count: size)),
        Row("unicode host", "http://" + String(repeating: "ü.", count: size / 3)),
        Row(
            "unicode host that ICU is given",
            "http://" + String(repeating: "ü.", count: 16_384 / 3)
        ),
        Row("one label that ICU is given", "http://" + ideographs(16_384 / 3)),
        Row("slashes", "http:" + String(repeating: "/", count: size) + "a"),
        Row("scheme", String(repeating: "a", count: size) + ":x"),
        Row("no scheme", String(repeating: "a", count: size)),
        Row("opaque path", "data:" + String(repeating: " ", count: size) + "#"),
        Row("brackets", "http://[" + String(repeating: ":", count: size) + "]"),
        Row("port", "http://a:" + String(repeating: "0", count: size)),
        Row("drive letters", "file:///" + String(repeating: "C|/", count: size / 3)),
        Row("blobs", String(repeating: "blob:", count: 2_000) + "http://a/"),
        Row("tabs", "http://a/" + String(repeating: "\t", count: size)),
    ]

    /// Distinct ideographs, each of which costs Punycode a pass over the label.
    private static func ideographs(_ count: Int) -> String {
        let scalars = (0x4E00..<(0x4E00 + UInt32(count))).compactMap(Unicode.Scalar.init)
        return String(String.UnicodeScalarView(scalars))
    }

    @Test func aHostTooLongForICUIsRejected() {
        let host = String(repeating: "ü", count: 8193)
        #expect(
            throws: URLFailure.invalidHost(host: host, problem: .idnaTooLong(limit: 16_384))
        ) { try WebURL(parsing: "http://\(host)/") }
    }

    @Test(arguments: inputs) func hugeInputsAreParsedQuickly(_ row: Row) {
        guard let url = try? WebURL(parsing: row.input) else { return }
        #expect(url.href.utf8.count > 0)
        let site = Site(of: url.origin, suffixes: .builtin)
        #expect(!site.serialized.isEmpty)
    }
}
