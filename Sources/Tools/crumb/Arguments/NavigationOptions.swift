internal import ArgumentParser
internal import BrowserFetch
internal import Explanations

extension NavigationTrigger: ExpressibleByArgument {
    /// Other words for the same.
    private static let synonyms: [String: NavigationTrigger] = [
        "location": .script, "meta-refresh": .meta, "refresh": .meta, "open": .windowOpen,
    ]

    package init?(argument: String) {
        guard let value = NavigationTrigger(rawValue: argument) ?? Self.synonyms[argument] else {
            return nil
        }
        self = value
    }
}

/// How a page is navigated, where it leads, and who did it.
struct NavigationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "typed, link, form, script (location), replace, meta, window-open, download, reload (by a "
                + "script), browser-reload, back or forward.",
            valueName: "how"
        )
    )
    var via: NavigationTrigger?

    @Option(
        help: ArgumentHelp(
            "Where it leads: _self (the page's own frame), _parent, _top (the tab, the default) or "
                + "_blank (a new one).",
            valueName: "name"
        )
    )
    var target: String?

    @Option(
        help: ArgumentHelp(
            "The link's or form's rel: noreferrer, noopener, opener.",
            valueName: "words"
        )
    )
    var rel: String?

    @Flag(
        inversion: .prefixedNo,
        help: "Whether a user has clicked, or a script acts on its own."
    )
    var userActivation: Bool?

    var trigger: NavigationTrigger { via ?? .typed }

    /// Whether there is anything but `--via`.
    var isGiven: Bool { target != nil || rel != nil || userActivation != nil }

    /// Refuses what a navigation of that kind has not.
    func settings() throws(UsageError) -> NavigationSettings {
        let settings = NavigationSettings(
            trigger,
            target: target,
            rel: rel,
            userActivation: userActivation
        )
        do throws(NavigationSettings.Mistake) {
            try settings.check()
        } catch {
            throw UsageError(
                error.sentence {
                    $0 == "user-activation" && userActivation == false ? "--no-\($0)" : "--\($0)"
                }
            )
        }
        return settings
    }
}
