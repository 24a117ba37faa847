internal import BrowserHTTP
internal import BrowserInfra

/// The restrictions of a sandboxed document; a document that is not sandboxed has none.
///
/// https://html.spec.whatwg.org/#sandboxing
package struct SandboxFlags: OptionSet, Hashable, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// It may not navigate frames other than its own descendants.
    package static let navigation = SandboxFlags(rawValue: 1 << 0)
    /// It may not open tabs.
    package static let auxiliaryNavigation = SandboxFlags(rawValue: 1 << 1)
    /// It may not navigate the tab without user activation.
    package static let topLevelNavigation = SandboxFlags(rawValue: 1 << 2)
    /// It may not navigate the tab with user activation either.
    package static let activatedTopLevelNavigation = SandboxFlags(rawValue: 1 << 3)
    /// Its origin is opaque.
    package static let origin = SandboxFlags(rawValue: 1 << 4)
    package static let forms = SandboxFlags(rawValue: 1 << 5)
    package static let scripts = SandboxFlags(rawValue: 1 << 6)
    package static let downloads = SandboxFlags(rawValue: 1 << 7)
    /// It may not request access to its cookies with `requestStorageAccess()`.
    package static let storageAccess = SandboxFlags(rawValue: 1 << 8)
    /// Tabs that it opens inherit its sandbox.
    package static let propagatesToAuxiliary = SandboxFlags(rawValue: 1 << 9)

    private static let all: SandboxFlags = [
        .navigation, .auxiliaryNavigation, .topLevelNavigation, .activatedTopLevelNavigation,
        .origin, .forms, .scripts, .downloads, .storageAccess, .propagatesToAuxiliary,
    ]

    /// The flags that each keyword removes.
    private static let allowances: [String: SandboxFlags] = [
        "allow-popups": .auxiliaryNavigation,
        "allow-top-navigation": [.topLevelNavigation, .activatedTopLevelNavigation],
        "allow-top-navigation-by-user-activation": .activatedTopLevelNavigation,
        "allow-same-origin": .origin,
        "allow-forms": .forms,
        "allow-scripts": .scripts,
        "allow-downloads": .downloads,
        "allow-storage-access-by-user-activation": .storageAccess,
        "allow-popups-to-escape-sandbox": .propagatesToAuxiliary,
    ]

    /// The valid keywords of the attribute, including those that have no effect in crumb.
    package static let keywords: [String] =
        (Array(allowances.keys) + [
            "allow-modals", "allow-orientation-lock", "allow-pointer-lock", "allow-presentation",
            "allow-top-navigation-to-custom-protocols",
        ]).sorted()

    /// The attribute value with these flags, as keywords.
    package var keywordText: String {
        Self.allowances.filter { $1.isDisjoint(with: self) }.keys
            // (The keyword that allows more replaces the one that allows less.)
            .filter { keyword in
                keyword != "allow-top-navigation-by-user-activation"
                    || contains(.topLevelNavigation)
            }
            .sorted().joined(separator: " ")
    }

    /// What is blocked, named after the keywords that would allow it: `popups`.
    package var blockedKeywords: [String] {
        Self.allowances.filter { keyword, flags in
            keyword == "allow-top-navigation"
                ? contains(.topLevelNavigation) : !flags.isDisjoint(with: self)
        }
        .keys.map { String($0.dropFirst("allow-".count)) }.sorted()
    }

    /// Parses the value of a `sandbox` attribute or directive.
    ///
    /// https://html.spec.whatwg.org/#parse-a-sandboxing-directive
    package init(parsing text: String) {
        self.init(
            keywords: text.split(whereSeparator: { $0.isASCII && $0.isWhitespace }).map(String.init)
        )
    }

    init(keywords: [String]) {
        // 1.-3. Set all flags except those that a keyword removes.
        self = keywords.reduce(Self.all) { flags, keyword in
            flags.subtracting(Self.allowances[keyword.asciiLowercased] ?? [])
        }
    }
}
