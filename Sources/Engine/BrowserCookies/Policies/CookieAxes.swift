package import BrowserInfra

extension CookiePolicy {
    /// Every field, in words.
    ///
    /// Section numbers are those of RFC6265bis.
    package static let axes: [PolicyAxis<CookiePolicy>] = [
        lineAxes, lifetimeAxes, placeAxes, sameSiteAxes, keepingAxes,
    ].flatMap { $0 }

    private static let lineAxes: [PolicyAxis<CookiePolicy>] = [
        PolicyAxis(
            "bareToken",
            \.bareToken,
            title: "No equals sign",
            "What \"Set-Cookie: token\" sets.",
            source: "RFC6265bis 5.6, step 3"
        ) {
            switch $0 {
            case .value: "{takes|take} it for a value without a name"
            case .name: "{takes|take} it for a name without a value"
            }
        },
        PolicyAxis(
            "emptyNames",
            \.emptyNames,
            title: "Empty name",
            "Whether \"Set-Cookie: =value\" is stored.",
            source: "RFC6265bis 5.6, step 3",
            answer: stores
        ),
        PolicyAxis(
            "namelessValuesWithEquals",
            \.namelessValuesWithEquals,
            title: "Empty name, equals sign in the value",
            "Whether \"Set-Cookie: =a=b\" is stored, which would be sent back as another cookie.",
            source: "RFC6265bis 5.6, step 3",
            answer: stores
        ),
        PolicyAxis(
            "tabs",
            \.tabs,
            title: "Tab in the line",
            "What becomes of a tab inside a name, a value or an attribute.",
            source: "RFC6265bis 5.6, step 1"
        ) {
            switch $0 {
            case .accepted: "{accepts|accept} it"
            case .refused: "{refuses|refuse} the cookie"
            case .refusedInPath: "{refuses|refuse} the cookie if it is in the path"
            }
        },
        PolicyAxis(
            "overlongAttributes",
            \.overlongAttributes,
            title: "Attribute of more than 1024 bytes",
            "What becomes of an attribute whose value is too long.",
            source: "RFC6265bis 5.6, step 5 of the attributes"
        ) {
            switch $0 {
            case .ignored: "{ignores|ignore} it"
            case .ignoredExceptFlags: "{ignores|ignore} all of them but Secure and HttpOnly"
            }
        },
        PolicyAxis(
            "invalidUTF8",
            \.invalidUTF8,
            title: "Bytes that are not UTF-8",
            "What document.cookie and the server get of a name or value with such bytes.",
            source: "HTML, document.cookie: \"UTF-8 decode without BOM\""
        ) {
            switch $0 {
            case .replacedForScript: "{shows|show} U+FFFD to script and {sends|send} the bytes"
            case .replacedWhenStored: "{stores|store} U+FFFD"
            case .emptiesTheString:
                "{shows|show} script no cookie at all and {sends|send} the bytes"
            }
        },
    ]

