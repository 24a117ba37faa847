import BrowserCORS
import BrowserHTTP
import BrowserInfra
import Testing

@Suite struct PreflightTests {
    private let origin = "http://a.test"

    private func judge(
        _ method: String,
        _ names: [String] = [],
        including: Bool = false,
        status: Int = 204,
        _ headers: [(String, String)],
        policy: CORSPolicy = .standard
    ) -> Result<PreflightPermissions, CORSFailure> {
        var list = HeaderList()
        list.append("Access-Control-Allow-Origin", ByteString(utf8: origin))
        list.append("Access-Control-Allow-Credentials", "true")
        for (name, value) in headers { list.append(name, ByteString(utf8: value)) }
        let question = PreflightRequest(
            method: method,
            headerNames: names,
            includesCredentials: including
        )
        return Result { () throws(CORSFailure) in
            try judgePreflightResponse(
                status: status,
                headers: list,
                to: question,
                origin: origin,
                policy: policy
            )
        }
    }

    private func code(_ result: Result<PreflightPermissions, CORSFailure>) -> String? {
        if case .failure(let failure) = result { failure.code } else { nil }
    }

    @Test func methodsMustBeListedOrSafelistedOrCoveredByAWildcard() {
        let methods = "Access-Control-Allow-Methods"
        #expect(code(judge("PUT", [], [(methods, "PUT")])) == nil)
        #expect(code(judge("PUT", [], [(methods, "put")])) == "MethodDisallowedByPreflightResponse")
        #expect(
            code(judge("patch", [], [(methods, "PATCH")])) == "MethodDisallowedByPreflightResponse"
        )
        #expect(code(judge("POST", ["x-a"], [("Access-Control-Allow-Headers", "X-A")])) == nil)
        #expect(code(judge("PUT", [], [(methods, "*")])) == nil)
        #expect(
            code(judge("PUT", [], including: true, [(methods, "*")]))
                == "MethodDisallowedByPreflightResponse"
        )
        #expect(
            code(judge("PUT", [], [(methods, "PUT;")])) == "InvalidAllowMethodsPreflightResponse"
        )
    }

    @Test func headersMustBeListedOrCoveredByAWildcard() {
        let headers = "Access-Control-Allow-Headers"
        #expect(code(judge("GET", ["x-a", "x-b"], [(headers, "X-B, x-a")])) == nil)
        let missing = judge("GET", ["x-a", "x-b"], [(headers, "x-b")])
        #expect(code(missing) == "HeaderDisallowedByPreflightResponse")
        #expect(code(judge("GET", ["x-a"], [(headers, "*")])) == nil)
        #expect(
            code(judge("GET", ["x-a"], including: true, [(headers, "*")]))
                == "HeaderDisallowedByPreflightResponse"
        )
        #expect(
            code(judge("GET", ["authorization"], [(headers, "*")]))
                == "HeaderDisallowedByPreflightResponse"
        )
        var lenient = CORSPolicy.standard
        lenient.authorizationCoveredByWildcard = true
        #expect(code(judge("GET", ["authorization"], [(headers, "*")], policy: lenient)) == nil)
    }

    @Test(arguments: [200, 204, 299])
    func okStatusesPass(_ status: Int) {
        #expect(code(judge("GET", [], status: status, [])) == nil)
    }

    @Test(arguments: [
        (304, "PreflightInvalidStatus"), (400, "PreflightInvalidStatus"),
        (401, "PreflightInvalidStatus"), (500, "PreflightInvalidStatus"),
        (302, "PreflightDisallowedRedirect"), (308, "PreflightDisallowedRedirect"),
    ])
    func otherStatusesFail(_ status: Int, _ expected: String) {
        #expect(code(judge("GET", [], status: status, [("Location", "/x")])) == expected)
    }

    @Test(arguments: [
        (nil, 5), ("", 5), ("x", 5), ("60", 60), ("0", 0), ("-1", 5), ("1.5", 5),
        ("100000", 86_400),
        ("99999999999999999999", 86_400),
    ])
    func maxAgeHasADefaultAndAMaximum(_ value: String?, _ seconds: Int64) throws {
        let grant = try judge("GET", [], value.map { [("Access-Control-Max-Age", $0)] } ?? []).get()
        #expect(grant.maxAge == seconds)
    }
}

@Suite struct PreflightCacheTests {
    private let key = PreflightCache.Key(
        networkPartition: "http://a.test",
        origin: "http://a.test",
        url: "http://b.test/x"
    )
    private let now = Moment(secondsSinceEpoch: 1_000_000)

    private func question(
        _ method: String,
        _ names: [String] = [],
        including: Bool = false
    ) -> PreflightRequest {
        PreflightRequest(method: method, headerNames: names, includesCredentials: including)
    }

    private func cache(
        _ answered: PreflightRequest,
        maxAge: Int64 = 60,
        policy: CORSPolicy
    ) throws -> PreflightCache {
        var headers = HeaderList()
        headers.append("Access-Control-Allow-Origin", "http://a.test")
        headers.append("Access-Control-Allow-Credentials", "true")
        headers.append("Access-Control-Allow-Methods", "PUT")
        headers.append("Access-Control-Allow-Headers", "x-a")
        headers.append("Access-Control-Max-Age", ByteString(utf8: String(maxAge)))
        let grant = try judgePreflightResponse(
            status: 200,
            headers: headers,
            to: answered,
            origin: "http://a.test",
            policy: policy
        )
        var cache = PreflightCache()
        cache.insert(grant, for: answered, key: key, policy: policy, now: now)
        return cache
    }

    private func answers(
        _ cache: inout PreflightCache,
        _ asked: PreflightRequest,
        after seconds: Int64 = 0,
        policy: CORSPolicy = .standard
    ) -> Bool {
        cache.answers(
            asked,
            key: key,
            policy: policy,
            isMethodSafelisted: Method.isCORSSafelisted(asked.method),
            now: now.advanced(bySeconds: seconds)
        )
    }

    @Test func cachedPermissionsApplyUntilTheyExpire() throws {
        var cache = try cache(question("PUT"), policy: .standard)
        #expect(answers(&cache, question("PUT"), after: 59))
        #expect(!answers(&cache, question("PUT"), after: 60))
        #expect(!answers(&cache, question("DELETE")))
        #expect(answers(&cache, question("POST", ["x-a"])))
        #expect(!answers(&cache, question("POST", ["x-b"])))
    }

    @Test func permissionsWithCredentialsCoverRequestsWithoutThem() throws {
        var with = try cache(question("PUT", including: true), policy: .standard)
        #expect(answers(&with, question("PUT")))
        #expect(answers(&with, question("PUT", including: true)))
        var without = try cache(question("PUT"), policy: .standard)
        #expect(!answers(&without, question("PUT", including: true)))
    }

    @Test func aWholeResponseIsDroppedWhenItDoesNotCoverARequest() throws {
        var policy = CORSPolicy.standard
        policy.preflightCacheGranularity = .response
        var cache = try cache(question("PUT"), policy: policy)
        #expect(!answers(&cache, question("DELETE"), policy: policy))
        #expect(!answers(&cache, question("PUT"), policy: policy))
    }

    @Test func aMaxAgeOfZeroIsNotCached() throws {
        var cache = try cache(question("PUT"), maxAge: 0, policy: .standard)
        #expect(!answers(&cache, question("PUT")))
        #expect(cache.entries.isEmpty)
    }
}
