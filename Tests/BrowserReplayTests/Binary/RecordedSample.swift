import Foundation
import TestSupport

/// The recorded cases that run through the real binary.
///
/// A case is included if it has a feature that no earlier case in the file has. The features are
/// listed in ``features(of:)``; the sample therefore covers every family, every kind of step with
/// each of its options, and every kind of frame.
///
/// For use by hand: `CRUMB_CASES=frame-001,xhr-001` runs those cases instead, and `CRUMB_CASES=all`
/// runs all of them, which takes minutes.
struct RecordedSample: Sendable {
    let all: [RecordedCase]
    let cases: [RecordedCase]
    let truths: [String: RecordedTruth]

    /// Families that need commands, ports or server features that the binary's test does not have
    /// yet; the engine's test covers them.
    static let familiesWithoutCommands: Set<String> = [
        "eventsource", "cookiestore", "upgrade", "element", "storageaccess",
    ]

    /// The sample, which is read once for all tests.
    static let shared = Result { try RecordedSample() }

    private init() throws {
        let truths = try loadRecords("chromium.jsonl", as: RecordedTruth.self)
        self.truths = Dictionary(uniqueKeysWithValues: truths.map { ($0.id, $0) })
        var seen: Set<String> = []
        all = try loadRecords("cases.jsonl", as: RecordedCase.self)
        let chosen = ProcessInfo.processInfo.environment["CRUMB_CASES"]
            .map { Set($0.split(separator: ",").map(String.init)) }
        cases = all.filter { recorded in
            if Self.familiesWithoutCommands.contains(recorded.family) { return false }
            if recorded.stepsByCommands.isEmpty, !recorded.steps.isEmpty { return false }
            if let chosen { return chosen.contains(recorded.id) || chosen == ["all"] }
            let features = Self.features(of: recorded)
            defer { seen.formUnion(features) }
            return !features.isSubset(of: seen)
        }
    }

    static func features(of recorded: RecordedCase) -> Set<String> {
        var features: Set = ["family \(recorded.family)"]
        for step in recorded.stepsByCommands {
            let kind = [step.kind.rawValue, step.how, step.element].compactMap { $0 }
                .joined(separator: " ")
            let options: [(String, String?)] = [
                ("", ""),
                ("frame", step.frame.map { $0.contains("//") ? "page" : $0 }),
                ("method", step.method.map { _ in "" }),
                ("headers", step.headers.map { _ in "" }),
                ("body", step.body.map { _ in "" }),
                ("mode", step.mode),
                ("credentials", step.credentials),
                ("redirect", step.redirect),
                ("referrer-policy", step.referrerPolicy ?? step.referrerpolicy),
                ("referrer", step.referrer.map { _ in "" }),
                ("cache", step.cache),
                ("keepalive", step.keepalive.map { "\($0)" }),
                ("integrity", step.integrity.map { _ in "" }),
                ("protocols", step.protocols.map { _ in "" }),
                ("withCredentials", step.withCredentials.map { "\($0)" }),
                ("crossorigin", step.crossorigin),
                ("sandbox", step.sandbox.map { _ in "" }),
                ("in", step.in.map { "\($0.split(separator: "/").count) deep" }),
                ("target", step.place),
                ("features", step.features),
                ("attributes", step.attrs.map { "\($0.map { $0[0] })" }),
            ]
            for case (let name, let value?) in options {
                features.insert("\(kind) \(name) \(value)")
            }
        }
        return features
    }
}
