internal import ArgumentParser
internal import BrowserFetch
internal import Explanations

/// `--browser`.
typealias BrowserName = BrowserPreset

extension BrowserPreset: ExpressibleByArgument {
    /// The browser without an option.
    static let `default` = BrowserPreset.chrome

    /// All browsers, as a list in a sentence.
    static let choices = enumerated(allCases.map(\.rawValue), "or")
}

/// One browser, or several separated by commas.
struct BrowserList: ExpressibleByArgument, Sendable {
    let names: [BrowserName]

    static let allValueStrings = BrowserName.allCases.map(\.rawValue)

    init(_ name: BrowserName) {
        names = [name]
    }

    init?(argument: String) {
        let words = argument.split(separator: ",", omittingEmptySubsequences: false)
        let names = words.compactMap { BrowserName(rawValue: String($0)) }
        guard names.count == words.count, Set(names).count == names.count else { return nil }
        self.names = names
    }

    /// The variable's value; `nil` when it is unset or empty.
    static func environment(_ variable: String) throws(UsageError) -> BrowserList? {
        guard let text = Environment[variable], !text.isEmpty else { return nil }
        if let list = BrowserList(argument: text) { return list }
        let choices = BrowserName.allCases.map(\.rawValue).joined(separator: ", ")
        throw UsageError("invalid value \"\(text)\" for \(variable); use one of: \(choices)")
    }
}
