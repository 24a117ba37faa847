internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

/// One request of a page, as it is spread over a HAR file: its preflight, itself, and the hops of its
/// redirects, each an entry of its own.
struct ArchivedRequest: Hashable, Sendable {
    /// The entries' numbers in the file, from 0; the request itself comes first, then its redirects.
    var hops: [Int]
    /// Those that asked for consent, in the order of time.
    var preflights: [Int] = []

    var first: Int { hops[0] }
}

extension HARLog {
    /// The entries, put together again, in the order in which they began.
    var archivedRequests: [ArchivedRequest] {
        let order = entries.indices.sorted {
            // A sort that keeps what is equal in its place.
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

    /// Where a redirect led: the next entry of the target's URL that began after it.
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

    /// The request that a preflight asked for: that of its URL and method which began closest to it.
    /// DevTools writes it before its preflight, others after it.
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
    /// A page cannot set this header, so that only a preflight has it.
    var isPreflight: Bool {
        resourceType == "preflight"
            || (request.method == "OPTIONS"
                && request.headers.contains("Access-Control-Request-Method"))
    }

    /// When its last byte was there, in whole milliseconds as `started` is: otherwise what began right
    /// after it would seem to have begun before.
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