    private static let lifetimeAxes: [PolicyAxis<CookiePolicy>] = [
        PolicyAxis(
            "duplicateLifetimes",
            \.duplicateLifetimes,
            title: "Max-Age or Expires twice",
            "Which of several Max-Age or Expires attributes counts.",
            source: "RFC6265bis 5.6.1, 5.6.2: an invalid one is not added to the list"
        ) {
            switch $0 {
            case .lastValid: "{takes|take} the last valid one"
            case .last: "{takes|take} the last one, valid or not"
            }
        },
        PolicyAxis(
            "maxAgeGrammar",
            \.maxAgeGrammar,
            title: "Syntax of Max-Age",
            "What is read as a number of seconds.",
            source: "RFC6265bis 5.6.2"
        ) {
            switch $0 {
            case .digits: "{reads|read} digits, with or without a minus sign"
            case .signedInteger:
                "{reads|read} a plus sign too, and ignore{s|} what follows a number that overflows"
            case .minusAndAnything:
                "{reads|read} anything after a minus sign as \"expired\""
            }
        },
        PolicyAxis(
            "dateTokens",
            \.dateTokens,
            title: "Syntax of Expires",
            "How much of each part of the date is read.",
            source: "RFC6265bis 5.1.1"
        ) {
            switch $0 {
            case .digitsThenAnything: "{reads|read} a part's first digits and ignore{s|} the rest"
            case .boundedLength: "{limits|limit} how long a part may be"
            }
        },
        PolicyAxis(
            "dateYears",
            \.dateYears,
            title: "Years of Expires",
            "Which years are read.",
            source: "RFC6265bis 5.1.1"
        ) {
            switch $0 {
            case .since1601: "{reads|read} years of two to four digits, from 1601"
            case .saturating:
                "{reads|read} years of up to five digits, the nearest possible date for the others"
            }
        },
        PolicyAxis(
            "dateFields",
            \.dateFields,
            title: "Odd dates in Expires",
            "What becomes of a date without a time, of 30 February and of a time zone.",
            source: "RFC6265bis 5.1.1"
        ) {
            switch $0 {
            case .strict: "{ignores|ignore} the date"
            case .lenient: "{reads|read} it as midnight, 2 March and the zone's time"
            }
        },
        PolicyAxis(
            "clockSkew",
            \.clockSkew,
            title: "Clocks that differ",
            "Whether Expires is moved by the client's clock minus the response's Date.",
            source: "not mentioned"
        ) {
            switch $0 {
            case .ignored: "{takes|take} Expires literally"
            case .corrected: "{moves|move} Expires"
            }
        },
        PolicyAxis(
            "longestLifetime",
            \.longestLifetime,
            title: "Longest lifetime",
            "How long a cookie lives at most.",
            source: "RFC6265bis 5.5"
        ) {
            $0.map { "{keeps|keep} a cookie for at most \(durationWords($0))" }
                ?? "{sets|set} no limit"
        },
        PolicyAxis(
            "longestScriptLifetime",
            \.longestScriptLifetime,
            title: "Longest lifetime of cookies set by script",
            "How long a cookie that was set through document.cookie lives at most.",
            source: "not mentioned"
        ) {
            $0.map { "{keeps|keep} them for at most \(durationWords($0))" }
                ?? "{sets|set} no special limit"
        },
    ]

    private static let placeAxes: [PolicyAxis<CookiePolicy>] = [
        PolicyAxis(
            "nonASCIIDomain",
            \.nonASCIIDomain,
            title: "Domain with non-ASCII letters",
            "Whether a Domain such as bücher.example is accepted.",
            source: "RFC6265bis 5.7, step 8"
        ) {
            switch $0 {
            case .refused: "{refuses|refuse} the cookie"
            case .convertedToASCII: "{converts|convert} it to ASCII"
            }
        },
        PolicyAxis(
            "loneDotDomain",
            \.loneDotDomain,
            title: "Domain=.",
            "What a Domain that is a single dot means.",
            source: "RFC6265bis 5.6.3"
        ) {
            switch $0 {
            case .hostOnly: "{sets|set} a cookie for the host alone"
            case .refused: "{refuses|refuse} the cookie"
            }
        },
        PolicyAxis(
            "loopback",
            \.loopback,
            title: "Secure cookies over http://localhost",
            "Whether http to this machine counts as a secure connection.",
            source: "RFC6265bis 5.8.3 leaves it to the user agent; localhost is its example"
        ) {
            switch $0 {
            case .secure: "{stores and sends|store and send} them"
            case .insecure: "{refuses|refuse} them, as over any other http"
            }
        },
        PolicyAxis(
            "prefixes",
            \.prefixes,
            title: "Prefixes of names",
            "Which names promise something about the cookie.",
            source: "RFC6265bis 5.4"
        ) {
            "{enforces|enforce} \($0.names.joined(separator: ", "))"
        },
        PolicyAxis(
            "hostPrefixPath",
            \.hostPrefixPath,
            title: "Path of __Host- cookies",
            "Whether Path=/ has to be written.",
            source: "RFC6265bis 5.7, step 21"
        ) {
            switch $0 {
            case .inTheAttribute: "{requires|require} Path=/ in the line"
            case .anywhere: "{accepts|accept} a default path of / as well"
            }
        },
        PolicyAxis(
            "hostPrefixDomain",
            \.hostPrefixDomain,
            title: "Domain of __Host- cookies",
            "Whether a Domain attribute is accepted.",
            source: "RFC6265bis 5.7, step 21"
        ) {
            switch $0 {
            case .absent: "{accepts|accept} none"
            case .absentOrEqualAddress: "{accepts|accept} one that is the host's own IP address"
            case .absentOrWithoutEffect:
                "{accepts|accept} one on a host that can have no domain cookies"
            }
        },
        PolicyAxis(
            "partitionedAttribute",
            \.partitionedAttribute,
            title: "Partitioned",
            "Whether the attribute keeps a cookie apart for each top-level site.",
            source: "not mentioned"
        ) {
            switch $0 {
            case .ignored: "{ignores|ignore} the attribute"
            case .honored: "{keeps|keep} the cookie apart for each top-level site"
            }
        },
        PolicyAxis(
            "partitionAncestor",
            \.partitionAncestor,
            title: "Partitions below another site",
            "Which frames get a partition of their own because another site embeds them.",
            source: "CHIPS"
        ) {
            switch $0 {
            case .ofThirdParties: "{marks|mark} those of every third party"
            case .ofReturnsToTheTop:
                "{marks|mark} only those of the top-level site inside another site"
            }
        },
        PolicyAxis(
            "opaquePagePartition",
            \.opaquePagePartition,
            title: "Third parties below a page without a site",
            "Where their cookies live below a file or a sandboxed page.",
            source: "not mentioned"
        ) {
            switch $0 {
            case .none: "{keeps|keep} them without a partition"
            case .own: "{keeps|keep} them in a partition of that page"
            }
        },
        PolicyAxis(
            "thirdParty",
            \.thirdParty,
            title: "Third-party cookies",
            "What becomes of cookies in requests from another site's page.",
            source: "RFC6265bis 7.1 leaves it to the user agent"
        ) {
            switch $0 {
            case .allow: "{sends|send} them"
            case .partition: "{keeps|keep} them apart for each top-level site"
            case .block: "{blocks|block} them"
            }
        },
    ]

