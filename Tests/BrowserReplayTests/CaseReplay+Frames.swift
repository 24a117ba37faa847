import BrowserFetch
import BrowserHTTP
import BrowserInfra
import Explanations
import WebOrigin

/// A step names a frame that does not exist.
struct MissingFrame: Error {
    var path: String
}

extension CaseReplay {
    func insertFrame(
        _ step: RecordedCase.Step,
        in path: FramePath,
        _ observed: inout ObservedStep
    ) async {
        let name = step.name ?? ""
        let content: FrameContent =
            if let url = step.url {
                .url(url)
            } else if step.srcdoc != nil {
                .srcdoc
            } else if step.blob != nil {
                .blob
            } else {
                .blank
            }
        let attributes = (step.attrs ?? []).map { (name: $0[0], value: $0[1]) }
        let report = await tab.insertFrame(
            name,
            content,
            FrameAttributes(attributes),
            in: path,
            hasUserActivation: isActivated,
            by: browser
        )
        observed.reports += [report].compactMap { $0 }
        if report == nil {
            observed.messages += tab.document(at: path.appending(name))?.consoleMessages ?? []
        }
        // The recorder only waits for the load event.
        let isLoaded = report.map { $0.elementEvent == .load } ?? true
        let event = isLoaded ? "load" : "no event"
        observed.outcome = [event, location(of: path.appending(name))]
    }

    func navigateFrame(
        _ step: RecordedCase.Step,
        _ observed: inout ObservedStep
    ) async throws {
        let path = FramePath(step.frame ?? "")
        var how = step.how ?? ""
        let report: FetchReport?
        if how == "script-reload" {
            // DevTools reports the messages again when the document is restored.
            observed.messages += reportedMessages[path.text] ?? []
            report = await tab.reload(
                path,
                byScript: true,
                hasUserActivation: isActivated,
                by: browser
            )
        } else {
            let isByParent = how.hasPrefix("parent-")
            if isByParent { how.removeFirst("parent-".count) }
            var request = try NavigationRequest(step, how: how)
            request.hasUserActivation = isActivated
            let initiator = tab.document(at: isByParent ? path.parent : path)
            report = await tab.navigate(request, of: path, from: initiator, by: browser)
        }
        guard let report else { throw MissingFrame(path: path.text) }
        observed.reports.append(report)
        observed.outcome = [
            report.elementEvent == .load ? "load" : "no event", location(of: path),
        ]
    }

    private func location(of path: FramePath) -> String {
        tab.document(at: path)?.url.href ?? ""
    }

    func navigateTab(
        _ step: RecordedCase.Step,
        from client: Page,
        _ isActivated: Bool,
        _ observed: inout ObservedStep
    ) async throws {
        switch step.how {
        case "reload", "script-reload":
            let report = await tab.reload(
                byScript: step.how == "script-reload",
                hasUserActivation: step.how == "reload" || isActivated,
                by: browser
            )
            finish(report, &observed)
        case "back", "forward":
            switch await tab.traverse(by: step.how == "back" ? -1 : 1, by: browser) {
            case .restored: observed.outcome = ["navigated", tab.page.url.href, "restored"]
            case .asked(let report): finish(report, &observed)
            case .refused, .nowhere: observed.outcome = ["failed"]
            }
        case let how:
            var request = try NavigationRequest(step, how: how ?? "")
            request.hasUserActivation = isActivated
            try await start(request, step, from: client, &observed)
        }
        for _ in 0..<(step.hops ?? 0) { await follow(&observed) }
    }

    private func start(
        _ request: NavigationRequest,
        _ step: RecordedCase.Step,
        from client: Page,
        _ observed: inout ObservedStep
    ) async throws {
        if request.kind == .windowOpen || step.place == "_blank" {
            var opened = Tab(openedBy: client)
            let report = await opened.navigate(request, from: client, by: browser)
            if report.document != nil { tab = opened }
            finish(report, &observed)
            return
        }
        let path = step.place == "_top" || request.kind == .typed ? "" : step.in ?? ""
        let report = await tab.navigate(request, of: FramePath(path), from: client, by: browser)
        finish(report, &observed)
        // A download leaves the page where it is, whatever happens to the file.
        if step.download == true { observed.outcome = ["navigated", tab.page.url.href] }
    }

    /// Follows the navigation that the page starts on its own, by a header, a `<meta>` tag or its
    /// single line of script.
    private func follow(_ observed: inout ObservedStep) async {
        guard let response = observed.reports.last?.exchanges.last?.response else { return }
        let script = response.body.isomorphicDecoded
            .firstMatch(of: /location(?:(?:\.href)?\s*=\s*|\.(?:assign|replace)\()["']([^"']+)["']/)
        var request: NavigationRequest
        if let url = response.declarativeRefresh?.url {
            request = NavigationRequest(url: url, kind: .meta)
        } else if let url = script?.output.1 {
            request = NavigationRequest(url: String(url), kind: .script)
        } else {
            observed.outcome = ["does not go on"]
            return
        }
        request.hasUserActivation = false
        finish(await tab.navigate(request, from: tab.page, by: browser), &observed)
    }

    private func finish(_ report: FetchReport?, _ observed: inout ObservedStep) {
        guard let report else {
            observed.outcome = ["nothing to ask for"]
            return
        }
        observed.reports.append(report)
        guard case .fulfilled = report.outcome, let document = report.document else {
            observed.outcome = ["failed"]
            return
        }
        observed.outcome = ["navigated", document.url.href]
    }
}
