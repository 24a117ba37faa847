/// What a page or the address bar asked for, so that it can be asked again.
package enum AskedRequest: Hashable, Sendable {
    case fetch(FetchRequest)
    case load(LoadRequest)
    case navigation(NavigationRequest)
}

extension Browser {
    /// Asks, from `page`; only a navigation can do without one.
    ///
    /// Returns `nil` where a page is missing.
    package func run(_ asked: AskedRequest, from page: Page?) async -> FetchReport? {
        switch (asked, page) {
        case (.navigation(let request), let page): await navigate(request, from: page)
        case (.load(let request), let page?): await load(request, from: page)
        case (.fetch(let request), let page?): await fetch(request, from: page)
        case (_, nil): nil
        }
    }
}
