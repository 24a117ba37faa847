package import BrowserInfra

extension CookiePolicy {
    /// A description of every field.
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
            case .value: "{treats|treat} it as a value without a name"
            case .name: "{treats|treat} it as a name without a value"
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
            title: "Empty name and equals sign in the value",
            "Whether \"Set-Cookie: =a=b\" is stored, which would be sent back as another cookie.",
            source: "RFC6265bis 5.6, step 3",
            answer: stores
        ),
        PolicyAxis(
            "tabs",
            \.tabs,
            title: "Tab in the line",
            "How a tab inside a name, a value or an attribute is treated.",
            source: "RFC6265bis 5.6, step 1"
        ) {
            switch $0 {
            case .accepted: "{accepts|accept} it"
            case .refused: "{rejects|reject} the cookie"
            case .refusedInPath: "{rejects|reject} the cookie if the tab is in the path"
            }
        },
        PolicyAxis(
            "overlongAttributes",
            \.overlongAttributes,
            title: "Attribute of more than 1024 bytes",
            "How an attribute whose value is too long is treated.",
            source: "RFC6265bis 5.6, step 5 of the attributes"
        ) {
            switch $0 {
            case .ignored: "{ignores|ignore} it"
            case .ignoredExceptFlags: "{ignores|ignore} it, unless it is Secure or HttpOnly"
            }
        },
        PolicyAxis(
            "invalidUTF8",
            \.invalidUTF8,
            title: "Bytes that are not UTF-8",
            "What document.cookie and the server receive for a name or value with such bytes.",
            source: "HTML, document.cookie: \"UTF-8 decode without BOM\""
        ) {
            switch $0 {
            case .replacedForScript:
                "{shows|show} U+FFFD to script and {sends|send} the original bytes"
            case .replacedWhenStored: "{stores|store} U+FFFD"
            case .emptiesTheString:
                "{shows|show} script no cookies at all and {sends|send} the original bytes"
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
            case .lastValid: "{uses|use} the last valid one"
            case .last: "{uses|use} the last one, valid or not"
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
            case .digits: "{accepts|accept} digits, with or without a minus sign"
            case .signedInteger:
                "{accepts|accept} a plus sign too, and ignore{s|} what follows a number that overflows"
            case .minusAndAnything:
                "{treats|treat} anything that starts with a minus sign as \"expired\""
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
            case .digitsThenAnything:
                "{reads|read} the first digits of each part and ignore{s|} the rest"
            case .boundedLength: "{limits|limit} the length of each part"
            }
        },
        PolicyAxis(
            "dateYears",
            \.dateYears,
            title: "Years in Expires",
            "Which years are valid.",
            source: "RFC6265bis 5.1.1"
        ) {
            switch $0 {
            case .since1601: "{accepts|accept} years of two to four digits, from 1601 on"
            case .saturating:
                "{accepts|accept} years of up to five digits, and clamp{s|} dates that are out of range"
            }
        },
        PolicyAxis(
            "dateFields",
            \.dateFields,
            title: "Odd dates in Expires",
            "How a date without a time, 30 February and a time zone are treated.",
            source: "RFC6265bis 5.1.1"
        ) {
            switch $0 {
            case .strict: "{ignores|ignore} the date"
            case .lenient: "{reads|read} them as midnight, 2 March and the time in that zone"
            }
        },
        PolicyAxis(
            "clockSkew",
            \.clockSkew,
            title: "Clock skew",
            "Whether Expires is adjusted by the client's clock minus the response's Date.",
            source: "not mentioned"
        ) {
            switch $0 {
            case .ignored: "{uses|use} Expires unchanged"
            case .corrected: "{adjusts|adjust} Expires"
            }
        },
        PolicyAxis(
            "longestLifetime",
            \.longestLifetime,
            title: "Longest lifetime",
            "The maximum lifetime of a cookie.",
            source: "RFC6265bis 5.5"
        ) {
            $0.map { "{keeps|keep} a cookie for at most \(durationWords($0))" }
                ?? "{sets|set} no limit"
        },
        PolicyAxis(
            "longestScriptLifetime",
            \.longestScriptLifetime,
            title: "Longest lifetime of cookies set by script",
            "The maximum lifetime of a cookie that was set through document.cookie.",
            source: "not mentioned"
        ) {
            $0.map { "{keeps|keep} them for at most \(durationWords($0))" }
                ?? "{sets|set} no additional limit"
        },
    ]

    private static let placeAxes: [PolicyAxis<CookiePolicy>] = [
        PolicyAxis(
            "nonASCIIDomain",
            \.nonASCIIDomain,
            title: "Domain with non-ASCII characters",
            "Whether a Domain such as bücher.example is accepted.",
            source: "RFC6265bis 5.7, step 8"
        ) {
            switch $0 {
            case .refused: "{rejects|reject} the cookie"
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
            case .hostOnly: "{sets|set} a host-only cookie"
            case .refused: "{rejects|reject} the cookie"
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
            case .insecure: "{rejects|reject} them, as over any other http connection"
            }
        },
        PolicyAxis(
            "prefixes",
            \.prefixes,
            title: "Name prefixes",
            "Which name prefixes impose requirements on the cookie.",
            source: "RFC6265bis 5.4"
        ) {
            "{enforces|enforce} \($0.names.joined(separator: ", "))"
        },
        PolicyAxis(
            "hostPrefixPath",
            \.hostPrefixPath,
            title: "Path of __Host- cookies",
            "Whether Path=/ must be written out.",
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
            case .absentOrEqualAddress: "{accepts|accept} only the host's own IP address"
            case .absentOrWithoutEffect:
                "{accepts|accept} one only on hosts that cannot have domain cookies"
            }
        },
        PolicyAxis(
            "partitionedAttribute",
            \.partitionedAttribute,
            title: "Partitioned",
            "Whether the attribute gives a cookie a separate copy for each top-level site.",
            source: "not mentioned"
        ) {
            switch $0 {
            case .ignored: "{ignores|ignore} the attribute"
            case .honored: "{partitions|partition} the cookie by top-level site"
            }
        },
        PolicyAxis(
            "partitionAncestor",
            \.partitionAncestor,
            title: "Partitions with a cross-site ancestor",
            "Which frames get a separate partition because another site embeds them.",
            source: "CHIPS"
        ) {
            switch $0 {
            case .ofThirdParties: "{separates|separate} those of every third party"
            case .ofReturnsToTheTop:
                "{separates|separate} only those of the top-level site inside another site"
            }
        },
        PolicyAxis(
            "opaquePagePartition",
            \.opaquePagePartition,
            title: "Third parties in a page with an opaque origin",
            "Where their cookies are stored inside a file or a sandboxed page.",
            source: "not mentioned"
        ) {
            switch $0 {
            case .none: "{stores|store} them without a partition"
            case .own: "{stores|store} them in a partition for that page"
            }
        },
        PolicyAxis(
            "thirdParty",
            \.thirdParty,
            title: "Third-party cookies",
            "How cookies are treated in requests from another site's page.",
            source: "RFC6265bis 7.1 leaves it to the user agent"
        ) {
            switch $0 {
            case .allow: "{sends|send} them"
            case .partition: "{partitions|partition} them by top-level site"
            case .block: "{blocks|block} them"
            }
        },
    ]

    private static let sameSiteAxes: [PolicyAxis<CookiePolicy>] = [
        PolicyAxis(
            "unspecifiedSameSite",
            \.unspecifiedSameSite,
            title: "No SameSite attribute",
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
            title: "No SameSite attribute, POST from another site",
            "Whether a POST navigation from another site carries a cookie without SameSite.",
            source: "RFC6265bis 5.6.7.2: allowed, with a limit of two minutes"
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
            title: "http and https on one domain",
            "Whether they are the same site for SameSite cookies.",
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
            "Whether they make a request cross-site for SameSite cookies.",
            source: "RFC6265bis 5.2"
        ) {
            switch $0 {
            case .ignored: "{considers|consider} only the initiator"
            case .considered: "{considers|consider} every hop"
            }
        },
        PolicyAxis(
            "sameSiteCodes",
            \.sameSiteCodes,
            title: "SameSite codes in DevTools",
            "When the code begins with Schemeful.",
            source: "the definitions of the codes"
        ) {
            switch $0 {
            case .byDifference: "{uses|use} it when only the schemes differ"
            case .alwaysSchemeful: "always {uses|use} it"
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
            "How often the time of a cookie's last use is updated.",
            source: "RFC6265bis 5.8.3, step 3"
        ) {
            $0 == 0
                ? "{updates|update} it with each use"
                : "{updates|update} it at most once every \(durationWords($0))"
        },
        PolicyAxis(
            "limits.perSite",
            \.limits.perSite,
            title: "Cookies per site",
            "How many cookies of one registrable domain are kept.",
            source: limitSource
        ) { "{keeps|keep} \($0)" },
        PolicyAxis(
            "limits.perSiteAfterPurge",
            \.limits.perSiteAfterPurge,
            title: "Cookies per site after eviction",
            "How many remain once there were too many.",
            source: limitSource
        ) { "{leaves|leave} \($0)" },
        PolicyAxis(
            "limits.order",
            \.limits.order,
            title: "Order of eviction",
            "Which cookies of a site are evicted first.",
            source: limitSource
        ) {
            switch $0 {
            case .insecureFirst:
                "{evicts|evict} those without Secure first, then the least recently used"
            case .priorityRounds(let low, let medium, let high):
                "{evicts|evict} by Priority and Secure, sparing \(low) of low, \(medium) "
                    + "of medium and \(high) of high priority"
            }
        },
        PolicyAxis(
            "limits.perPartition",
            \.limits.perPartition,
            title: "Cookies per site and partition",
            "How many are kept.",
            source: limitSource
        ) { "{keeps|keep} \($0)" },
        PolicyAxis(
            "limits.perPartitionBytes",
            \.limits.perPartitionBytes,
            title: "Cookie bytes per site and partition",
            "The maximum total size of their names and values.",
            source: limitSource
        ) { "{keeps|keep} \($0)" },
        PolicyAxis(
            "limits.total",
            \.limits.total,
            title: "Cookies in total",
            "How many are kept.",
            source: limitSource
        ) { "{keeps|keep} \($0)" },
        PolicyAxis(
            "limits.totalAfterPurge",
            \.limits.totalAfterPurge,
            title: "Cookies in total after eviction",
            "How many remain once there were too many.",
            source: limitSource
        ) { "{leaves|leave} \($0)" },
        PolicyAxis(
            "limits.totalSafeAge",
            \.limits.totalSafeAge,
            title: "Cookies spared by eviction",
            "How recently a cookie must have been used to be spared.",
            source: limitSource
        ) {
            $0 == 0
                ? "{spares|spare} none"
                : "{spares|spare} those used within the last \(durationWords($0))"
        },
        PolicyAxis(
            "documentCookieSource",
            \.documentCookieSource,
            title: "document.cookie",
            "Where it reads cookies from.",
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
        "RFC6265bis 6.1 requires at least 50 per domain and 3000 in total"

    @Sendable private static func stores(_ acceptance: Acceptance) -> String {
        switch acceptance {
        case .accepted: "{stores|store} it"
        case .refused: "{rejects|reject} it"
        }
    }
}
