package import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import BrowserJSON
internal import WebOrigin

/// A tab or a frame of a page's process.
struct ScriptedPlace {
    /// What every document in it begins with.
    var target: NavigationTarget
    /// The number of the document that is there.
    var document: Int
    /// How its documents came there, the latest last: what a reload and the history ask for again.
    var states: [DocumentState] = []
}

/// Documents that come with a request.
extension ScriptedTab {
    /// Goes to a URL as if it was typed, and shows what comes.
    ///
    /// Where no page comes the tab shows none.
    package func open(_ request: NavigationRequest) async -> FetchReport {
        isPage = true
        begin()
        var moved = tab
        let report = await moved.navigate(request, from: nil, by: browser)
        tab = moved
        await listener.requested(report)
        guard let page = report.document, case .fulfilled(let response) = report.outcome else {
            return report
        }
        places[1] = ScriptedPlace(
            target: NavigationTarget(document: page),
            document: 1,
            states: [DocumentState(request, from: nil, report)]
        )
        let head = DocumentHead(response)
        showFirst(
            page,
            body: response.body?.bytes ?? [],
            type: head.contentType,
            charset: head.charset,
            status: response.status,
            refresh: head.refresh
        )
        return report
    }

    private func showFirst(
        _ page: Page,
        body: [UInt8],
        type: String,
        charset: String?,
        status: Int,
        refresh: String? = nil
    ) {
        adopt(page, as: 1)
        if places[1] == nil {
            places[1] = ScriptedPlace(target: NavigationTarget(document: page), document: 1)
        }
        program.send(
            .object(leavingOutNil: [
                "t": "start", "mode": "page", "page": information(of: page),
                "contentType": .string(type), "charset": charset.map { .string($0) },
                "status": .integer(status), "refresh": refresh.map { .string($0) },
                "allowsPopUps": allowsPopUps ? .bool(true) : nil,
            ]),
            to: 1,
            bytes: body
        )
    }

    /// A document wants to be another one, here or in a frame.
    func navigate(_ message: PageMessage) {
        let place = message.number("nav") ?? 0
        navigations[place]?.cancel()
        navigations[place] = Task(executorPreference: executor) {
            await self.fetchDocument(message, for: place)
        }
    }

    private func fetchDocument(_ message: PageMessage, for place: Int) async {
        let requester = message.number("d") ?? 1
        guard let source = pages[requester] else { return }
        let initiator = await source.page
        let target = await target(of: place, message, from: initiator)
        let number = message.number("document") ?? 0
        let request = request(message, in: place)
        let report: FetchReport
        if place == 1 {
            var moved = tab
            report = await moved.navigate(request, from: initiator, by: browser)
            guard !Task.isCancelled else { return }
            tab = moved
        } else {
            report = await browser.navigate(request, from: initiator, in: target)
        }
        guard !Task.isCancelled else { return }
        await source.applySideEffects(of: report)
        await listener.requested(report)
        if place == 1 { refusal = report.isRejected ? report : nil }
        guard let page = report.document, case .fulfilled(let response) = report.outcome else {
            return refuse(report, number, in: place, target, to: requester)
        }
        show(
            page,
            number,
            in: place,
            target,
            state: DocumentState(request, from: initiator, report)
        )
        sendDocument(
            page,
            number,
            in: place,
            to: requester,
            DocumentHead(response),
            status: response.status,
            body: response.body?.bytes ?? []
        )
    }

    private func show(
        _ page: Page,
        _ number: Int,
        in place: Int,
        _ target: NavigationTarget,
        state: DocumentState?
    ) {
        adopt(page, as: number)
        var target = target
        target.document = page
        target.isInitial = false
        var states = places[place]?.states ?? []
        if let state { states.append(state) }
        places[place] = ScriptedPlace(
            target: target,
            document: number,
            states: states.suffix(Self.maxStates)
        )
        if place == 1, state == nil { tab.show(page) }
    }

    /// As many as a browser's history has.
    private static let maxStates = 50

