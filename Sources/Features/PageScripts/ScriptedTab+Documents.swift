internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import WebOrigin

/// Frames, windows, and documents that no request is made for.
extension ScriptedTab {
    /// The place that a message is about, as its frame's element says what it may do.
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
            // One frame has one jar of its own, whatever comes into it.
            if attributes.isCredentialless, let nonce = known.target.credentialless {
                target.credentialless = nonce
            }
            target.document = await pages[known.document]?.page
            target.isInitial = message.json["initial"].isTrue
        }
        return target
    }

    /// A document that the process makes by itself; it waits for what is said of it.
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
            // What `javascript:` has written is under the URL of the document that was there.
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

    /// What a script did to a document's URL or policies.
    func documentHasChanged(_ number: Int) async {
        guard let page = await pages[number]?.page else { return }
        for place in places.keys where places[place]?.document == number {
            places[place]?.target.document = page
            if place == 1 { tab.changePage { $0 = page } }
        }
    }
}
