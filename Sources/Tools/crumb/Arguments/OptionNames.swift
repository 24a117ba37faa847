/// What the commands declare of their options, for what reads a command line before they do.
///
/// Made by .ci/make-option-names; what a command declares is changed where it is declared.
enum OptionNames {
    /// The long names of options that take a value, in whichever command.
    static let takingValues: Set<String> = [
        "abort-after", "allow-files", "allow-host", "api", "as", "as-curl", "as-script",
        "blob-type", "body", "browser", "cacert", "cache", "cert", "click", "coep", "color",
        "columns", "connect-timeout", "connect-to", "cookie", "credentials", "crossorigin", "csp",
        "data", "data-part", "data-raw", "data-urlencode", "domain", "eval", "events", "expires",
        "filter", "form", "format", "frame", "frame-allow", "framework", "from", "har", "header",
        "home", "href", "import-map", "in-frame-of", "integrity", "ip-address-space", "jobs",
        "json-body", "key", "last-event-id", "map", "max-age", "max-body", "max-memory", "max-time",
        "method", "mode", "now", "number", "origin", "output", "page-referrer-policy", "path",
        "permission", "print", "profile", "protocol", "proxy", "public-suffix-list", "receive",
        "record", "redirect", "referrer", "referrer-policy", "rel", "report-html", "report-json",
        "report-junit", "report-markdown", "report-tap", "resolve", "same-site", "sandbox",
        "secret", "send", "shard", "site", "sort", "submit", "target", "target-address-space",
        "third-party", "timeout", "type", "url", "user", "user-agent", "value", "variable", "via",
        "vue", "wait-for", "wait-for-text", "xsrf",
    ]

    /// The letters of such options, and their long names.
    static let letters: [Character: String] = [
        "A": "user-agent", "E": "cert", "F": "form", "H": "header", "X": "method", "d": "data",
        "e": "eval", "j": "jobs", "m": "max-time", "n": "number", "o": "output", "u": "user",
        "x": "proxy",
    ]

    /// Commands that have commands.
    static let commandsOfCommands: Set<String> = [
        "cookie-store", "cookies", "help", "hsts", "log", "permissions", "profiles",
        "storage-access",
    ]
}