    private static let sameSiteAxes: [PolicyAxis<CookiePolicy>] = [
        PolicyAxis(
            "unspecifiedSameSite",
            \.unspecifiedSameSite,
            title: "SameSite missing",
            "How a cookie without SameSite is treated in requests from other sites.",
            source: "RFC6265bis 5.6.7"
        ) {
            switch $0 {
            case .asLax: "{treats|treat} it as Lax"
            case .asNone: "{treats|treat} it as None"
            }
        },
        PolicyAxis(
            "laxAllowingUnsafe",
            \.laxAllowingUnsafe,
            title: "SameSite missing, POST from another site",
            "Whether a navigation by POST from another site carries a cookie without SameSite.",
            source: "RFC6265bis 5.6.7.2: may be two minutes"
        ) { seconds, policy in
            switch (policy.unspecifiedSameSite, seconds) {
            case (.asNone, _): "{sends|send} it"
            case (.asLax, let seconds?):
                "{sends|send} it for \(durationWords(seconds)) after it was set"
            case (.asLax, nil): "{does|do} not send it"
            }
        },
        PolicyAxis(
            "insecureSameSiteNone",
            \.insecureSameSiteNone,
            title: "SameSite=None without Secure",
            "Whether such a cookie is stored.",
            source: "RFC6265bis 5.7, step 19",
            answer: stores
        ),
        PolicyAxis(
            "siteComparison",
            \.siteComparison,
            title: "http and https of one domain",
            "Whether they are the same site to SameSite cookies.",
            source: "RFC6265bis 5.2"
        ) {
            switch $0 {
            case .schemeful: "{treats|treat} them as different sites"
            case .schemeless: "{treats|treat} them as one site"
            }
        },
        PolicyAxis(
            "redirectChain",
            \.redirectChain,
            title: "Redirects through another site",
            "Whether they make a request cross-site to SameSite cookies.",
            source: "RFC6265bis 5.2"
        ) {
            switch $0 {
            case .ignored: "{looks|look} only at who made the request"
            case .considered: "{looks|look} at every hop"
            }
        },
        PolicyAxis(
            "sameSiteCodes",
            \.sameSiteCodes,
            title: "DevTools' code for SameSite",
            "When the code says Schemeful.",
            source: "the codes' own definitions"
        ) {
            switch $0 {
            case .byDifference: "{says|say} so where only the schemes differ"
            case .alwaysSchemeful: "{says|say} so always"
            }
        },
    ]

