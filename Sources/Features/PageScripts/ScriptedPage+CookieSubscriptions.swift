internal import BrowserCookies
internal import BrowserFetch
internal import BrowserJSON
internal import Explanations
internal import WebOrigin

/// A service worker's subscription to changes of a cookie.
///
/// https://cookiestore.spec.whatwg.org/#cookie-change-subscription
struct CookieSubscription: Sendable {
    /// `nil` matches cookies of all names.
    var name: String?
    /// The URL at which the cookie must be visible.
    var url: WebURL
}

extension ScriptedPage {
    /// Replaces the subscriptions of the worker's registration.
    func subscribe(_ message: PageMessage) {
        cookieSubscriptions = (message.json["list"].elements ?? []).compactMap { one in
            guard let url = try? WebURL(parsing: one["url"].string ?? "") else { return nil }
            return CookieSubscription(name: one["name"].string, url: url)
        }
    }

    /// Sends one event with all changes.
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

    /// Sends the queued events. The worker's own changes are sent after its call has returned, as
    /// in Chromium.
    func sendSubscribedChanges() {
        for change in subscribedChanges { send(change) }
        subscribedChanges = []
    }

    /// The event for the first matching subscription.
    private func event(after verdict: SetCookieVerdict) async -> CookieChangeEvent? {
        for subscription in cookieSubscriptions {
            var place = createdPage
            place.url = subscription.url
            let event = await browser.changeEvent(
                after: verdict,
                in: place,
                requiresPathMatch: true
            )
            guard let event else { continue }
            switch event {
            case .changed(let item), .deleted(let item):
                if subscription.name == nil || subscription.name == item.name { return event }
            }
        }
        return nil
    }
}
