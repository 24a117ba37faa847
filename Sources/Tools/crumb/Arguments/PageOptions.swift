internal import ArgumentParser
internal import BrowserFetch
internal import Explanations
internal import Glibc
internal import WebOrigin

/// The page that makes the request.
struct PageOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The page that makes the request: its URL or bare origin (default: the page of the last "
                + "visit).",
            discussion: "file:///…, null and data: pages have an opaque origin.",
            valueName: "url"
        )
    )
    var from: String?

    @Option(
        help: ArgumentHelp(
            "The page is in a frame of this page; repeatable, outermost first.",
            valueName: "url"
        )
    )
    var inFrameOf: [String] = []

    @Flag(help: "The page is sandboxed: its origin is opaque.")
    var sandboxed = false

    @Option(
        help: ArgumentHelp(
            "The page is sandboxed, except for these keywords: \"allow-scripts allow-popups\".",
            valueName: "keywords"
        )
    )
    var sandbox: String?

    @Option(
        help: ArgumentHelp(
            "A Content-Security-Policy of the page, as in a header or <meta>; repeatable.",
            discussion: "Sources are matched by URL; nonces and hashes are ignored.",
            valueName: "policy"
        )
    )
    var csp: [String] = []

    @Option(help: "The page's Cross-Origin-Embedder-Policy: require-corp or credentialless.")
    var coep: EmbedderPolicyOption?

    @Option(help: "The page's own referrer policy.")
    var pageReferrerPolicy: ReferrerPolicyOption?

    @Option(
        help: ArgumentHelp(
            "A decision of the page's user, for this command: loopback-network=granted, denied "
                + "or prompt; also local-network and storage-access. crumb permissions stores it.",
            valueName: "name=state"
        )
    )
    var permission: [String] = []

    @Option(
        help: ArgumentHelp("The allow attribute of the page's frame.", valueName: "features")
    )
    var frameAllow: String?

    @Flag(help: "The page's frame is credentialless.")
    var credentialless = false

    @Flag(
        help: ArgumentHelp(
            "Send violation reports to a policy's report-uri; without this option, they are "
                + "only shown.",
            discussion: "crumb waits up to 1 s for a response to a report; the exit code does "
                + "not depend on it."
        )
    )
    var sendReports = false

    /// The flags that `--sandbox` sets; `nil` without it.
    func sandboxFlags() throws -> SandboxFlags? {
        guard let sandbox else { return nil }
        if sandboxed {
            throw UsageError("--sandboxed is the same as --sandbox \"\": use one of them")
        }
        if let mistake = SandboxFlags.mistake(in: sandbox) { throw UsageError("--" + mistake) }
        return SandboxFlags(parsing: sandbox)
    }

    var context: PageContext {
        PageContext(
            contentSecurityPolicies: csp,
            embedderPolicy: coep?.value,
            referrerPolicy: pageReferrerPolicy?.value,
            frameAllow: frameAllow,
            isCredentialless: credentialless
        )
    }

    /// The page, with its properties from the options; without `--from`, the profile's.
    ///
    /// `network`: the options that determine the address of its host.
    func page(in session: Session, on network: TransportOptions? = nil) throws -> Page {
        try page(for: session.policy, on: network) { try session.currentPage() }
    }

    /// The page.
    ///
    /// `current`: the profile's page, if needed.
    func page(
        for policy: BrowserPolicy,
        on network: TransportOptions? = nil,
        orCurrent current: () throws -> Page?
    ) throws -> Page {
        var page = try page(orCurrent: current)
        if page.ancestors.isEmpty, frameAllow != nil || credentialless {
            throw UsageError(
                "\(credentialless ? "--credentialless" : "--frame-allow") only applies to a frame: name the "
                    + "page it is in, with --in-frame-of URL"
            )
        }
        page.adopt(context, in: policy)
        try network?.locate(&page, in: policy)
        return page
    }

    /// Stores the decisions of the page's user in the browser.
    func decide(in browser: Browser, for page: Page) async throws {
        for text in permission {
            let (name, state) = try PermissionOption.parse(text)
            let key = Permissions.Key(
                name: name,
                origin: page.top.origin.serialized,
                embeddedOrigin: name == .storageAccess ? page.origin.serialized : nil
            )
            await browser.assume(Permissions.Entry(state), on: key)
        }
    }

    /// Makes the browser send reports, if the option is set.
    func prepare(_ browser: Browser) async {
        if sendReports { await browser.report(ViolationReporting(isSending: true)) }
    }

    /// The page from `--from`.
    ///
    /// `current`: the profile's page.
    private func page(orCurrent current: () throws -> Page?) throws -> Page {
        let ancestors = try inFrameOf.reduce(into: [Page]()) { ancestors, text in
            ancestors.append(
                Page(
                    url: try PageURL.parse(text, option: "--in-frame-of"),
                    inFramesOf: ancestors
                )
            )
        }
        let flags = try sandboxFlags()
        if let from {
            let url = try PageURL.parse(from, option: "--from")
            var page = Page(
                url: url,
                inFramesOf: ancestors,
                isSandboxed: sandboxed || from == "null"
            )
            if let flags { page.sandbox(flags) }
            return page
        }
        guard var page = try current() else {
            throw UsageError(
                "there is no page yet: add --from http://127.0.0.1:5500 (the page that makes the request), "
                    + "or set one with crumb page URL"
            )
        }
        if !ancestors.isEmpty { page.ancestors = ancestors }
        if sandboxed { page.origin = .opaque(OpaqueOrigin()) }
        if let flags { page.sandbox(flags) }
        return page
    }
}

