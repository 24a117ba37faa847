internal import BrowserCookies
internal import BrowserFetch
internal import BrowserJSON
internal import Explanations
internal import Fixes
internal import Report
internal import Scenario
internal import Service
internal import WebOrigin

/// The methods of the jar and of the browser as a whole.
struct JarMethods {
    private typealias Parameter = ServiceMethod.Parameter

    let browser: ServedBrowser

    var all: [ServiceMethod] { [list, set, delete, clear, log, close] }

    private static let filter = [
        ServiceMethod.Parameter(
            "url",
            ServiceMethod.Parameter.text,
            "Only cookies whose domain covers this URL's host."
        ),
        ServiceMethod.Parameter(
            "domain",
            ServiceMethod.Parameter.text,
            "Only cookies of this domain and its subdomains."
        ),
        ServiceMethod.Parameter(
            "filter",
            ServiceMethod.Parameter.text,
            "Only cookies with this text in their name, value or domain."
        ),
    ]

    private static func filter(_ params: RPCParams) throws -> CookieFilter {
        try CookieFilter(
            url: params.text("url"),
            domain: params.text("domain"),
            text: params.text("filter")
        )
    }

    private var list: ServiceMethod {
        ServiceMethod(
            "cookies.list",
            "List the stored cookies with all their attributes, as DevTools' Application panel does.",
            parameters: Self.filter,
            result: "An array of cookies.",
            isReading: true
        ) { [browser] _, params in
            let filter = try Self.filter(params)
            let all = try await browser.use { try await $0.everyCookie() }
            let output = browser.session.options.output
            // A path may have another cookie's value in it.
            output.learn(all)
            return .array(output.shown(all.filter(filter.accepts)).map(\.json))
        }
    }

    private var set: ServiceMethod {
        ServiceMethod(
            "cookies.set",
            "Store cookies as if a response had set them, by the same rules; nothing is sent.",
            parameters: [
                Parameter(
                    "cookie",
                    .textsSchema,
                    "What Set-Cookie would say: name=value; attributes."
                )
                .required().also("set"),
                Parameter("url", Parameter.text, "The URL whose response sets it.").required(),
                Parameter(
                    "from",
                    Parameter.text,
                    "The page that had asked (default: the URL's own)."
                ),
            ],
            result: "An array with what became of each line.",
            isBarrier: true
        ) { [browser] _, params in
            let lines = try params.texts("cookie")
            let url = try params.text("url") ?? ""
            guard let target = try? WebURL(parsing: url), target.isHTTP else {
                throw RPCError(
                    .invalidParams,
                    "url: \(url.withoutUserinfo) is not an http or https URL: write "
                        + "http://127.0.0.1:5000/"
                )
            }
            let page = Page(
                url: try params.text("from").map { try PageURL.parse($0, option: "from:") }
                    ?? target
            )
            return try await browser.use { engine in
                let report = await SubstitutableTransport.$substitute.withValue(
                    SetCookieTransport(setCookies: lines)
                ) {
                    await engine.fetch(
                        FetchRequest(url: target.href, credentials: .include, cache: .noStore),
                        from: page
                    )
                }
                try Session.check(report.storageError)
                try await browser.save(engine)
                let shown = browser.session.options.output.shown(report)
                let adviser = Adviser(report: shown, suffixes: browser.session.suffixes)
                return CookieSettingExplanation(
                    shown.exchanges.last?.setCookies ?? [],
                    hosts: shown.exchanges.last.flatMap(shown.hosts),
                    advice: await adviser.advice(),
                    now: browser.clock.now()
                ).json
            }
        }
    }

    private var delete: ServiceMethod {
        ServiceMethod(
            "cookies.delete",
            "Delete cookies by name.",
            parameters: [
                Parameter("name", .textsSchema, "Their names.").required().also("names")
            ] + Self.filter + [
                Parameter("path", Parameter.text, "Only cookies with exactly this path.")
            ],
            result: "{ deleted }: how many.",
            isBarrier: true
        ) { [browser] _, params in
            let names = try params.texts("name")
            let filter = try Self.filter(params)
            let path = try params.text("path")
            return try await browser.delete { [$0].named(names, filter, path: path).count == 1 }
        }
    }

    private var clear: ServiceMethod {
        ServiceMethod(
            "cookies.clear",
            "Delete all cookies, or those of one site, with what the log knows of its requests.",
            parameters: [
                Parameter("site", Parameter.text, "Only the cookies of this URL's or host's site.")
            ],
            result: "{ deleted }: how many.",
            isBarrier: true
        ) { [browser] _, params in
            let suffixes = browser.session.suffixes
            let key = try params.text("site").map { text in
                guard let host = Host(ofURLOrName: text) else {
                    throw RPCError(
                        .invalidParams,
                        "site: \(text.withoutUserinfo) is not a site: write http://127.0.0.1:5000"
                    )
                }
                return CookieJar.siteKey(of: host, suffixes: suffixes)
            }
            try await browser.deleteLog { entry in
                guard let key else { return true }
                let host = (try? WebURL(parsing: entry.url))?.host
                return host.map { CookieJar.siteKey(of: $0, suffixes: suffixes) } == key
            }
            return try await browser.delete { cookie in
                guard let key else { return true }
                let host = (try? Host(parsing: cookie.domain)) ?? .domain(cookie.domain)
                return CookieJar.siteKey(of: host, suffixes: suffixes) == key
            }
        }
    }

    private var log: ServiceMethod {
        ServiceMethod(
            "log",
            "List the latest requests and their outcome, as DevTools' Network panel does.",
            parameters: [Parameter("count", Parameter.number, "At most this many (default: 50).")],
            result: "An array, the newest first.",
            isReading: true
        ) { [browser] _, params in
            let count = Int(try params.text("count") ?? "50") ?? 50
            return .array(try await browser.log().prefix(max(0, count)).map(\.json))
        }
    }

    private var close: ServiceMethod {
        ServiceMethod(
            "close",
            "Close the browser and open it again: session cookies and caches go, persistent cookies "
                + "stay.",
            result: "{ sessionCookies }: how many went.",
            isBarrier: true
        ) { [browser] _, _ in
            let count = try await browser.use { try await browser.close($0) }
            return .object(["sessionCookies": .integer(count)])
        }
    }
}

extension ServedBrowser {
    fileprivate func delete(_ isDeleted: @escaping @Sendable (Cookie) -> Bool) async throws
        -> JSONValue
    {
        let count = try await use { browser in
            let count = try await browser.delete(where: isDeleted)
            try await self.save(browser)
            return count
        }
        return .object(["deleted": .integer(count)])
    }
}
