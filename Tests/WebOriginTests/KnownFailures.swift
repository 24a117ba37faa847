import SystemNames
import WebOrigin

/// The rows of the shared vectors that are known to fail, with the reasons.
enum KnownFailures {
    static let urls: [String: String] = [:]

    static let publicSuffixes: [String: String] = [:]

    static var toASCII: [String: String] {
        unicodeChanges.filter { ICU.majorVersion ?? 0 < $0.value.firstICU }.mapValues(\.reason)
    }

    /// The vectors follow the mapping table of Unicode 16, which older versions of ICU do not have.
    private static let unicodeChanges: [String: (firstICU: Int, reason: String)] = [
        "\u{1E9E}.com": (74, "Unicode 15.1 maps the capital sharp s to ß, earlier ones to ss"),
        "\u{1E9E}.foo.com": (74, "Unicode 15.1 maps the capital sharp s to ß, earlier ones to ss"),
        "look\u{180E}out.net": (76, "Unicode 16 ignores U+180E, earlier ones disallow it"),
        "look\u{206B}out.net": (76, "Unicode 16 ignores U+206B, earlier ones disallow it"),
        "\u{4C0}.com": (76, "Unicode 16 maps U+04C0, earlier ones disallow it"),
        "\u{2F868}.com": (76, "Unicode 16 maps U+2F868, earlier ones disallow it"),
        "\u{2183}.com": (76, "Unicode 16 maps U+2183, earlier ones disallow it"),
    ]
}
