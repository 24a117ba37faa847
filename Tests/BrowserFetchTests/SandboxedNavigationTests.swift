import BrowserCookies
import BrowserFetch
import BrowserHTTP
import BrowserInfra
import TestSupport
import Testing
import WebOrigin

/// What a sandbox forbids a document to do with tabs, frames and downloads.
@Suite struct SandboxedNavigationTests {
    private static let top = "https://a.test/"
    private static let frame = "https://b.test/"

    struct Case: CustomTestStringConvertible, Sendable {
        /// The frame's `sandbox` attribute; `nil` if it has none.
        var sandbox: String?
        var target: String
        var kind = NavigationKind.link
        var isActivated = true
        var code: String?

        var testDescription: String {
            "\(sandbox ?? "no sandbox"), \(kind) to \(target)\(isActivated ? "" : " without a click")"
        }
    }

    static let cases = [
        Case(sandbox: nil, target: "_blank", code: nil),
        Case(sandbox: nil, target: "_top", code: nil),
        Case(sandbox: "", target: "_blank", code: "SandboxedPopup"),
        Case(sandbox: "", target: "other", code: "SandboxedPopup"),
        Case(sandbox: "", target: "_blank", kind: .windowOpen, code: "SandboxedPopup"),
        Case(sandbox: "allow-popups", target: "_blank", code: nil),
        Case(sandbox: "", target: "_self", code: nil),
        Case(sandbox: "", target: "_top", code: "SandboxedTopNavigation"),
        Case(sandbox: "", target: "_top", kind: .script, code: "SandboxedTopNavigation"),
        Case(sandbox: "", target: "_parent", code: "SandboxedTopNavigation"),
        Case(sandbox: "allow-top-navigation", target: "_top", code: nil),
        Case(sandbox: "allow-top-navigation", target: "_top", isActivated: false, code: nil),
        Case(
            sandbox: "allow-top-navigation-by-user-activation",
            target: "_top",
            code: nil
        ),
        Case(
            sandbox: "allow-top-navigation-by-user-activation",
            target: "_top",
            isActivated: false,
            code: "SandboxedTopNavigation"
        ),
        Case(sandbox: "", target: "_self", kind: .download, code: "SandboxedDownload"),
        Case(sandbox: "allow-downloads", target: "_self", kind: .download, code: nil),
    ]

    @Test(arguments: cases, BrowserPolicy.presets)
    func aFrameNavigatesOnlyWhatItsSandboxAllows(_ test: Case, _ policy: BrowserPolicy) async throws
    {
        let scripted = ScriptedBrowser(
            policy,
            answers: ["GET \(Self.top)": .ok(), "GET \(Self.frame)": .ok()]
        )
        var tab = Tab(try ScriptedBrowser.page(Self.top))
        _ = await tab.insertFrame(
            "f",
            .url(Self.frame),
            FrameAttributes(sandbox: test.sandbox.map { SandboxFlags(parsing: $0) }),
            by: scripted.browser
        )
        let before = tab.page
        let report = await tab.navigate(
            NavigationRequest(url: Self.top, kind: test.kind, hasUserActivation: test.isActivated),
            to: NavigableName(test.target),
            from: FramePath("f"),
            by: scripted.browser
        )
        #expect(report?.failureCode == test.code)
        #expect((report?.exchanges.isEmpty == true) == (test.code != nil))
        if test.code != nil { #expect(tab.page == before) }
    }

    @Test func aSandboxedFrameCannotNavigateItsParentFrame() async throws {
        let scripted = ScriptedBrowser(
            .chrome,
            answers: ["GET \(Self.top)": .ok(), "GET \(Self.frame)": .ok()]
        )
        var tab = Tab(try ScriptedBrowser.page(Self.top))
        let browser = scripted.browser
        _ = await tab.insertFrame("f", .url(Self.frame), by: browser)
        let attributes = FrameAttributes(sandbox: SandboxFlags(parsing: "allow-top-navigation"))
        _ = await tab.insertFrame("g", .url(Self.top), attributes, in: FramePath("f"), by: browser)
        let request = NavigationRequest(url: Self.top, kind: .link)
        let path = FramePath("f/g")
        let refused = await tab.navigate(request, to: .parent, from: path, by: browser)
        #expect(refused?.failureCode == "SandboxedNavigation")
        // It may navigate the tab that contains both.
        let allowed = await tab.navigate(request, to: .top, from: path, by: browser)
        #expect(allowed?.failureCode == nil)
    }

    /// The request has already been sent, and its cookies count.
    @Test(arguments: ["Content-Disposition: attachment", "Content-Type: application/zip"])
    func aSandboxedFrameCannotDownloadAFile(_ header: String) async throws {
        let parts = header.split(separator: ": ").map(String.init)
        var headers = HeaderList([Header(name: "Set-Cookie", value: "n=1; SameSite=None; Secure")])
        headers.append(parts[0], ByteString(utf8: parts[1]))
        let file = HTTPResponse(status: 200, headers: headers, body: "x")
        let scripted = ScriptedBrowser(.chrome, answers: ["GET \(Self.frame)": file])
        let page = try ScriptedBrowser.page(Self.top)
        for (sandbox, code) in [("", "SandboxedDownload"), ("allow-downloads", nil)] {
            let load = LoadRequest(
                url: Self.frame,
                as: .iframe,
                frame: FrameAttributes(sandbox: SandboxFlags(parsing: sandbox))
            )
            let report = await scripted.browser.load(load, from: page)
            #expect(report.failureCode == code)
            #expect(report.document == nil)
            #expect(await scripted.browser.cookies().map(\.name) == ["n"])
        }
    }

    /// A page that is sandboxed by its own policy may still navigate itself.
    @Test func aSandboxedTabMayNavigateItself() async throws {
        let scripted = ScriptedBrowser(.chrome, answers: ["GET \(Self.top)": .ok()])
        var page = try ScriptedBrowser.page(Self.top)
        page.sandbox(SandboxFlags(parsing: ""))
        var tab = Tab(page)
        let request = NavigationRequest(url: Self.top, kind: .link)
        let report = await tab.navigate(request, to: .own, from: .tab, by: scripted.browser)
        #expect(report?.failureCode == nil)
    }
}
