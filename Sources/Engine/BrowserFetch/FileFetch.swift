internal import BrowserCookies
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

extension Browser {
    /// Whether a page, or a user who typed the address, may load a local file.
    ///
    /// The standard does not define this; browsers only show files to other files.
    func mayReadFile(at url: WebURL, for page: Page?) -> Bool {
        guard url.scheme == "file", transport.readsFiles else { return false }
        guard let page else { return true }
        return page.showsFiles
    }

    /// Reads a local file, without cookies and without any headers but the type.
    func readFile(_ params: inout FetchParams) async throws(FetchFailure) -> Response {
        let request = params.request
        params.begin(
            Exchange(
                kind: .request,
                started: now(),
                method: "GET",
                url: request.currentURL,
                requestHeaders: HeaderList(),
                requestBody: nil,
                includesCredentials: false,
                sameSite: cookieContext(of: request, client: params.client).sameSite,
                crossSiteParty: nil,
                cookies: [],
                response: nil,
                setCookies: [],
                cors: nil
            )
        )
        let message = HTTPRequest(
            method: "GET",
            url: request.currentURL,
            includesCredentials: false
        )
        let response: HTTPResponse
        do throws(TransportError) {
            response = try await transport.send(message)
        } catch {
            throw .transport(error)
        }
        params.update { $0.response = response }
        return Response(
            kind: request.responseTainting == .opaque ? .opaque : .basic,
            message: response,
            urlList: request.urlList
        )
    }
}

extension Page {
    /// Whether the page is a local file, or was created by one.
    package var showsFiles: Bool {
        documentURL.scheme == "file" && !sandbox.contains(.origin)
    }
}
