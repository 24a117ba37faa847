package import BrowserCookies
package import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import Explanations

/// What a call of `cookieStore` came to.
package struct CookieStoreOutcome: Sendable {
    /// What was read: `get()` gives a value, `getAll()` is written as `document.cookie` is.
    var value: String?
    /// The same as the store lists it.
    package var list: [CookieListItem] = []
    package var setCookies: [SetCookieVerdict] = []
    /// Why the promise rejects, or what the page has instead of a store.
    package var failure: CookieStoreFailure?
    package var isUndefined = false
    /// What `hasStorageAccess()` gives.
    package var flag: Bool?
    /// Why `requestStorageAccess()` rejects.
    package var refusal: StorageAccessRefusal?

    /// The values by names, for captures: of several, the first.
    var items: [String: String] {
        Dictionary(list.map { ($0.name, $0.value) }) { first, _ in first }
    }

    /// `null` where it resolved.
    var errorName: String? {
        isUndefined ? "ReferenceError" : refusal?.errorName ?? failure?.errorName
    }

    package var sentence: String {
        if let refusal { return "\(refusal.sentence) [\(refusal.code)] \(refusal.fix)" }
        return isUndefined
            ? "cookieStore is undefined: the page is not a secure context (https, or http on this "
                + "machine)."
            : failure?.sentence ?? ""
    }
}

extension StepExecutor {
    func perform(
        _ call: CookieStoreAction.Call,
        on page: Page
    ) async throws(StepError) -> CookieStoreOutcome {
        guard browser.hasCookieStore(page) else {
            return CookieStoreOutcome(isUndefined: true)
        }
        switch call {
        case .get(let template):
            let query = CookieStoreQuery(name: try variables.text(template))
            return await outcome { () async throws(CookieStoreFailure) in
                let item = try await browser.getCookie(query, in: page)
                return CookieStoreOutcome(
                    value: item?.value,
                    list: item.map { [$0] } ?? []
                )
            }
        case .getAll(let template):
            var query = CookieStoreQuery()
            if let template { query.name = try variables.text(template) }
            return await outcome { [query] () async throws(CookieStoreFailure) in
                let items = try await browser.getAllCookies(query, in: page)
                let pairs = items.map { "\($0.name)=\($0.value)" }
                return CookieStoreOutcome(
                    value: pairs.joined(separator: "; "),
                    list: items
                )
            }
        case .set(let setting):
            var cookie = CookieInit(
                name: try variables.text(setting.name),
                value: try variables.text(setting.value)
            )
            if let domain = setting.domain { cookie.domain = try variables.text(domain) }
            if let path = setting.path { cookie.path = try variables.text(path) }
            cookie.maxAge = setting.maxAge.map { Int64($0) }
            cookie.sameSite = CookieInit.SameSite(rawValue: setting.sameSite) ?? .strict
            cookie.partitioned = setting.isPartitioned
            return await outcome { [cookie] () async throws(CookieStoreFailure) in
                CookieStoreOutcome(setCookies: [try await browser.setCookie(cookie, in: page)])
            }
        case .delete(let setting):
            var deletion = CookieDeletion(name: try variables.text(setting.name))
            if let domain = setting.domain { deletion.domain = try variables.text(domain) }
            if let path = setting.path { deletion.path = try variables.text(path) }
            deletion.partitioned = setting.isPartitioned
            return await outcome { [deletion] () async throws(CookieStoreFailure) in
                CookieStoreOutcome(setCookies: [try await browser.deleteCookie(deletion, in: page)])
            }
        }
    }

    private func outcome(
        _ call: () async throws(CookieStoreFailure) -> CookieStoreOutcome
    ) async -> CookieStoreOutcome {
        do throws(CookieStoreFailure) {
            return try await call()
        } catch {
            return CookieStoreOutcome(failure: error)
        }
    }
}

/// The expectations of `cookie-store`.
struct CookieStoreChecker {
    let outcome: CookieStoreOutcome
    let matching: PatternMatching

    func failures(of step: Step) throws(StepError) -> [StepFailure] {
        let expectsError = step.expectations.contains {
            if case .error = $0.kind { true } else { false }
        }
        if let name = outcome.errorName, !expectsError {
            return [StepFailure(.expectation, at: step.place, "\(name): \(outcome.sentence)")]
        }
        return try step.expectations.flatMapTyped(failures)
    }

    private func failures(_ expectation: Expectation) throws(StepError) -> [StepFailure] {
        switch expectation.kind {
        case .value(let pattern):
            return try matching.failures(
                pattern,
                outcome.flag.map { .bool($0) } ?? outcome.value.map { .string($0) } ?? .null,
                "the value",
                why: []
            )
        case .error(let pattern):
            return try matching.failures(
                pattern,
                outcome.errorName.map { .string($0) } ?? .null,
                "the error",
                why: outcome.errorName == nil ? ["The promise resolves."] : [outcome.sentence]
            )
        case .stored(let cookies):
            return try cookies.flatMapTyped { cookie throws(StepError) in
                try matching.storedFailures(
                    cookie,
                    verdicts: outcome.setCookies,
                    hosts: nil,
                    why: outcome.setCookies.whyNotWritten(cookie.name)
                )
            }
        default: return []
        }
    }
}
