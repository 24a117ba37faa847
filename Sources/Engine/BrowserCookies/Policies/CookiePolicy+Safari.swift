package import BrowserInfra

extension CookiePolicy {
    /// Safari 26 as documented: its cookie jar is not open source, and nothing was recorded from
    /// it. ``safariSources`` has the source of each choice.
    package static let safari: CookiePolicy = {
        var policy = standard
        policy.thirdParty = .block
        policy.unspecifiedSameSite = .asNone
        policy.insecureSameSiteNone = .accepted
        policy.siteComparison = .schemeless
        policy.loopback = .insecure
        policy.longestScriptLifetime = 7 * 24 * 60 * 60
        policy.longestLifetime = nil
        return policy
    }()
}

extension CookiePolicy {
    /// The source of each choice of ``safari``.
    package static let safariSources: [String: PolicySource] = [
        "thirdParty": .documented("webkit.org, \"Full Third-Party Cookie Blocking and More\""),
        "unspecifiedSameSite":
            .documented(
                "Compatibility data: neither a Lax default nor a Secure rule for None, nor schemes"
            ),
        "insecureSameSiteNone":
            .documented(
                "Compatibility data: neither a Lax default nor a Secure rule for None, nor schemes"
            ),
        "siteComparison":
            .documented(
                "Compatibility data: neither a Lax default nor a Secure rule for None, nor schemes"
            ),
        "loopback": .documented("WebKit bug 281149, up to Safari 26"),
        "longestScriptLifetime": .documented("webkit.org, \"Intelligent Tracking Prevention 2.1\""),
        "longestLifetime": .documented(
            "Intelligent Tracking Prevention is the only limit that is documented"
        ),
    ]
}
