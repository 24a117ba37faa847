internal import ArgumentParser

/// The error of a command with a missing argument: which one, and an example of a whole call.
struct MissingArgument {
    let sentence: String

    /// `message`: ArgumentParser's; `nil` when it is about something else.
    init?(_ message: String, of command: (name: String, configuration: CommandConfiguration)) {
        let beginning = "Missing expected argument '"
        guard message.hasPrefix(beginning), message.hasSuffix("'") else { return nil }
        let argument = message.dropFirst(beginning.count).dropLast()
        let example = Self.examples(command.configuration.discussion).first
        sentence =
            "\(command.name) needs \(argument)"
            + (example.map { ", for example: \($0)" } ?? "; see crumb help \(command.name)")
    }

    /// The examples in a command's help, each on one line.
    private static func examples(_ discussion: String) -> [String] {
        let text = discussion.split(separator: "\n", omittingEmptySubsequences: false)
            .map { line in String(line.drop { $0 == " " }) }
        guard let heading = text.lastIndex(where: { ["Example:", "Examples:"].contains($0) })
        else { return [] }
        var calls: [String] = []
        var isContinued = false
        for line in text[(heading + 1)...] where !line.isEmpty {
            let part = line.hasSuffix("\\") ? String(line.dropLast()) : line
            if isContinued {
                calls[calls.count - 1] += part
            } else {
                calls.append(part)
            }
            isContinued = line.hasSuffix("\\")
        }
        return calls
    }
}