enum PageURL {
    /// A page's URL; `null` stands for a page without one.
    ///
    /// `schemes`: additional schemes, where the URL is not only that of a page.
    static func parse(
        _ text: String,
        option: String,
        alsoOf schemes: Set<String> = []
    ) throws(UsageError) -> WebURL {
        do throws(PageURLFailure) {
            return try Page.url(text, alsoOf: schemes)
        } catch {
            let problem = "\(option) \(text.withoutUserinfo) is not a page's URL: "
            switch error {
            case .invalid where isFile(text):
                throw UsageError(problem + "it is a file. Write \(fileURL(of: text))")
            case .invalid where text.hasPrefix("/"):
                throw UsageError(problem + "did you mean \(fileURL(of: text))?")
            case .invalid(let failure):
                throw UsageError(problem + failure.hidingUserinfo(of: text).sentence)
            case .scheme(let scheme):
                throw UsageError(
                    problem + "\"\(scheme):\" is read as its scheme. Write "
                        + "http://\(text.withoutUserinfo)"
                )
            }
        }
    }

    private static func isFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// The URL of a path, which may be relative.
    private static func fileURL(of path: String) -> String {
        var folder = ""
        if !path.hasPrefix("/"), let current = getcwd(nil, 0) {
            folder = String(cString: current) + "/"
            free(current)
        }
        let url = "file://" + folder + path
        return (try? WebURL(parsing: url))?.href ?? url
    }
}

extension PageOptions: FastPathOptions {
    static var rows: [FastPathRow<Self>] {
        [
            .value("from") { $0.from = $1 },
            .list("in-frame-of") { $0.inFrameOf = $1 },
            .flag("sandboxed") { $0.sandboxed = $1 },
            .list("csp") { $0.csp = $1 },
            .value("coep") { $0.coep = $1 },
            .value("page-referrer-policy") { $0.pageReferrerPolicy = $1 },
            .list("permission") { $0.permission = $1 },
            .value("frame-allow") { $0.frameAllow = $1 },
            .flag("credentialless") { $0.credentialless = $1 },
            .flag("send-reports") { $0.sendReports = $1 },
            .value("sandbox") { $0.sandbox = $1 },
        ]
    }
}
