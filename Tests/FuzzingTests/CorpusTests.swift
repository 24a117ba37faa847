import BrowserInfra
import Foundation
import Fuzzing
import TestSupport
import Testing

extension FuzzTarget: CustomTestStringConvertible {
    public var testDescription: String { name }
}

/// Every input that was ever interesting, and every one that once broke something.
@Suite struct CorpusTests {
    private func corpus(_ target: FuzzTarget) throws -> [ByteString] {
        let file = fixtureURL("fuzz/\(target.name).txt")
        return Corpus.inputs(of: try String(contentsOf: file, encoding: .utf8))
    }

    /// Runs on a thread of its own: a target may wait for tasks, which run on the tests' threads.
    private func expectClaims(
        of target: FuzzTarget,
        for inputs: [ByteString],
        sourceLocation: SourceLocation = #_sourceLocation
    ) async {
        let broken = await onThreadOfItsOwn {
            inputs.compactMap { input in
                target.brokenClaim(for: input).map { "\(Corpus.line(input)): \($0)" }
            }
        }
        #expect(broken == [], sourceLocation: sourceLocation)
    }

    @Test(arguments: FuzzTarget.all)
    func everyClaimHoldsForTheCorpus(_ target: FuzzTarget) async throws {
        let inputs = try corpus(target)
        #expect(inputs.count >= 10)
        await expectClaims(of: target, for: inputs)
    }

    @Test(arguments: FuzzTarget.all)
    func everyClaimHoldsForMutationsOfTheCorpus(_ target: FuzzTarget) async throws {
        let mutation = Mutation(corpus: try corpus(target), pieces: target.pieces)
        await expectClaims(of: target, for: (1...200).map { mutation.input($0, seed: 1) })
    }

    @Test(arguments: [
        ("", ""), ("abc", "abc"), ("#a\n\\b\r\t", #"\x23a\n\\b\r\t"#),
        ("\u{0}\u{1B}é", #"\x00\x1b\xc3\xa9"#),
    ])
    func inputsAndLinesConvertBothWays(_ text: String, _ line: String) {
        let input = ByteString(utf8: text)
        #expect(Corpus.line(input) == line)
        #expect(Corpus.inputs(of: line) == (text.isEmpty ? [] : [input]))
    }

    @Test func theSameSeedMakesTheSameInputs() {
        let mutation = Mutation(corpus: ["abc", "def"], pieces: ["x"])
        let first = (1...50).map { mutation.input($0, seed: 7) }
        #expect((1...50).map { mutation.input($0, seed: 7) } == first)
        #expect((1...50).map { mutation.input($0, seed: 8) } != first)
        #expect(Set(first).count > 30)
    }
}