    private func sendDocument(
        _ page: Page,
        _ number: Int,
        in place: Int,
        to requester: Int,
        _ head: DocumentHead,
        status: Int,
        body: [UInt8]
    ) {
        program.send(
            .object(leavingOutNil: [
                "t": "document", "nav": .integer(place), "document": .integer(number),
                "page": information(of: page), "contentType": .string(head.contentType),
                "charset": head.charset.map { .string($0) }, "status": .integer(status),
                "refresh": head.refresh.map { .string($0) },
            ]),
            to: requester,
            bytes: body
        )
    }

    /// No document came of it.
    private func refuse(
        _ report: FetchReport,
        _ number: Int,
        in place: Int,
        _ target: NavigationTarget,
        to requester: Int
    ) {
        let why: String
        switch report.outcome {
        case .fulfilled(let response):
            why = [204, 205].contains(response.status) ? "noContent" : "download"
        case .rejected(.transport): why = "failed"
        case .rejected: why = "blocked"
        }
        var error: Page?
        if !target.isTopLevel {
            error = browser.errorDocument(of: report, in: target)
            // A frame that is left as it was.
            if error == nil, why != "noContent", why != "download" {
                return sendNavigationFailure(of: number, in: place, why: "noContent", nil, to: requester)
            }
        }
        if let error, why == "failed" || why == "blocked" {
            show(error, number, in: place, target, state: nil)
        }
        sendNavigationFailure(of: number, in: place, why: why, error, to: requester)
    }

    private func sendNavigationFailure(
        of number: Int,
        in place: Int,
        why: String,
        _ error: Page?,
        to requester: Int
    ) {
        program.send(
            .object(leavingOutNil: [
                "t": "notdocument", "nav": .integer(place), "document": .integer(number),
                "why": .string(why), "page": error.map(information),
            ]),
            to: requester
        )
    }

    // MARK: What is asked

    private func request(_ message: PageMessage, in place: Int) -> NavigationRequest {
        let url = message.string("url")
        let states = places[place]?.states ?? []
        switch message.string("kind") {
        case "reload":
            if let state = states.last {
                let isOwn = browser.policy.navigation.scriptReload == .fromThePage
                return isOwn ? state.reloadByScript : state.repeatedNavigation
            }
        case "history":
            let bare = url.prefix { $0 != "#" }
            let state = states.last { $0.url.href.prefix { $0 != "#" } == bare }
            if var again = state?.repeatedNavigation {
                again.isReload = false
                return again
            }
        default: break
        }
        var request = NavigationRequest(
            url: url,
            kind: kind(message),
            method: message.string("method") == "POST" ? "POST" : "GET",
            body: message.json["hasBody"].isTrue ? ByteString(message.bytes) : nil,
            bodyContentType: message.json["contentType"].string.map { ByteString(utf8: $0) },
            referrerPolicy: ReferrerPolicy(rawValue: message.string("referrerPolicy")),
            hasUserActivation: message.json["userActivation"].isTrue
        )
        if message.json["noreferrer"].isTrue { request.referrerPolicy = .noReferrer }
        return request
    }

    private func kind(_ message: PageMessage) -> NavigationKind {
        switch message.string("kind") {
        case "link": .link
        case "form": .form
        case "refresh": .meta
        case "reload": .reload
        case "frame": .iframe
        case "open": .windowOpen
        case "download": .download
        default: message.json["replace"].isTrue ? .replace : .script
        }
    }
}

/// What the headers of a document's response say besides its policies.
struct DocumentHead {
    var contentType: String
    var charset: String?
    var refresh: String?

    init(_ response: PageResponse) {
        func value(_ name: String) -> String? {
            response.headers.last { $0.name.asciiLowercased == name }?.value.isomorphicDecoded
        }
        contentType = value("content-type") ?? ""
        charset = MIMEType(parsing: ByteString(utf8: contentType))?.parameters["charset"]
        refresh = value("refresh")
    }
}

extension FetchReport {
    fileprivate var isRejected: Bool {
        if case .rejected = outcome { true } else { false }
    }
}
