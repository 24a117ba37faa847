import BrowserFetch
import BrowserHTTP
import BrowserInfra
import Testing
import WebOrigin

/// Whether a navigation's response becomes a page.
@Suite struct NavigationDocumentTests {
    private func document(_ response: HTTPResponse) async throws -> Page? {
        let scripted = ScriptedBrowser(.chrome, answers: ["GET https://a.test/": response])
        return await scripted.browser.navigate(
            NavigationRequest(url: "https://a.test/", kind: .typed),
            from: nil
        ).document
    }

    @Test(arguments: [200, 404, 500])
    func anyStatusBecomesAPage(_ status: Int) async throws {
        #expect(try await document(HTTPResponse(status: status))?.url.href == "https://a.test/")
    }

    @Test(arguments: [204, 205])
    func noContentDoesNotBecomeAPage(_ status: Int) async throws {
        #expect(try await document(HTTPResponse(status: status)) == nil)
    }

    @Test(arguments: [
        ("text/plain", true), ("image/png", true), ("application/json", true),
        ("application/pdf", true), ("application/vnd.api+json", true),
        ("application/octet-stream", false), ("application/zip", false),
    ])
    func onlyDisplayableTypesBecomeAPage(_ type: String, _ isPage: Bool) async throws {
        let header = Header(name: "Content-Type", value: ByteString(utf8: type))
        let response = HTTPResponse(status: 200, headers: HeaderList([header]))
        #expect((try await document(response) != nil) == isPage)
    }

    @Test(arguments: [
        ("attachment", false), ("Attachment; filename=a", false), ("inline", true),
        ("attachments", true),
    ])
    func aDownloadDoesNotBecomeAPage(_ disposition: String, _ isPage: Bool) async throws {
        let header = Header(name: "Content-Disposition", value: ByteString(utf8: disposition))
        let response = HTTPResponse(status: 200, headers: HeaderList([header]))
        #expect((try await document(response) != nil) == isPage)
    }
}
