import BrowserFetch
import BrowserHTTP
import BrowserInfra
import Foundation
import TestSupport
import Testing
import WebOrigin

@testable import crumb

/// Local files that stand in for the network.
@Suite struct LocalTransportTests {
    /// A network whose responses have the requested URL as their status text.
    private struct Network: Transport {
        func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
            HTTPResponse(status: 204, statusText: ByteString(utf8: request.url.href))
        }
    }

    private let folder: TemporaryDirectory

    init() throws {
        folder = try TemporaryDirectory()
    }

    private func path(of name: String, _ contents: String) throws -> String {
        let path = folder.path(of: name)
        try Data(contents.utf8).write(to: URL(filePath: path))
        return path
    }

    private func answer(
        _ url: String,
        method: String = "GET",
        of transport: LocalTransport
    ) async throws -> HTTPResponse {
        try await transport.send(HTTPRequest(method: method, url: try WebURL(parsing: url)))
    }

    private func mapped(_ files: (url: String, path: String)...) throws -> LocalTransport {
        try LocalTransport(
            Network(),
            mapping: files.compactMap { MappedFile(argument: "\($0.url)=\($0.path)") },
            relativeTo: try WebURL(parsing: "http://127.0.0.1:5500/app/")
        )
    }

    @Test(arguments: [
        "https://cdn.test/vue.js", "https://cdn.test/vue.js#top", "https://cdn.test/vue.js?v=2",
        "https://CDN.test:443/vue.js",
    ])
    func mappedURLIsServedFromAFile(_ url: String) async throws {
        let path = try path(of: "vue.min.js", "let a")
        let answer = try await answer(url, of: try mapped(("https://cdn.test/vue.js", path)))
        #expect(answer.status == 200)
        #expect(answer.body == "let a")
        #expect(answer.headers.get("Content-Type") == "text/javascript")
        // The headers that a content delivery network would send, so that pages of all origins may
        // read the file.
        #expect(answer.headers.get("Access-Control-Allow-Origin") == "*")
        #expect(answer.headers.get("Cross-Origin-Resource-Policy") == "cross-origin")
    }

    @Test func mappedURLMayBeRelativeAndHaveAQuery() async throws {
        let one = try path(of: "one.json", "1")
        let two = try path(of: "two.json", "2")
        let transport = try mapped(("api", one), ("/app/api?page=2", two))
        #expect(try await answer("http://127.0.0.1:5500/app/api", of: transport).body == "1")
        #expect(try await answer("http://127.0.0.1:5500/app/api?page=2", of: transport).body == "2")
        #expect(try await answer("http://127.0.0.1:5500/app/api?page=3", of: transport).body == "1")
    }

    @Test(arguments: ["https://cdn.test/vue.jsx", "https://cdn.test/", "http://cdn.test/vue.js"])
    func otherURLsAreLeftToTheNetwork(_ url: String) async throws {
        let path = try path(of: "vue.js", "let a")
        let answer = try await answer(url, of: try mapped(("https://cdn.test/vue.js", path)))
        #expect(answer.statusText == ByteString(utf8: url))
    }

    @Test func preflightOfAMappedURLSucceeds() async throws {
        let path = try path(of: "data.json", "{}")
        let transport = try mapped(("https://api.test/data", path))
        let answer = try await answer("https://api.test/data", method: "OPTIONS", of: transport)
        #expect(answer.status == 204)
        #expect(answer.body == "")
        let head = try await self.answer("https://api.test/data", method: "HEAD", of: transport)
        #expect(head.headers.get("Content-Length") == "2")
        #expect(head.body == "")
    }

    @Test func fileIsReadWhenItIsRequested() async throws {
        let path = try path(of: "a.js", "1")
        let transport = try mapped(("https://cdn.test/a.js", path))
        _ = try self.path(of: "a.js", "2")
        #expect(try await answer("https://cdn.test/a.js", of: transport).body == "2")
    }

    @Test func fileURLReadsItsFile() async throws {
        let path = try path(of: "Größe 100%.html", "<p>")
        let url = URL(filePath: path).absoluteString
        let answer = try await answer(url + "?a#b", of: try mapped())
        #expect(answer.body == "<p>")
        #expect(answer.headers.get("Content-Type") == "text/html")
        #expect(answer.headers.get("Access-Control-Allow-Origin") == nil)
    }

    @Test(arguments: [
        ("missing.html", "No such file or directory"), ("", "it is a directory"),
    ])
    func unreadableFileFailsWithAReason(_ name: String, _ why: String) async throws {
        let path = folder.path(of: name)
        let transport = try mapped()
        await #expect(throws: TransportError.unreadableFile(detail: "cannot read \(path): \(why)"))
        {
            try await answer(URL(filePath: path).absoluteString, of: transport)
        }
    }

    @Test(arguments: ["file://server/share/a.html", "file:///a%00b", "file:///%FF"])
    func filesOfOtherMachinesAreNotRead(_ url: String) async throws {
        let transport = try mapped()
        await #expect(
            throws: TransportError.unreadableFile(
                detail: "\(url) is not a file on this machine"
            )
        ) { try await answer(url, of: transport) }
    }

    @Test func mappedFileMustExist() throws {
        let path = folder.path(of: "missing.js")
        let error = #expect(throws: CommandFailure.self) {
            try mapped(("https://cdn.test/a.js", path))
        }
        #expect(error?.status == .invalidInput)
        #expect(
            error?.message == "cannot read the file \(path) of --map: No such file or directory"
        )
    }

    @Test func mappingNeedsAValidURL() throws {
        let error = #expect(throws: CommandFailure.self) { try mapped(("https://a b/", "x.js")) }
        #expect(error?.status == .usage)
        #expect(
            error?.message == "--map: \"https://a b/\" is not a valid URL: --map "
                + "https://cdn.example/lib.js=lib.js"
        )
    }

    @Test(arguments: [
        ("a.html", "x", "text/html"), ("a.HTM", "", "text/html"), ("a.mjs", "", "text/javascript"),
        ("a.css", "", "text/css"), ("a.svg", "", "image/svg+xml"), ("a.b/c", "x", "text/plain"),
        ("page", " \n<!DOCTYPE html><p>", "text/html"),
        ("page", "a\u{0}b", "application/octet-stream"),
        (".js", "x", "text/plain"), ("a.unknown", "<HTML>", "text/html"), ("a", "", "text/plain"),
    ])
    func typeComesFromTheNameOrElseTheFirstBytes(path: String, contents: String, type: String) {
        #expect(FileType.of("/x/" + path, Array(contents.utf8)) == type)
    }
}
