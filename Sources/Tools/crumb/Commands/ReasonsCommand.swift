internal import ArgumentParser
internal import BrowserJSON
internal import Explanations
internal import Glibc
internal import Report
internal import Scenario

struct ReasonsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reasons",
        abstract: "Explain reason codes: what they mean, where they come from, and the fix.",
        discussion: """
            Without a code, lists every code with its meaning.

            Examples:
              crumb reasons SameSiteNoneInsecure
              crumb reasons MissingAllowOriginHeader \\
                  PreflightInvalidStatus
            """
    )

    @Argument(
        help: "Reason codes, as in reports and DevTools, in any case.",
        completion: .list(Reason.all.map(\.code))
    )
    var codes: [String] = []

    @OptionGroup(title: "Global options") var global: GlobalOptions

    mutating func run() async throws {
        let explanation = try Self.explanation(of: codes)
        if global.json {
            try global.output.print(json: explanation.json)
        } else {
            try global.output.print(explanation.layout)
        }
    }

    /// The explanation of the codes; without any, of all codes.
    static func explanation(of codes: [String]) throws(UsageError) -> ReasonsExplanation {
        let reasons = try codes.map { (code) throws(UsageError) in
            if let reason = Reason.named(code) { return reason }
            let near = suggestion(for: code, among: Reason.all.map(\.code))
            throw UsageError(
                "\"\(code)\" is not a reason code"
                    + (near.map { ": did you mean \($0)?" } ?? "; crumb reasons lists them")
            )
        }
        return reasons.isEmpty ? ReasonsExplanation() : ReasonsExplanation(reasons)
    }
}
