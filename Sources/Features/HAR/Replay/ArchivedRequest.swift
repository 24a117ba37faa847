internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

/// A single request of a page, as it is spread over a HAR file: its preflights, the request itself,
/// and the hops of its redirects, each of which is an entry.
struct ArchivedRequest: Hashable, Sendable {
    /// The indices of the entries in the file; the request itself comes first, then its redirects.
    var hops: [Int]
    /// The indices of the preflights, in order of time.
    var preflights: [Int] = []

    var first: Int { hops[0] }
}

extension HARLog {
    /// The entries grouped into requests, in the order in which they began.
    var archivedRequests: [ArchivedRequest] {
        let order = entries.indices.sorted {
            // A stable sort.
            (entries[$0].started, $0) < (entries[$1].started, $1)
        }
        let preflights = order.filter { entries[$0].isPreflight }
        var rest = order.filter { !entries[$0].isPreflight }
        var requests: [ArchivedRequest] = []
        var waiting: [String: [Int]] = [:]
        for index in rest { waiting[entries[index].request.url, default: []].append(index) }
        var taken: Set<Int> = []
        rest = rest.filter { index in
            guard taken.insert(index).inserted else { return false }
            var hops = [index]
            while let last = hops.last, let next = successor(of: last, in: waiting, besides: taken)
            {
                taken.insert(next)
                hops.append(next)
            }
            requests.append(ArchivedRequest(hops: hops))
            return true
        }
        var requestsOfURL: [String: [Int]] = [:]
        for (number, request) in requests.enumerated() {
            for url in Set(request.hops.map({ entries[$0].request.url })) {
                requestsOfURL[url, default: []].append(number)
            }
        }
        for preflight in preflights {
            let candidates = requestsOfURL[entries[preflight].request.url] ?? []
            if let owner = owner(of: preflight, among: candidates, in: requests) {
                requests[owner].preflights.append(preflight)
            }
        }
        return requests
    }

    /// The entry that a redirect led to: the next one with the target's URL that began after it.
    private func successor(
        of index: Int,
        in waiting: [String: [Int]],
        besides taken: Set<Int>
    ) -> Int? {
        let entry = entries[index]
        guard Status.isRedirect(entry.response.status),
            let url = try? WebURL(parsing: entry.request.url),
            let location = entry.response.location,
            let target = try? WebURL(parsing: location, base: url)
        else { return nil }
        return waiting[target.serialized(excludingFragment: true)]?.first { candidate in
            !taken.contains(candidate) && entries[candidate].started >= entry.started
                && entries[candidate].resourceType == entry.resourceType
                && entries[candidate].pageref == entry.pageref
        }
    }

    /// The request that a preflight belongs to: the one with its URL and method that began closest
    /// to it. DevTools writes a request before its preflight, other programs after it.
    private func owner(
        of preflight: Int,
        among candidates: [Int],
        in requests: [ArchivedRequest]
    ) -> Int? {
        let entry = entries[preflight]
        let method = entry.request.headers.get("Access-Control-Request-Method")?.isomorphicDecoded
        var closest: (request: Int, distance: Int64)?
        for candidate in candidates {
            for hop in requests[candidate].hops {
                let other = entries[hop]
                guard other.request.url == entry.request.url, other.request.method == method
                else { continue }
                let distance = abs(other.started.microseconds(since: entry.started))
                if distance < closest?.distance ?? .max { closest = (candidate, distance) }
            }
        }
        return closest?.request
    }
}

extension HAREntry {
    /// Whether the entry is a preflight: a page cannot set this header.
    var isPreflight: Bool {
        resourceType == "preflight"
            || (request.method == "OPTIONS"
                && request.headers.contains("Access-Control-Request-Method"))
    }

    /// The time of the last byte, in whole milliseconds like `started`: otherwise a request that
    /// began right after it would seem to have begun before.
    var ended: Moment {
        let end = started.advanced(byMicroseconds: durationMicroseconds)
        return end.advanced(byMicroseconds: -(end.microsecondsSinceEpoch % 1000))
    }
}

extension HARResponse {
    var location: String? {
        redirectURL.isEmpty ? headers.get("Location")?.isomorphicDecoded : redirectURL
    }
}
