internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import BrowserJSON
internal import Explanations
internal import WebOrigin

/// What moves the tab and the frames in it.
extension ScenarioRun {
    /// The tab shows a page without a request; one that it shows already stays as it is, but for
    /// policies that are said of it.
    mutating func show(_ page: Page) {
        if tab?.page.url == page.url {
            guard page.policies != PolicyContainer() else { return }
            tab?.changePage {
                $0.policies = page.policies
                $0.applySandboxOfPolicies()
            }
            return
        }
        var shown = tab ?? .new
        shown.show(page)
        tab = shown
    }

    /// `nil` where the page is there again without a request.
    mutating func visit(
        _ action: VisitAction,
        at place: Place
    ) async throws(StepError) -> FetchReport? {
        var moving = tab ?? .new
        defer { if tab != nil || moving.page.url.isHTTP { tab = moving } }
        switch action.settings.trigger {
        case .reload, .browserReload:
            let report = await moving.reload(
                byScript: action.settings.trigger == .reload,
                hasUserActivation: action.settings.hasUserActivation,
                by: browser
            )
            guard let report else {
                throw .notNavigated(
                    reason: "no page was asked for that could be reloaded",
                    at: place
                )
            }
            return report
        case .back: return try await traverse(&moving, by: -1, at: place)
        case .forward: return try await traverse(&moving, by: 1, at: place)
        case .typed:
            return await moving.navigate(try request(action), from: nil, by: browser)
        default:
            let request = try request(action)
            let page = try performance.page(for: action.frame, at: place)
            guard action.frame.ancestors == nil, action.frame.sandbox == nil,
                !action.frame.isSandboxed
            else {
                return await moving.navigate(
                    request,
                    to: action.settings.place,
                    from: page,
                    by: browser
                )
            }
            return await moving.navigate(
                request,
                to: action.settings.place,
                from: action.frame.path ?? .tab,
                by: browser
            )
        }
    }

    private func traverse(
        _ moving: inout Tab,
        by steps: Int,
        at place: Place
    ) async throws(StepError) -> FetchReport? {
        switch await moving.traverse(by: steps, by: browser) {
        case .asked(let report): return report
        case .restored: return nil
        case .refused:
            throw .notNavigated(
                reason: "a POST has brought that page, and it is not sent again",
                at: place
            )
        case .nowhere:
            throw .notNavigated(
                reason: "the tab has no page to go \(steps < 0 ? "back" : "forward") to",
                at: place
            )
        }
    }

    /// `nil` for a frame that is there without a request.
    mutating func insert(
        _ action: FrameAction,
        at place: Place
    ) async throws(StepError) -> FetchReport? {
        guard var moving = tab else { throw .noPage(at: place) }
        guard moving.document(at: action.path) != nil else {
            throw .noFrame(action.path.text, at: place)
        }
        let content: FrameContent =
            switch action.content {
            case .url(let template): .url(try variables.text(template))
            case .blank: .blank
            case .srcdoc: .srcdoc
            case .blob: .blob
            }
        let report = await moving.insertFrame(
            action.name,
            content,
            action.attributes,
            in: action.path,
            by: browser
        )
        tab = moving
        return report
    }

    mutating func navigate(
        _ action: NavigateFrameAction,
        at place: Place
    ) async throws(StepError) -> FetchReport? {
        guard var moving = tab else { throw .noPage(at: place) }
        guard moving.document(at: action.path) != nil else {
            throw .noFrame(action.path.text, at: place)
        }
        defer { tab = moving }
        guard let url = action.url else {
            let report = await moving.reload(
                action.path,
                byScript: true,
                hasUserActivation: action.userActivation ?? true,
                by: browser
            )
            guard let report else {
                throw .notNavigated(
                    reason: "the frame \(action.path.text) does not show anything that was "
                        + "requested",
                    at: place
                )
            }
            return report
        }
        var request = NavigationRequest(
            url: try variables.text(url),
            kind: action.trigger.kind,
            method: action.method,
            referrerPolicy: action.referrerPolicy,
            hasUserActivation: action.userActivation ?? (action.trigger != .meta)
        )
        try performance.put(action.body, into: &request)
        let initiator = moving.document(
            at: action.mover == .parent ? action.path.parent : action.path
        )
        return await moving.navigate(request, of: action.path, from: initiator, by: browser)
    }

    /// What is to be judged: the request, where there was one.
    func judged(_ report: FetchReport?, of step: Step) throws(StepError) -> StepOutcome? {
        if let report { return .request(report) }
        guard step.expectations.isEmpty, step.captures.isEmpty else {
            throw .notNavigated(
                reason: "the page was restored as it was left: no request was made that could be "
                    + "judged",
                at: step.place
            )
        }
        return nil
    }

    private var performance: StepExecutor {
        StepExecutor(browser: browser, tab: tab, variables: variables)
    }

    private func request(_ action: VisitAction) throws(StepError) -> NavigationRequest {
        var request = NavigationRequest(
            url: try action.url.map { template throws(StepError) in
                try variables.text(template)
            } ?? "",
            kind: action.settings.trigger.kind ?? .typed,
            method: action.method,
            referrerPolicy: action.referrerPolicy,
            hasUserActivation: action.settings.hasUserActivation
        )
        try performance.put(action.body, into: &request)
        return request
    }
}

extension StepExecutor {
    /// A form's fields, or its body as text.
    fileprivate func put(
        _ body: RequestBody?,
        into request: inout NavigationRequest
    ) throws(StepError) {
        let text: String
        switch body {
        case nil, .json: return
        case .text(let template)?: text = try variables.text(template)
        case .form(let fields)?: text = try urlEncoded(fields)
        }
        if request.method == "GET" {
            // The fields of a form that sends GET replace the URL's query.
            request.url = request.url.prefix { $0 != "?" && $0 != "#" } + "?" + text
        } else {
            request.body = ByteString(utf8: text)
            request.bodyContentType = "application/x-www-form-urlencoded"
        }
    }
}