    private static let keepingAxes: [PolicyAxis<CookiePolicy>] = [
        PolicyAxis(
            "valueChange",
            \.valueChange,
            title: "Creation time after a new value",
            "Whether a cookie that gets a new value moves back in the order of the Cookie header.",
            source: "RFC6265bis 5.7, step 23"
        ) {
            switch $0 {
            case .keepsCreation: "{keeps|keep} the old time"
            case .renewsCreation: "{sets|set} a new time"
            }
        },
        PolicyAxis(
            "lastAccessStaleness",
            \.lastAccessStaleness,
            title: "Last access",
            "How often the time of a cookie's last use is renewed.",
            source: "RFC6265bis 5.8.3, step 3"
        ) {
            $0 == 0
                ? "{renews|renew} it with each use"
                : "{renews|renew} it at most once in \(durationWords($0))"
        },
        PolicyAxis(
            "limits.perSite",
            \.limits.perSite,
            title: "Cookies of one site",
            "How many cookies of one registrable domain are kept.",
            source: limitSource
        ) { "{keeps|keep} \($0)" },
        PolicyAxis(
            "limits.perSiteAfterPurge",
            \.limits.perSiteAfterPurge,
            title: "Cookies of one site, once there are too many",
            "How many of them are left.",
            source: limitSource
        ) { "{leaves|leave} \($0)" },
        PolicyAxis(
            "limits.order",
            \.limits.order,
            title: "Order of eviction",
            "Which cookies of a site go first.",
            source: limitSource
        ) {
            switch $0 {
            case .insecureFirst:
                "{drops|drop} those without Secure first, then the least recently used"
            case .priorityRounds(let low, let medium, let high):
                "{drops|drop} by Priority and Secure, and {leaves|leave} \(low) of low, \(medium) "
                    + "of medium and \(high) of high priority"
            }
        },
        PolicyAxis(
            "limits.perPartition",
            \.limits.perPartition,
            title: "Cookies of one site in one partition",
            "How many are kept.",
            source: limitSource
        ) { "{keeps|keep} \($0)" },
        PolicyAxis(
            "limits.perPartitionBytes",
            \.limits.perPartitionBytes,
            title: "Bytes of one site in one partition",
            "How much their names and values may come to.",
            source: limitSource
        ) { "{keeps|keep} \($0)" },
        PolicyAxis(
            "limits.total",
            \.limits.total,
            title: "Cookies of all sites",
            "How many are kept.",
            source: limitSource
        ) { "{keeps|keep} \($0)" },
        PolicyAxis(
            "limits.totalAfterPurge",
            \.limits.totalAfterPurge,
            title: "Cookies of all sites, once there are too many",
            "How many of them are left.",
            source: limitSource
        ) { "{leaves|leave} \($0)" },
        PolicyAxis(
            "limits.totalSafeAge",
            \.limits.totalSafeAge,
            title: "Cookies that are spared then",
            "How recently a cookie was used that stays all the same.",
            source: limitSource
        ) {
            $0 == 0
                ? "{spares|spare} none" : "{spares|spare} those of the last \(durationWords($0))"
        },
        PolicyAxis(
            "documentCookieSource",
            \.documentCookieSource,
            title: "document.cookie",
            "Who answers.",
            source: "RFC6265bis 5.8.3: retrieved from the cookie store"
        ) {
            switch $0 {
            case .jar: "{reads|read} the jar"
            case .copyInPageProcess:
                "{reads|read} a copy in the page's process, which may be out of date"
            }
        },
    ]

    private static let limitSource =
        "RFC6265bis 6.1 asks for 50 of a domain and 3000 in all, at least"

    @Sendable private static func stores(_ acceptance: Acceptance) -> String {
        switch acceptance {
        case .accepted: "{stores|store} it"
        case .refused: "{refuses|refuse} it"
        }
    }
}
