import Testing

@testable import Service

@Suite struct LineSplitterTests {
    private static func lines(_ pieces: [String], limit: Int = 8) -> [String?] {
        var splitter = LineSplitter(limit: limit)
        var lines = pieces.flatMap { splitter.lines(in: Array($0.utf8)) }
        if let last = splitter.last() { lines.append(last) }
        return lines.map { line in
            if case .text(let bytes) = line { String(decoding: bytes, as: UTF8.self) } else { nil }
        }
    }

    @Test(arguments: [
        (["a\nb\n"], ["a", "b"]), (["a", "b\nc"], ["ab", "c"]), (["a\n\n \t\r\nb\n"], ["a", "b"]),
        (["a\r\n"], ["a\r"]), ([""], []), (["\n"], []), (["é", "\n"], ["é"]),
    ])
    func linesAreAssembledFromPieces(_ pieces: [String], _ lines: [String]) {
        #expect(Self.lines(pieces) == lines)
    }

    /// The next line is intact.
    @Test(arguments: [
        ["123456789\nok\n"], ["1234", "5678", "9", "\nok\n"], ["12345678", "9999999999\n", "ok"],
    ])
    func aLineThatIsTooLongIsReportedAndDropped(_ pieces: [String]) {
        #expect(Self.lines(pieces) == [nil, "ok"])
    }

    @Test func aLineAtTheLimitIsAccepted() {
        #expect(Self.lines(["12345678\n"]) == ["12345678"])
    }
}
