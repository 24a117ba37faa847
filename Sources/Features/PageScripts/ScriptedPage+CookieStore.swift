internal import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import Explanations
internal import WebOrigin

/// A page's `cookieStore`.
extension ScriptedPage {
    func cookieStore(_ message: PageMessage) async {
        isAnsweringCookieStore = true
        defer {
            isAnsweringCookieStore = false
            sendSubscribedChanges()
        }
        let id = JSONValue.integer(message.id)
        do throws(CookieStoreFailure) {
            let items = try await call(message)
            send(
                .object([
                    "t": "cookiestore", "id": id,
                    "items": .array(
                        items.map { $0.json(members: browser.policy.cookieStore.itemMembers) }
                    ),
                ])
            )
        } catch {
            send(
                .object([
                    "t": "cookiestore", "id": id,
                    "error": .object([
                        "name": .string(error.errorName), "message": .string(error.sentence),
                    ]),
                ])
            )
        }
    }

    private func call(_ message: PageMessage) async throws(CookieStoreFailure) -> [CookieListItem] {
        let json = message.json
        let query = CookieStoreQuery(name: json["name"].string, url: json["url"].string)
        switch message.string("op") {
        case "get": return try await browser.getCookie(query, in: createdPage).map { [$0] } ?? []
        case "getAll": return try await browser.getAllCookies(query, in: createdPage)
        case "set":
            var cookie = CookieInit(name: message.string("name"), value: message.string("value"))
            cookie.domain = json["domain"].string
            cookie.path = message.string("path")
            // Milliseconds; what is before any moment that there is has expired all the same.
            cookie.expires = json["expires"].number.map {
                Moment(microsecondsSinceEpoch: Int64($0.clamped(to: -8.64e15...8.64e15)) * 1000)
            }
            cookie.maxAge = json["maxAge"].number.map { Int64($0.clamped(to: -1e15...1e15)) }
            cookie.sameSite = CookieInit.SameSite(rawValue: message.string("sameSite")) ?? .strict
            cookie.partitioned = json["partitioned"].isTrue
            await fireCookieChanges([try await browser.setCookie(cookie, in: createdPage)])
        default:
            var deletion = CookieDeletion(name: message.string("name"))
            deletion.domain = json["domain"].string
            deletion.path = message.string("path")
            deletion.partitioned = json["partitioned"].isTrue
            await fireCookieChanges([try await browser.deleteCookie(deletion, in: createdPage)])
        }
        await listener.changedCookies()
        return []
    }

    /// Has the change events of what was set fired, in all documents.
    func fireCookieChanges(_ verdicts: [SetCookieVerdict]) async {
        if !verdicts.isEmpty { await tab?.notifyCookieChanges(verdicts) }
    }

    /// Fires the change events of what was set, where the page listens.
    ///
    /// https://cookiestore.spec.whatwg.org/#process-cookie-changes
    func fireChangeEvents(_ verdicts: [SetCookieVerdict]) async {
        if !cookieSubscriptions.isEmpty { await notifySubscriber(verdicts) }
        guard listensForCookieChanges else { return }
        for verdict in verdicts {
            guard let event = await browser.changeEvent(after: verdict, in: createdPage) else {
                continue
            }
            let members = browser.policy.cookieStore.itemMembers
            switch event {
            case .changed(let item):
                fireChangeEvent(changed: [item.json(members: members)], deleted: [])
            case .deleted(let item):
                fireChangeEvent(changed: [], deleted: [item.json(members: members, hasValue: false)])
            }
        }
    }

    private func fireChangeEvent(changed: [JSONValue], deleted: [JSONValue]) {
        send(
            .object([
                "t": "cookiechange", "changed": .array(changed), "deleted": .array(deleted),
            ])
        )
    }

    /// What every answer on a request's way has done to what the page sees.
    func applySideEffects(of report: FetchReport) async {
        await fireCookieChanges(report.exchanges.flatMap(\.setCookies))
        reportViolations(report)
        let hasClearedStorage = report.exchanges.contains { exchange in
            exchange.clearSiteData?.clearsStorage == true
                && exchange.url.origin.isSameOrigin(as: page.origin)
        }
        if hasClearedStorage {
            send(.object(["t": "storagecleared"]))
            await listener.changedStorage()
        }
    }
}

extension Double {
    fileprivate func clamped(to range: ClosedRange<Double>) -> Double {
        Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
    }
}
