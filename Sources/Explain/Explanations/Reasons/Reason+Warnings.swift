extension Reason {
    /// Warnings about cookies, which decide nothing.
    package static let warnings: [Reason] = [
        Reason(
            "WarnAttributeValueExceedsMaxSize",
            .warning,
            "an attribute is longer than 1024 bytes and was ignored",
            cause: "Data was appended to the line after a semicolon.",
            fix: "Shorten the attribute."
        ),
        Reason(
            "WarnDomainNonASCII",
            .warning,
            "Domain was converted to ASCII; other browsers reject it",
            cause: "Domain contains non-ASCII letters.",
            fix: "Write it in punycode: xn--…"
        ),
        Reason(
            "WarnInvalidExpires",
            .warning,
            "Expires is not a date and was ignored",
            cause: "The date is not in the form Wed, 21 Oct 2026 07:28:00 GMT.",
            fix: "Use that form, or Max-Age."
        ),
        Reason(
            "WarnInvalidMaxAge",
            .warning,
            "Max-Age is not a whole number and was ignored",
            cause: "It contains a unit, quotes or a decimal point.",
            fix: "Write a number of seconds: Max-Age=3600."
        ),
        Reason(
            "WarnSameSiteUnspecifiedLaxAllowUnsafe",
            .warning,
            "no SameSite, sent with a POST from another site because it is less than two minutes old",
            cause:
                "Chrome makes this exception for login flows; two minutes later the same request "
                + "does not carry the cookie.",
            fix: "Set SameSite explicitly: None; Secure if other sites' forms need it, else Lax.",
            browsers: "Only Chrome has this rule."
        ),
        Reason(
            "WarnSameSiteValueInvalid",
            .warning,
            "SameSite is not Strict, Lax or None, and was ignored",
            cause: "A misspelling, or a boolean of the framework that became text.",
            fix: "Write SameSite=Lax, SameSite=Strict, or SameSite=None; Secure."
        ),
        Reason(
            "WarnSecureAccessGrantedNonCryptographic",
            .warning,
            "Secure over http, accepted because the host is this machine",
            cause: "Loopback counts as trustworthy; anywhere else the same line needs https.",
            fix: "Nothing, in development.",
            browsers: "Safari does not accept it."
        ),
    ]
}
