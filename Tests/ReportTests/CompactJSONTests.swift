import BrowserInfra
import Testing

@testable import Explanations
@testable import Report

/// The value of `await response.json()` on one line.
@Suite struct CompactJSONTests {
    @Test(arguments: [
        ("{}", "{}"), (" [ 1 , 2 ]\n", "[1,2]"),
        ("{ \"a\" : { \"b\" : [ ] } }", "{\"a\":{\"b\":[]}}"),
        ("\"a b\"", "\"a b\""), ("-0.5e+10", "-0.5e+10"), ("\t true ", "true"), ("null", "null"),
        ("\"\\u00e9\\n\"", "\"\\u00e9\\n\""), ("\u{FEFF}{ }", "{}"),
        ("[\"a \\\" b\\\\\" , 1]", "[\"a \\\" b\\\\\",1]"),
    ])
    func spacesBetweenTokensAreRemoved(_ text: String, _ compact: String) {
        #expect(ByteString(utf8: text).compactJSON == compact)
    }

    @Test(arguments: [
        "", " ", "{", "[1,]", "{\"a\":}", "{a:1}", "01", "1.", ".5", "+1", "1e", "tru", "\"a",
        "\"\n\"", "\"\\x\"", "[1] [2]", "{\"a\" 1}", "'a'", "NaN",
        String(repeating: "[", count: 100_000),
    ])
    func invalidJSONIsRejected(_ text: String) {
        #expect(ByteString(utf8: text).compactJSON == nil)
    }
}
