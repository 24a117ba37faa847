internal import BrowserCORS
internal import BrowserFetch
package import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

extension PlanSearch {
    /// What the server has to consent to, so that this page may make this call and read the answer;
    /// `nil` for a page that has no origin to name.
    func grant(for plan: Plan) -> RequiredCORSHeaders? {
        let changed = plan.apply(to: situation)
        guard let page = changed.page, !page.origin.isOpaque else { return nil }
        let origin = page.origin.serialized
        var grant: RequiredCORSHeaders
        switch changed.asked {
        case .fetch(let request):
            grant = RequiredCORSHeaders(
                origin: origin,
                includesCredentials: request.credentials == .include,
                methods: [Method.normalize(request.method)]
            )
            grant.headerNames = request.unsafeHeaderNames(policies.first?.cors ?? .standard)
        case .load(let load):
            grant = RequiredCORSHeaders(
                origin: origin,
                includesCredentials: load.crossorigin == .useCredentials,
                methods: ["GET"]
            )
        case .beacon(let beacon):
            grant = RequiredCORSHeaders(
                origin: origin,
                includesCredentials: true,
                methods: ["POST"]
            )
            if beacon.data?.extracted().type != nil { grant.headerNames = ["content-type"] }
        case .eventSource(let stream):
            grant = RequiredCORSHeaders(
                origin: origin,
                includesCredentials: stream.withCredentials,
                methods: ["GET"]
            )
        case .navigation, .webSocket: return nil
        }
        if let besides, besides.origin == origin {
            grant.includesCredentials = grant.includesCredentials || besides.includesCredentials
            grant.methods = (grant.methods + besides.methods).uniqued()
            grant.headerNames = (grant.headerNames + besides.headerNames).uniqued()
        }
        for answer in situation.hops.flatMap({ [$0.preflight, $0.response] }).compactMap({ $0 }) {
            grant.keep(answer.headers)
        }
        return grant
    }
}

extension RequiredCORSHeaders {
    /// Whom and what an answer allows already, other pages may rely on.
    package mutating func keep(_ headers: HeaderList) {
        for value in headers.values(of: "Access-Control-Allow-Origin") {
            let text = value.isomorphicDecoded
            if text == "*" {
                allowedAll = true
                continue
            }
            for part in text.split(whereSeparator: { $0 == "," || $0 == " " }) {
                guard let url = try? WebURL(parsing: String(part)), url.isHTTP else { continue }
                let other = url.origin.serialized
                if other != origin, !otherOrigins.contains(other) { otherOrigins.append(other) }
            }
        }
        func listed(_ name: String, _ wanted: [String]) -> [String]? {
            let known = (headers.get(name)?.tokenList ?? []).filter { $0 != "*" }
            return known.isEmpty ? nil : (known + wanted).uniquedIgnoringCase
        }
        if let methods = listed("Access-Control-Allow-Methods", methods) { listedMethods = methods }
        if let names = listed("Access-Control-Allow-Headers", headerNames) { listedHeaders = names }
    }
}

extension FetchRequest {
    func unsafeHeaderNames(_ policy: CORSPolicy) -> [String] {
        var list = HeaderList()
        for header in headers
        where Header.isValidName(header.name)
            && !Header.isForbiddenInRequest(name: header.name, value: header.value)
            && !header.isResponseHeader
        {
            list.append(header.name, Header.normalizeValue(header.value))
        }
        if body != nil, let type = bodyContentType, !list.contains("Content-Type") {
            list.append("Content-Type", type)
        }
        return corsUnsafeRequestHeaderNames(list, policy: policy).uniqued()
    }
}

extension [String] {
    fileprivate var uniquedIgnoringCase: [String] {
        reduce(into: []) { list, text in
            if !list.contains(where: { $0.equalsIgnoringASCIICase(text) }) { list.append(text) }
        }
    }
}
