import BrowserInfra
import Redaction
import Testing

/// Who goes on for ever keeps the secrets that were met last.
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

    @Test func theLatestStayHiddenAndTheFirstAreForgotten() {
        let redaction = learned(Array(0..<500), keeping: 50)
        for number in 450..<500 {
            #expect(redaction.text(Self.secret(number)) == Redaction.mark)
        }
        #expect(redaction.text(Self.secret(0)) == Self.secret(0))
    }

    @Test func whatIsMetAgainIsNotForgotten() {
        let redaction = learned((0..<500).flatMap { [$0, -1] }, keeping: 50)
        #expect(redaction.text(Self.secret(-1)) == Redaction.mark)
    }

    @Test func othersForgetNothing() {
        let redaction = learned(Array(0..<500), keeping: nil)
        #expect(redaction.text(Self.secret(0)) == Redaction.mark)
    }
}
