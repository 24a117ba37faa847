internal import BrowserCookies
internal import BrowserFetch
internal import BrowserJSON
internal import Explanations
internal import WebOrigin

/// A cookie of whose changes a service worker hears.
///
/// https://cookiestore.spec.whatwg.org/#cookie-change-subscription
struct CookieSubscription: Sendable {
    /// `nil` for all.
    var name: String?
    /// Where it is visible.
    var url: WebURL
}

extension ScriptedPage {
    /// The subscriptions of the worker's registration, in place of those before.
    func subscribe(_ message: PageMessage) {
        cookieSubscriptions = (message.json["list"].elements ?? []).compactMap { one in
            guard let url = try? WebURL(parsing: one["url"].string ?? "") else { return nil }
            return CookieSubscription(name: one["name"].string, url: url)
        }
    }

    /// One event has all that has changed.
    ///
    /// https://cookiestore.spec.whatwg.org/#process-cookie-changes
    func notifySubscriber(_ verdicts: [SetCookieVerdict]) async {
        let members = browser.policy.cookieStore.itemMembers
        var (changed, deleted) = ([JSONValue](), [JSONValue]())
        for verdict in verdicts {
            switch await event(after: verdict) {
            case .changed(let item): changed.append(item.json(members: members))
            case .deleted(let item): deleted.append(item.json(members: members, hasValue: false))
            case nil: break
            }
        }
        guard !changed.isEmpty || !deleted.isEmpty else { return }
        subscribedChanges.append(
            .object([
                "t": "subscribedcookies", "changed": .array(changed), "deleted": .array(deleted),
            ])
        )
        if !isAnsweringCookieStore { sendSubscribedChanges() }
    }

    /// What the worker itself has changed it hears of when its own call has been answered, as in Chromium.
    func sendSubscribedChanges() {
        for change in subscribedChanges { send(change) }
        subscribedChanges = []
    }

    /// By the first subscription that is about it.
    private func event(after verdict: SetCookieVerdict) async -> CookieChangeEvent? {
        for subscription in cookieSubscriptions {
            var place = createdPage
            place.url = subscription.url
            let event = await browser.changeEvent(after: verdict, in: place, requiresPathMatch: true)
            guard let event else { continue }
            switch event {
            case .changed(let item), .deleted(let item):
                if subscription.name == nil || subscription.name == item.name { return event }
            }
        }
        return nil
    }
}
