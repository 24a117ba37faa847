import BrowserInfra
import Redaction
import Testing

/// A process that runs indefinitely only keeps the secrets it has met most recently.
@Suite struct ForgettingSecretsTests {
    private static func secret(_ number: Int) -> String { "secret-number-\(number)-of-many" }

    private func learned(_ numbers: [Int], keeping count: Int?) -> Redaction {
        var redaction = Redaction()
        for number in numbers {
            redaction.learn(ByteString(utf8: Self.secret(number)), name: "a", .high)
            if let count { redaction.keepLatest(count) }
        }
        return redaction
    }

    @Test func theLatestSecretsStayHiddenAndTheFirstAreDropped() {
        let redaction = learned(Array(0..<500), keeping: 50)
        for number in 450..<500 {
            #expect(redaction.text(Self.secret(number)) == Redaction.mark)
        }
        #expect(redaction.text(Self.secret(0)) == Self.secret(0))
    }

    @Test func aSecretMetAgainIsNotDropped() {
        let redaction = learned((0..<500).flatMap { [$0, -1] }, keeping: 50)
        #expect(redaction.text(Self.secret(-1)) == Redaction.mark)
    }

    @Test func withoutALimitAllSecretsAreKept() {
        let redaction = learned(Array(0..<500), keeping: nil)
        #expect(redaction.text(Self.secret(0)) == Redaction.mark)
    }
}
