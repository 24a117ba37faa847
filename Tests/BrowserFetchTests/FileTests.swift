import BrowserCORS
import BrowserCookies
import BrowserFetch
import BrowserHTTP
import BrowserInfra
import Explanations
import Synchronization
import Testing
import WebOrigin

/// Local files, as browsers load them.
@Suite struct FileTests {
    /// A file system with two files.
    private final class Files: Transport {
        let readsFiles: Bool
        private let names = Mutex<[String]>([])

        var read: [String] { names.withLock { $0 } }

        init(readsFiles: Bool = true) { self.readsFiles = readsFiles }

        func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
            let name = request.url.href
            names.withLock { $0.append(name) }
            let types = ["file:///a/page.html": "text/html", "file:///a/lib.js": "text/javascript"]
            guard let type = types[name] else { throw .unreadableFile(detail: "no such file") }
            return HTTPResponse(
                status: 200,
                headers: HeaderList([Header(name: "Content-Type", value: ByteString(utf8: type))]),
                body: "there"
            )
        }
    }

    private func browser(_ files: Files, _ policy: BrowserPolicy = .chrome) -> Browser {
        Browser(
            policy: policy,
            suffixes: .builtin,
            jar: CookieJar(suffixes: .builtin),
            transport: files,
            now: { Moment(secondsSinceEpoch: 1_793_491_200) }
        )
    }

    private func page(_ url: String, sandboxed: Bool = false) throws -> Page {
        Page(url: try WebURL(parsing: url), isSandboxed: sandboxed)
    }

    @Test func aTypedFileURLLoadsADocumentWithAnOpaqueOrigin() async throws {
        let report = await browser(Files()).navigate(
            NavigationRequest(url: "file:///a/page.html", kind: .typed),
            from: nil
        )
        let document = try #require(report.document)
        #expect(document.url.href == "file:///a/page.html")
        #expect(document.origin.serialized == "null")
        #expect(document.referrerSource == nil)
        #expect(report.exchanges.last?.response?.body == "there")
        #expect(report.exchanges.last?.requestHeaders == HeaderList())
    }

    /// Every file has an opaque origin of its own, so the scripts of one cannot reach the other.
    @Test func everyFileHasItsOwnOrigin() async throws {
        let browser = browser(Files())
        let request = NavigationRequest(url: "file:///a/page.html", kind: .typed)
        let first = try #require(await browser.navigate(request, from: nil).document)
        let second = try #require(await browser.navigate(request, from: nil).document)
        #expect(!first.origin.isSameOrigin(as: second.origin))
    }

    @Test(arguments: [ResourceKind.script, .image, .style, .iframe])
    func aFileLoadsSubresourcesFromItsFolder(_ kind: ResourceKind) async throws {
        let files = Files()
        let report = await browser(files).load(
            LoadRequest(url: "lib.js", as: kind),
            from: try page("file:///a/page.html")
        )
        #expect(report.exchanges.last?.response?.body == "there")
        #expect(files.read == ["file:///a/lib.js"])
        if kind == .script { #expect(report.elementEvent == .load) }
    }

    @Test func aMissingFileFails() async throws {
        let report = await browser(Files()).load(
            LoadRequest(url: "missing.js", as: .script),
            from: try page("file:///a/page.html")
        )
        let failure = TransportError.unreadableFile(detail: "no such file")
        #expect(report.outcome == .rejected(.transport(failure)))
        #expect(report.elementEvent == .error)
        #expect(report.consoleMessages == ["Failed to load resource: net::ERR_FILE_NOT_FOUND"])
    }

    @Test(arguments: [
        ("http://a.test/", false), ("https://a.test/", false), ("data:text/html,", false),
        ("file:///a/page.html", true),
    ])
    func pagesFromElsewhereCannotLoadFiles(_ url: String, sandboxed: Bool) async throws {
        let files = Files()
        let browser = browser(files)
        let page = try page(url, sandboxed: sandboxed)
        let target = "file:///a/lib.js"
        let reports = [
            await browser.load(LoadRequest(url: target, as: .script), from: page),
            await browser.load(LoadRequest(url: target, as: .image), from: page),
            await browser.load(LoadRequest(url: target, as: .iframe), from: page),
            await browser.navigate(NavigationRequest(url: target, kind: .link), from: page),
            await browser.fetch(FetchRequest(url: target), from: page),
            await browser.fetch(FetchRequest(url: target, mode: .noCORS), from: page),
        ]
        #expect(files.read.isEmpty)
        for report in reports {
            guard case .rejected = report.outcome else {
                Issue.record("\(report.initiator) was answered")
                continue
            }
            #expect(report.document == nil)
            #expect(report.consoleMessages == ["Not allowed to load local resource: \(target)"])
        }
    }

    /// Not even files in the same folder are exempt; only elements without `crossorigin` may load
    /// them.
    @Test func aFileCannotMakeCORSRequests() async throws {
        let files = Files()
        let browser = browser(files)
        let page = try page("file:///a/page.html")
        func fact(_ kind: String) -> String {
            "Access to \(kind) at 'file:///a/lib.js' from origin 'null' has been blocked by CORS "
                + "policy: Cross origin requests are only supported for protocol schemes: chrome, "
                + "chrome-experimental-site-token-provider, chrome-extension, chrome-untrusted, "
                + "data, http, https, isolated-app."
        }
        let module = await browser.load(LoadRequest(url: "lib.js", as: .module), from: page)
        #expect(module.consoleMessages.first == fact("script"))
        let script = await browser.load(
            LoadRequest(url: "lib.js", as: .script, crossorigin: .anonymous),
            from: page
        )
        #expect(script.consoleMessages.first == fact("script"))
        let xhr = await browser.fetch(FetchRequest(url: "lib.js", api: .xhr), from: page)
        #expect(xhr.consoleMessages.first == fact("XMLHttpRequest"))
        let fetch = await browser.fetch(FetchRequest(url: "lib.js"), from: page)
        #expect(
            fetch.consoleMessages == [
                "Fetch API cannot load file:///a/lib.js. URL scheme \"file\" is not supported."
            ]
        )
        for report in [module, script, xhr, fetch] {
            guard case .rejected = report.outcome else {
                Issue.record("\(report.initiator) was answered")
                continue
            }
        }
        #expect(files.read.isEmpty)
    }

    @Test func aTransportWithoutFilesReadsNone() async throws {
        let files = Files(readsFiles: false)
        let report = await browser(files).navigate(
            NavigationRequest(url: "file:///a/page.html", kind: .typed),
            from: nil
        )
        #expect(report.document == nil)
        #expect(files.read.isEmpty)
    }
}
