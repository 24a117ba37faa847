import Foundation
import Scenario
import TestSupport
import Testing

@Suite struct ManyMistakesTests {
    /// The place of each mistake in `fixtures/scenario-mistakes/many.yaml`, and a part of its
    /// message.
    static let expected: [(String, String)] = [
        ("1:7", "name must be text, not a list"),
        ("2:10", "did you mean chrome?"),
        ("3:8", "clock must be a date and time such as 2026-01-01T00:00:00Z, not \"tomorrow\""),
        ("4:1", "a scenario has no key \"colour\"; its keys are name, browser"),
        ("5:14", "\"1x\" is not a valid variable name"),
        ("5:28", "there is no variable {{hots}} at this point"),
        ("6:12", "resolve maps host:port to an address: write \"shop.test:443\""),
        ("7:8", "tls has no key \"cacrt\"; did you mean cacert?"),
        ("7:28", "insecure must be true or false, not \"no\""),
        ("9:5", "a server needs run:"),
        ("11:14", "timeout must be a duration such as 61s"),
        ("12:7", "there is no variable {{apj}} at this point; did you mean api?"),
        ("14:5", "a step has no key \"fetchh\"; did you mean fetch?"),
        ("16:5", "a step has no key \"credential\"; did you mean credentials?"),
        ("17:11", "mode must be one of same-origin, cors, no-cors, not \"navigate\""),
        ("18:5", "fetch has no key via; visit, navigate-frame have it"),
        ("20:16", "did you mean visible?"),
        ("21:15", "status must be a whole number, not \"OK\""),
        ("22:18", "preflight must be true or false, not \"yes\""),
        ("23:22", "a cookie has no attribute \"httponly\"; did you mean httpOnly?"),
        ("24:23", "there is no reason code \"SameSiteLxa\"; did you mean SameSiteLax?"),
        ("25:24", "this is not a regular expression"),
        ("26:11", "at must be a whole number from 1, not \"0\""),
        ("27:5", "load needs as:"),
        ("29:13", "only forms send POST: add via: form"),
        ("30:14", "advance must be a duration"),
        ("31:12", "retry must be a mapping, not a number"),
        ("32:23", "count must be a whole number, not \"many\""),
        ("33:19", "\"token\" cannot be captured"),
        ("35:5", "duplicate key fetch (first on line 34)"),
        ("36:19", "can run in parallel, not page"),
    ]

    @Test func allMistakesOfAFileAreReportedAtOnceWithTheirPlaces() throws {
        let text = try String(
            contentsOf: fixtureURL("scenario-mistakes/many.yaml"),
            encoding: .utf8
        )
        let found = mistakes(text)
        #expect(found.count == Self.expected.count)
        for (mistake, (place, part)) in zip(found, Self.expected) {
            #expect(mistake.hasPrefix(place + " "), "\(mistake)")
            #expect(mistake.contains(part), "\(mistake)")
        }
    }
}
