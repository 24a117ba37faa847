internal import ArgumentParser
internal import Explanations
internal import Fetch
internal import WebOrigin

/// Which page makes the request.
struct PageOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The page that asks: its URL or bare origin. The default is the page of the last visit.",
            discussion: "file:///…, null and data: pages have an opaque origin.",
            valueName: "url"
        )
    )
    var from: String?

    @Option(
        help: ArgumentHelp(
            "The page is a frame inside this one; repeatable, outermost first.",
            valueName: "url"
        )
    )
    var inFrameOf: [String] = []

    @Flag(help: "The page is sandboxed: its origin is opaque.")
    var sandboxed = false

    @Option(
        help: ArgumentHelp(
            "The page is sandboxed, but for what these keywords allow: \"allow-scripts allow-popups\".",
            valueName: "keywords"
        )
    )
    var sandbox: String?

    /// What `--sandbox` takes away; `nil` without it.
    func sandboxFlags() throws -> SandboxFlags? {
        guard let sandbox else { return nil }
        if sandboxed { throw UsageError("--sandboxed is --sandbox \"\": write one of them") }
        if let mistake = SandboxFlags.mistake(in: sandbox) { throw UsageError("--" + mistake) }
        return SandboxFlags(parsing: sandbox)
    }

    /// `current`: the profile's page.
    func page(orCurrent current: () throws -> Page?) throws -> Page {
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
                "there is no page yet: add --from http://127.0.0.1:5500 (the page that calls), or "
                    + "open one with crumb visit URL"
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
    /// `schemes`: what else it may be, where it is more than a page.
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
            case .invalid(let failure):
                throw UsageError(
                    problem + "\(failure.hidingUserinfo(of: text).sentence) Write it as "
                        + "http://127.0.0.1:5500/app.html"
                )
            case .scheme(let scheme):
                throw UsageError(
                    problem + "\"\(scheme):\" is read as its scheme. Write "
                        + "http://\(text.withoutUserinfo)"
                )
            }
        }
    }
}

extension PageOptions: DirectOptions {
    static var rows: [DirectRow<Self>] {
        [
            .value("from") { $0.from = $1 },
            .list("in-frame-of") { $0.inFrameOf = $1 },
            .flag("sandboxed") { $0.sandboxed = $1 },
            .value("sandbox") { $0.sandbox = $1 },
        ]
    }
}
