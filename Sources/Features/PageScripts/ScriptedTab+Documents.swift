internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import WebOrigin

/// Frames, windows, and documents that are created without a request.
extension ScriptedTab {
    /// The target of a message's navigable, with the restrictions set by its frame element.
    func target(
        of place: Int,
        _ message: PageMessage,
        from initiator: Page
    ) async -> NavigationTarget {
        let known = places[place]
        let container = message.json["container"]
        guard let parent = message.number("parent"), let around = pages[parent],
            container != .null
        else {
            if var target = known?.target {
                target.isInitial = message.json["initial"].isTrue
                return target
            }
            return Tab(openedBy: initiator).root.target
        }
        let attributes = browser.supported(
            FrameAttributes(
                sandbox: container["sandbox"].string.map { SandboxFlags(parsing: $0) },
                isCredentialless: container["credentialless"].isTrue,
                referrerPolicy: ReferrerPolicy(rawValue: container["referrerPolicy"].string ?? ""),
                allow: container["allow"].string,
                requiredPolicy: container["csp"].string
            )
        )
        var target = NavigationTarget(
            frameOf: await around.page,
            attributes,
            url: message.string("url")
        )
        if let known {
            // A credentialless frame keeps its own jar across navigations.
            if attributes.isCredentialless, let nonce = known.target.credentialless {
                target.credentialless = nonce
            }
            target.document = await pages[known.document]?.page
            target.isInitial = message.json["initial"].isTrue
        }
        return target
    }

    /// Creates the page for a document that the process itself creates; the process waits for its
    /// properties.
    func makeDocument(_ message: PageMessage) async {
        let requester = message.number("d") ?? 1
        let place = message.number("nav") ?? 0
        let number = message.number("document") ?? 0
        guard let source = pages[requester] else { return program.answer(.object([:])) }
        let creator = await source.page
        let target = await target(of: place, message, from: creator)
        let text = message.string("url")
        let url = (try? WebURL(parsing: text)) ?? creator.url
        var page: Page
        if message.json["isError"].isTrue {
            page = Page(url: url, origin: .opaque(OpaqueOrigin()), ancestors: target.ancestors)
        } else if url.isHTTP || url.scheme == "file" {
            // The result of a `javascript:` URL keeps the URL of the document it replaces.
            page = creator
        } else {
            page = Page(url: url, createdBy: creator, in: target)
        }
        page.container = target.container
        adopt(page, as: number)
        var shown = target
        shown.document = page
        shown.isInitial = text == "about:blank" && places[place] == nil
        places[place] = ScriptedPlace(
            target: shown,
            document: number,
            states: places[place]?.states ?? []
        )
        if place == 1 { tab.show(page) }
        program.answer(.object(["page": information(of: page)]))
    }

    /// Updates the tab after a script changed a document's URL or policies.
    func documentHasChanged(_ number: Int) async {
        guard let page = await pages[number]?.page else { return }
        for place in places.keys where places[place]?.document == number {
            places[place]?.target.document = page
            if place == 1 { tab.changePage { $0 = page } }
        }
    }
}
