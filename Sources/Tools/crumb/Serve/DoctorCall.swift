internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import BrowserJSON
internal import Doctor
internal import Explanations
internal import Report
internal import Scenario
internal import Service
internal import Synchronization
internal import WebOrigin

/// A diagnosis, which tells of its requests as they go out.
struct DoctorCall: Sendable {
    let browser: ServedBrowser

    func answer(_ call: RPCCall, _ params: RPCParams) async throws -> JSONValue {
        let options = browser.session.options
        let names = try browsers(params)
        let policies = try names.map { try options.policy(of: $0) }
        let plan = try await plan(params)
        let limit = plan.requestLimit(browsers: policies.count)
        let sent = Counter()
        let network = ObservedTransport(network: browser.network) { request in
            await call.reportProgress(
                .object([
                    "requests": .integer(sent.next()), "limit": .integer(limit),
                    "method": .string(request.method),
                ])
            )
        }
        let (suffixes, clock) = (browser.session.suffixes, browser.clock)
        let diagnosis = await RequestClock.$current.withValue(RequestClock()) {
            await plan.diagnose(
                in: policies,
                suffixes: suffixes,
                transport: network,
                now: { clock.now() }
            )
        }
        if let report = diagnosis.unanswered, case .rejected(let failure) = report.outcome {
            options.output.learn(report)
            throw RPCError(
                .notDone,
                "\(report.urlText.withoutUserinfo): \(failure.sentence) [\(failure.code)]"
            )
        }
        let shown = options.output.shown(diagnosis)
        return await shown.json(await shown.conclusions())
    }

    /// All that people have, unless some are asked for.
    private func browsers(_ params: RPCParams) throws -> [BrowserName] {
        let names = try params.texts("browsers").flatMap {
            $0.split(separator: ",").map(String.init)
        }
        guard !names.isEmpty else { return BrowserName.inUse }
        return try names.map { name in
            guard let browser = BrowserName(rawValue: name) else {
                let known = BrowserName.allCases.map(\.rawValue).joined(separator: ", ")
                throw RPCError(
                    .invalidParams,
                    "browsers: there is no browser \"\(name)\": \(known)"
                )
            }
            return browser
        }
    }

    private func plan(_ params: RPCParams) async throws -> DoctorPlan {
        let text = try params.text("url") ?? ""
        let page: Page
        if let from = try params.text("from") {
            page = Page(url: try PageURL.parse(from, option: "from:"), isSandboxed: from == "null")
        } else if let current = await browser.steps.tab?.page {
            page = current
        } else {
            throw RPCError(.notDone, "there is no page yet: add from, or visit one first")
        }
        let target: WebURL
        do throws(URLFailure) {
            target = try WebURL(parsing: text, base: page.url)
        } catch {
            let reason = error.hidingUserinfo(of: text).sentence
            throw RPCError(
                .invalidParams,
                "url: \(text.withoutUserinfo) is not a valid URL: \(reason)"
            )
        }
        guard ["http", "https", "ws", "wss"].contains(target.scheme) else {
            throw RPCError(
                .invalidParams,
                "url: \"\(target.scheme):\" is read as its scheme: write "
                    + "http://\(text.withoutUserinfo)"
            )
        }
        let methods = try params.texts("methods")
        if let invalid = methods.first(where: { !Header.isValidName($0) }) {
            throw RPCError(.invalidParams, "methods: \(invalid) is not a method: write GET, PUT")
        }
        return DoctorPlan(
            url: target,
            page: try await browser.use { $0.located(page) },
            methods: methods.isEmpty ? nil : methods,
            headers: try headers(params),
            jsonBody: ByteString(utf8: params["json"]?.value.json ?? "{}"),
            sendsUnsafeMethods: try params.bool("unsafeMethods") ?? false,
            protocols: try params.texts("protocols")
        )
    }

    private func headers(_ params: RPCParams) throws -> [Header] {
        guard let node = params["headers"] else { return [] }
        guard case .mapping(let entries) = node.content else {
            throw RPCError(.invalidParams, "headers: names and values, not \(node.kind)")
        }
        return try entries.map { entry in
            guard case .scalar(let value, let text) = entry.value.content,
                Header.isValidName(entry.key),
                Header.isValidValue(ByteString(utf8: value.string ?? text))
            else { throw RPCError(.invalidParams, "headers: \(entry.key) is not a header") }
            return Header(name: entry.key, value: ByteString(utf8: value.string ?? text))
        }
    }
}

/// Counts from 1.
private final class Counter: Sendable {
    private let count = Atomic(0)

    func next() -> Int { count.add(1, ordering: .relaxed).newValue }
}
