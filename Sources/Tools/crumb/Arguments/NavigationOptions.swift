internal import ArgumentParser
internal import BrowserFetch
internal import Explanations

extension NavigationTrigger: ExpressibleByArgument {
    /// Synonyms.
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

/// The way a page is navigated, the target, and user activation.
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
            "The target frame: _self (the page's own frame), _parent, _top (the tab, the default) or "
                + "_blank (a new one).",
            valueName: "name"
        )
    )
    var target: String?

    @Option(
        help: ArgumentHelp(
            "The rel attribute of the link or form: noreferrer, noopener, opener.",
            valueName: "words"
        )
    )
    var rel: String?

    @Flag(
        inversion: .prefixedNo,
        help: "Whether a user clicked, or a script navigates on its own."
    )
    var userActivation: Bool?

    var trigger: NavigationTrigger { via ?? .typed }

    /// Whether there are options other than `--via`.
    var isGiven: Bool { target != nil || rel != nil || userActivation != nil }

    /// Rejects options that do not apply to the kind of navigation.
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
