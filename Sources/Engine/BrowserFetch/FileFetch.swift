internal import BrowserCookies
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

extension Browser {
    /// Whether a page, or who types its address, may have a file of this machine shown.
    ///
    /// The standard leaves files out; browsers show them to files alone.
    func mayReadFile(at url: WebURL, for page: Page?) -> Bool {
        guard url.scheme == "file", transport.readsFiles else { return false }
        guard let page else { return true }
        return page.showsFiles
    }

    /// Without cookies, and without headers but the type.
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
    /// Whether it is a file itself, or was made by one.
    package var showsFiles: Bool {
        documentURL.scheme == "file" && !sandbox.contains(.origin)
    }
}
