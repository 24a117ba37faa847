package import BrowserFetch

extension NavigationSettings.Mistake {
    /// `option`: how the place that is read spells one, as `--target`.
    package func sentence(_ option: (String) -> String) -> String {
        switch self {
        case .noTarget(let trigger):
            return "\(trigger.title) has no \(option("target")): "
                + Self.listed(NavigationTrigger.allCases.filter(\.hasTarget)) + " have"
        case .unknownTarget(let name):
            let near = suggestion(for: name, among: NavigationSettings.targets)
            return "\(option("target")) \(name) is not a target: "
                + (near.map { "did you mean \($0)?" }
                    ?? "write \(NavigationSettings.targets.joined(separator: ", "))")
        case .newTabByLocation:
            return "location opens no tab: \(option("via")) window-open does"
        case .noRel(let trigger):
            return "\(trigger.title) has no \(option("rel")): "
                + Self.listed(NavigationTrigger.allCases.filter(\.hasRel)) + " have"
        case .unknownRel(let word):
            let near = suggestion(for: word, among: NavigationSettings.relWords)
            return "\(option("rel")) \(word) does nothing: "
                + (near.map { "did you mean \($0)?" } ?? "noreferrer, noopener and opener do")
        case .userAlready(let trigger):
            return "\(trigger.title) is an action of the user: leave out "
                + "\(option("user-activation"))"
        }
    }

    private static func listed(_ manners: [NavigationTrigger]) -> String {
        manners.map(\.rawValue).joined(separator: ", ")
    }
}

extension SandboxFlags {
    /// A keyword of `text` that no sandbox has: what browsers pass over is a mistake here.
    package static func mistake(in text: String) -> String? {
        for word in text.split(whereSeparator: \.isWhitespace).map(String.init)
        where !keywords.contains(word.lowercased()) {
            let near = suggestion(for: word, among: keywords).map { "did you mean \($0)?" }
            return "sandbox has no keyword \(word): "
                + (near ?? "it has \(keywords.joined(separator: ", "))")
        }
        return nil
    }
}
