import BrowserJSON
import Foundation
import Testing

struct JSONReaderTests {
    @Test(
        arguments: [
            ("null", JSONValue.null),
            (" true ", .bool(true)),
            ("0", .integer(Int64(0))),
            ("-9223372036854775808", .integer(Int64.min)),
            ("9223372036854775808", .number(9_223_372_036_854_775_808)),
            ("-0.5e+2", .number(-50)),
            (#""\u00e9\ud83d\ude00\/\b""#, "é😀/\u{8}"),
            ("\u{FEFF}[]", .array([])),
            (#"{"b":1,"a":[{}]}"#, .object(["b": .integer(Int64(1)), "a": .array([.object([])])])),
        ]
    )
    func documentsAreParsed(text: String, value: JSONValue) throws {
        #expect(try JSONReader.read(Array(text.utf8)).value == value)
    }

    @Test(
        arguments: [
            (#""\ud800""#, "\u{FFFD}"), (#""\udc00x""#, "\u{FFFD}x"),
            (#""\ud800\u0041""#, "\u{FFFD}A"), (#""\ud800\ud800\udc00""#, "\u{FFFD}\u{10000}"),
        ]
    )
    func aLoneSurrogateBecomesAReplacementCharacter(text: String, value: String) throws {
        #expect(try JSONReader.read(Array(text.utf8)).value == .string(value))
    }

    @Test(
        arguments: [
            ("", "a value is missing", Place(line: 1, column: 1)),
            ("nul", "nul is not a number and is not in quotes", Place(line: 1, column: 1)),
            ("[1,]", "a value is missing", Place(line: 1, column: 4)),
            ("[1\n 2]", "a comma or a closing bracket is missing", Place(line: 2, column: 2)),
            ("01", "01 is not a number and is not in quotes", Place(line: 1, column: 1)),
            ("1.", "1. is not a number and is not in quotes", Place(line: 1, column: 1)),
            ("{é: 1}", "a key in quotes is missing", Place(line: 1, column: 2)),
            (#"{"é" 1}"#, "a colon is missing", Place(line: 1, column: 6)),
            ("\"a\tb\"", "a control character must be escaped", Place(line: 1, column: 3)),
            (#""\x""#, #"\x is not a valid escape"#, Place(line: 1, column: 4)),
            (#""\u12g4""#, #"\u needs four hexadecimal digits"#, Place(line: 1, column: 4)),
            ("\"abc", "a string is not terminated", Place(line: 1, column: 5)),
            ("{} {}", "there is more text after the end of the value", Place(line: 1, column: 4)),
        ]
    )
    func invalidJSONIsRejectedWithItsPlace(text: String, message: String, place: Place) {
        let error = #expect(throws: FileProblem.self) {
            try JSONReader.read(Array(text.utf8))
        }
        #expect(error?.message.hasSuffix(message) == true, "\(error?.message ?? "")")
        #expect(error?.place?.line == place.line)
        #expect(error?.place?.column == place.column)
    }

    @Test(
        arguments: [
            "null", " true ", "0", "-0", "12", "-12", "999999999999999999", "9223372036854775807",
            "9223372036854775808", "-0.5e+2", "1E3", "01", "1.", "nul", "+1", "", " ", "\u{FEFF}[]",
            #""""#, #""é😀""#, #""a\"b\\c\/\b\f\n\r\t""#, #""\u0041\u00e9\u0000é""#,
            #""\ud83d\ude00""#, #""\ud800""#, #""\x""#, #""\u12g4""#, #""\u12"#, "\"a\tb\"",
            "\"abc", "\"a\u{0}b\"", "\u{0}", "[]", "[ ]", "[1, \"a\" ,[null]]", "[1,]", "[1 2]",
            "[",
            "{}", "{ }", #"{"b" : 1 ,"a":[{}], "b":2}"#, #"{"a":1,}"#, #"{"a" 1}"#, "{a: 1}", "{",
            "{} {}", "[] \n\r\t ", String(repeating: "[", count: 4000),
            String(repeating: "[", count: 64) + String(repeating: "]", count: 64),
            String(repeating: "[", count: 4000) + String(repeating: "]", count: 4000),
        ]
    )
    func readingOnlyTheValueGivesTheSameResult(text: String) {
        let bytes = Array(text.utf8)
        #expect(JSONReader.value(of: bytes) == (try? JSONReader.read(bytes))?.value)
    }

    @Test func invalidUTF8IsRejected() {
        #expect(throws: FileProblem.self) { try JSONReader.read([0x22, 0xC3, 0x28, 0x22]) }
        #expect(JSONReader.value(of: [0x22, 0xC3, 0x28, 0x22]) == nil)
        #expect(JSONReader.value(of: [0x22, 0x5C, 0x6E, 0xC3, 0x28, 0x22]) == nil)
    }

    @Test func depthAndNumberOfValuesAreLimited() throws {
        let nested = { (depth: Int) in
            Array(
                (String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8
            )
        }
        _ = try JSONReader.read(nested(8), depthLimit: 8)
        #expect(throws: FileProblem.self) { try JSONReader.read(nested(9), depthLimit: 8) }
        _ = try JSONReader.read(Array("[1,2,3]".utf8), nodeLimit: 4)
        #expect(throws: FileProblem.self) {
            try JSONReader.read(Array("[1,2,3,4]".utf8), nodeLimit: 4)
        }
    }

    @Test func everyValueHasItsPlaceInCodePoints() throws {
        let node = try JSONReader.read(Array("{\n  \"é\": [1, \"😀\", true]\n}".utf8))
        guard case .mapping(let entries) = node.content,
            case .sequence(let elements) = entries[0].value.content
        else { throw ReadingFailure() }
        #expect(entries[0].keyPlace == Place(line: 2, column: 3, length: 3))
        #expect(
            elements.map(\.place) == [
                Place(line: 2, column: 9), Place(line: 2, column: 12, length: 3),
                Place(line: 2, column: 17, length: 4),
            ]
        )
    }

    private struct ReadingFailure: Error {}
}
