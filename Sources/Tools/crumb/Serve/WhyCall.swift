internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import Explanations
internal import Report
internal import Scenario
internal import Service
internal import WebOrigin

/// What a request would carry: the step is done in a copy of the browser whose network sends nothing.
struct WhyCall: Sendable {
    let browser: ServedBrowser

    func answer(_ params: RPCParams) async throws -> JSONValue {
        let step: Step
        do throws(StepInputError) {
            step = try await browser.steps.step(members(params), called: "why")
        } catch {
            throw RPCError(.invalidParams, error.sentence)
        }
        let requester = try params.text("from")
        let report = try await browser.use { engine in
            try await ask(step, from: requester, in: await engine.copy(on: DryRunTransport()))
        }
        var missing: [MissingCookie] = []
        if let host = report.url?.host?.serialized {
            missing = try await browser.missingCookies { $0.reaches(host) }
        }
        guard case .object(var members) = await browser.json(report) else { return .null }
        members.append(JSONValue.Member("missing", .array(missing.map(\.json))))
        return .object(members)
    }

    private func ask(
        _ step: Step,
        from requester: String?,
        in copy: Browser
    ) async throws -> FetchReport {
        let result: StepSession.Result
        do throws(StepInputError) {
            result = try await browser.steps.perform(step, in: copy, isTrial: true, from: requester)
        } catch {
            throw RPCError(.notDone, error.sentence)
        }
        guard case .request(let report)? = result.observation else {
            throw RPCError(.invalidParams, "via: why is asked about a URL")
        }
        try Session.check(report.storageError)
        return report.withoutPreflight
    }

    /// Those of a step that makes such a request.
    private func members(_ params: RPCParams) -> [Node.Entry] {
        let action =
            params["via"] != nil ? "visit" : params["as"] != nil ? "load" : "fetch"
        let place = Place(line: 1, column: 1)
        var members: [Node.Entry] = []
        for var member in params.members where member.key != "from" {
            if member.value.value == .null { continue }
            if member.key == "url" { member.key = action }
            if member.key == "inFrameOf" { member.key = "in-frame-of" }
            members.append(member)
        }
        if action == "fetch", params["credentials"] == nil {
            let include = Node(content: .scalar("include", text: "include"), place: place)
            members.append(Node.Entry(key: "credentials", keyPlace: place, value: include))
        }
        return members
    }
}
