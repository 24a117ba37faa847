internal import BrowserFetch

/// A browser's console messages for inline code, a base URL or a form that a policy forbids.
///
/// `{directive}` is the directive with its value, `{effective}` the name of the effective directive,
/// `{hash}` the SHA-256 of the code, `{url}` what was blocked; `{verdict}`, `{ways}` and `{fallback}`
/// are the phrases below.
package struct PolicyWording: Hashable, Sendable {
    /// The messages for inline code, by its kind.
    var inline: [InlineCheck.Kind: String]
    var base: String
    var form: String
    /// The message of the error that `{call}`, which is `eval` or `Function`, throws.
    var evalError: String
    /// Whether the console shows a message even if that error is thrown.
    var logsEvalError: Bool

    /// The phrases for `{verdict}`.
    var blocked: String
    var blockedForm: String
    var reported: String
    /// The phrases for `{ways}`: what would allow the code, what attributes need in addition, and why
    /// `'unsafe-inline'` has no effect.
    var ways: String
    var waysOfAttributes: String
    var ignoredUnsafeInline: String
    /// The kinds of code for which the console does not show a hash.
    var unhashed: Set<InlineCheck.Kind>
    /// The phrases for `{fallback}`, for inline code and for `eval`; `{family}` is the directive that
    /// was not set.
    var fallback: String
    var fallbackOfEval: String

    /// Returns a browser's messages; a browser without its own has Chrome's.
    package static func of(_ browser: String) -> PolicyWording {
        browser == BrowserPolicy.firefox.name ? .firefox : .chrome
    }

    /// Recorded with Chromium 156.
    static let chrome = PolicyWording(
        inline: [
            .script: inChrome("Executing inline script"),
            .scriptAttribute: inChrome("Executing inline event handler"),
            .style: inChrome("Applying inline style"),
            .styleAttribute: inChrome("Applying inline style"),
            .navigation: inChrome("Running the JavaScript URL"),
            .eval:
                "Evaluating a string as JavaScript violates the following Content Security Policy "
                + "directive because 'unsafe-eval' is not an allowed source of script: "
                + "\"{directive}\".{fallback}\n{verdict}",
        ],
        base: "Setting the document's base URI to '{url}' violates the following Content Security "
            + "Policy directive: \"{directive}\".{verdict}",
        form: "Sending form data to '{url}' violates the following Content Security Policy "
            + "directive: \"{directive}\".{verdict}\n",
        // (Chrome's message really lacks one of the quotation marks.)
        evalError:
            "Evaluating a string as JavaScript violates the following Content Security Policy "
            + "directive because 'unsafe-eval' is not an allowed source of script: "
            + "{directive}\".\n",
        logsEvalError: false,
        blocked: " The action has been blocked.",
        blockedForm: " The request has been blocked.",
        reported: " The policy is report-only, so the violation has been logged but no further "
            + "action has been taken.",
        ways: " Either the 'unsafe-inline' keyword, a hash ('sha256-{hash}'), or a nonce "
            + "('nonce-...') is required to enable inline execution.",
        waysOfAttributes: " Note that hashes do not apply to event handlers, style attributes and "
            + "javascript: navigations unless the 'unsafe-hashes' keyword is present.",
        ignoredUnsafeInline:
            " Note that 'unsafe-inline' is ignored if either a hash or nonce value "
            + "is present in the source list.",
        unhashed: [.scriptAttribute, .navigation],
        fallback:
            " Note also that '{family}' was not explicitly set, so 'default-src' is used as a "
            + "fallback.",
        fallbackOfEval:
            " Note that '{family}' was not explicitly set, so 'default-src' is used as a "
            + "fallback."
    )

    private static func inChrome(_ action: String) -> String {
        "\(action) violates the following Content Security Policy directive '{directive}'."
            + "{ways}{fallback}{verdict}"
    }

    /// csp.properties of Firefox 140 ESR.
    static let firefox = PolicyWording(
        inline: [
            .script: inFirefox("an inline script", "executed") + " or a nonce.",
            .navigation: inFirefox("an inline script", "executed") + " or a nonce.",
            .scriptAttribute: inFirefox("an event handler", "executed")
                + " together with 'unsafe-hashes'.",
            .style: styleInFirefox, .styleAttribute: styleInFirefox,
            .eval: "Content-Security-Policy: {verdict} a JavaScript eval ({effective}) from being "
                + "executed because it violates the following directive: “{directive}” (Missing "
                + "'unsafe-eval')",
        ],
        base: resourceInFirefox,
        form: resourceInFirefox,
        evalError: "call to {call}() blocked by CSP",
        logsEvalError: true,
        blocked: "The page’s settings blocked",
        blockedForm: "The page’s settings blocked",
        reported: "(Report-Only policy) The page’s settings would block",
        ways: "",
        waysOfAttributes: "",
        ignoredUnsafeInline: "",
        unhashed: [],
        fallback: "",
        fallbackOfEval: ""
    )

    private static func inFirefox(_ what: String, _ done: String) -> String {
        "Content-Security-Policy: {verdict} \(what) ({effective}) from being \(done) because it "
            + "violates the following directive: “{directive}”. Consider using a hash "
            + "('sha256-{hash}')"
    }

    private static let styleInFirefox =
        "Content-Security-Policy: {verdict} an inline style ({effective}) from being applied because "
        + "it violates the following directive: “{directive}”. Consider using a hash "
        + "('sha256-{hash}', requires 'unsafe-hashes' for style attributes) or a nonce."

    private static let resourceInFirefox =
        "Content-Security-Policy: {verdict} the loading of a resource ({effective}) at {url} because "
        + "it violates the following directive: “{directive}”"
}
