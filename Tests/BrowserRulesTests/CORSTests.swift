import BrowserRules
import Testing

@Suite struct CORSTests {
    let page: WebURL
    let api: WebURL

    init() throws {
        page = try WebURL("https://app.example/")
        api = try WebURL("https://api.test/items")
    }

    @Test func simpleRequestsNeedNoPreflight() {
        let get = CrossOriginRequest(api, method: "get", from: page, headers: ["Accept": "*/*"])
        #expect(get.method == "GET")
        #expect(get.preflight(in: .chrome) == nil)
        let own = CrossOriginRequest(page, method: "PUT", from: page)
        #expect(!own.isCrossOrigin)
        #expect(own.preflight(in: .chrome) == nil)
    }

    @Test func thePreflightNamesMethodAndHeaders() throws {
        let put = CrossOriginRequest(
            api,
            method: "PUT",
            from: page,
            headers: ["X-B": "1", "Content-Type": "application/json"]
        )
        let preflight = try #require(put.preflight(in: .firefox))
        #expect(
            preflight.headers == [
                "Origin": "https://app.example", "Access-Control-Request-Method": "PUT",
                "Access-Control-Request-Headers": "content-type,x-b",
            ]
        )
        var answer: Headers = ["Access-Control-Allow-Origin": "*"]
        #expect(throws: CORSRefusal.self) { try preflight.check(status: 204, headers: answer) }
        answer.append("access-control-allow-methods", "PUT")
        answer.append("Access-Control-Allow-Headers", "content-type, X-B")
        answer.append("Access-Control-Max-Age", "100000")
        #expect(try preflight.check(status: 204, headers: answer).maxAge == 86_400)
        let chrome = try #require(put.preflight(in: .chrome))
        #expect(try chrome.check(status: 204, headers: answer).maxAge == 7200)
    }

    @Test(
        arguments: [
            ([:], false, "MissingAllowOriginHeader", ""),
            (["Access-Control-Allow-Origin": "*"], true, "WildcardOriginNotAllowed", ""),
            (
                ["Access-Control-Allow-Origin": "https://app.example"], true,
                "InvalidAllowCredentials",
                ""
            ),
            (
                ["Access-Control-Allow-Origin": "https://app.example/"], false,
                "AllowOriginMismatch",
                "https://app.example/"
            ),
            (
                ["Access-Control-Allow-Origin": "https://a.test, https://b.test"], false,
                "MultipleAllowOriginValues", "https://a.test, https://b.test"
            ),
        ] as [(Headers, Bool, String, String)]
    )
    func blockedResponsesHaveTheBrowsersCode(
        _ response: Headers,
        _ includesCredentials: Bool,
        _ code: String,
        _ parameter: String
    ) throws {
        let request = CrossOriginRequest(
            api,
            from: page,
            includesCredentials: includesCredentials
        )
        let refusal = #expect(throws: CORSRefusal.self) { try request.check(response) }
        #expect(refusal?.code.rawValue == code)
        #expect(refusal?.parameter == parameter)
    }

    @Test func scriptSeesOnlyExposedHeaders() throws {
        let request = CrossOriginRequest(api, from: page)
        let seen = try request.check([
            "Access-Control-Allow-Origin": "*", "X-A": "1", "X-B": "2", "Set-Cookie": "c=3",
            "Content-Type": "text/plain", "Access-Control-Expose-Headers": "X-A",
        ])
        #expect(seen.fields.map(\.name) == ["X-A", "Content-Type"])
        let own = CrossOriginRequest(page, from: page)
        #expect(try own.check(["X-A": "1", "Set-Cookie": "c=3"]) == ["X-A": "1"])
    }

    @Test(arguments: [(Browser.chrome, true), (.standard, false)])
    func aWildcardCoversAuthorizationInSomeBrowsers(_ browser: Browser, _ isAllowed: Bool) throws {
        let request = CrossOriginRequest(api, from: page, headers: ["Authorization": "x"])
        let preflight = try #require(request.preflight(in: browser))
        let answer: Headers = [
            "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*",
        ]
        if isAllowed {
            #expect(try preflight.check(status: 200, headers: answer).headerNames == ["*"])
        } else {
            let refusal = #expect(throws: CORSRefusal.self) {
                try preflight.check(status: 200, headers: answer)
            }
            #expect(refusal?.code == .headerDisallowed)
            #expect(refusal?.parameter == "authorization")
        }
    }
}
