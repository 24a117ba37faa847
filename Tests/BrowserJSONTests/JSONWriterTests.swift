import BrowserJSON
import Foundation
import Testing

struct JSONWriterTests {
    @Test func membersKeepTheirOrderAndNulls() {
        let value = JSONValue.object(["z": .null, "a": .array([]), "m": .object([])])
        #expect(value.lineText == #"{"z":null,"a":[],"m":{}}"#)
        #expect(value.text == "{\n  \"z\": null,\n  \"a\": [],\n  \"m\": {}\n}")
    }

    @Test func shortListsOfScalarsStayOnOneLine() {
        let value = JSONValue.array([
            .array([.string("Origin"), .string("null")]), .array([.integer(Int64(1)), .array([])]),
        ])
        #expect(value.text == "[\n  [\"Origin\", \"null\"],\n  [\n    1,\n    []\n  ]\n]")
    }

    /// Characters that control a terminal are always escaped, because a report may be printed on
    /// one.
    @Test(arguments: ["\u{1B}[31m", "\u{9B}31m", "\u{202E}", "\u{7F}", "\0", "\u{2028}"])
    func controlCharactersAreEscaped(text: String) throws {
        for written in [JSONValue.string(text).text, JSONValue.string(text).lineText] {
            #expect(written.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
            #expect(!written.contains("\u{202E}"))
            #expect(JSONReader.value(of: Array(written.utf8)) == .string(text))
        }
    }

    @Test(arguments: [0.1, 1e300, -2.5, .leastNonzeroMagnitude, 1e21])
    func numbersRoundTrip(number: Double) {
        let text = JSONValue.number(number).text
        #expect(JSONReader.value(of: Array(text.utf8))?.number == number)
    }

    /// Foundation's reader serves as an independent judge.
    @Test(arguments: 0..<200)
    func outputIsReadBackEquallyByFoundation(seed: UInt64) throws {
        var random = RandomValues(seed: seed)
        let value = random.value(depth: 4)
        for text in [value.text, value.lineText] {
            #expect(JSONReader.value(of: Array(text.utf8)) == value)
            let other = try JSONSerialization.jsonObject(
                with: Data(text.utf8),
                options: .fragmentsAllowed
            )
            #expect(isSame(value, other), "\(text)")
        }
    }

    private func isSame(_ value: JSONValue, _ other: Any) -> Bool {
        switch value {
        case .null: other is NSNull
        case .bool(let bool): (other as? Bool) == bool
        case .integer(let integer): (other as? Int64) == integer
        case .number(let number): (other as? Double) == number
        case .string(let string):
            (other as? String).map { Array($0.utf8) == Array(string.utf8) } == true
        case .array(let elements):
            (other as? [Any]).map { others in
                others.count == elements.count && zip(elements, others).allSatisfy(isSame)
            } == true
        case .object(let members):
            (other as? [String: Any]).map { others in
                others.count == members.count
                    && members.allSatisfy { member in
                        others[member.name].map { isSame(member.value, $0) } == true
                    }
            } == true
        }
    }
}

/// Random values, the same for each seed; member names within an object are unique.
private struct RandomValues {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    /// SplitMix64.
    private mutating func next(below bound: UInt64) -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return (mixed ^ (mixed >> 31)) % bound
    }

    mutating func value(depth: Int) -> JSONValue {
        switch next(below: depth > 0 ? 7 : 5) {
        case 0: .null
        case 1: .bool(next(below: 2) == 1)
        case 2: .integer(Int64(next(below: 1 << 40)) - (1 << 39))
        case 3: .number(Double(next(below: 1 << 30)) / 8 + 0.0625)
        case 4: .string(text())
        case 5: .array((0..<next(below: 4)).map { _ in value(depth: depth - 1) })
        default:
            .object(
                (0..<next(below: 4)).map { index in
                    JSONValue.Member("\(index)\(text())", value(depth: depth - 1))
                }
            )
        }
    }

    private mutating func text() -> String {
        var text = ""
        for _ in 0..<next(below: 6) {
            let scalars: [Unicode.Scalar] = [
                "a", "\"", "\\", "\n", "\r", "\t", "/", "\u{0}", "\u{1B}", "\u{7F}", "\u{85}",
                "é", "\u{2028}", "\u{202E}", "😀", "\u{FFFD}", "\u{FEFF}",
            ]
            text.unicodeScalars.append(scalars[Int(next(below: UInt64(scalars.count)))])
        }
        return text
    }
}
