import BrowserFetch
import BrowserInfra
import Scenario
import TestSupport
import Testing

@Suite struct CookieStoreStepTests {
    private func steps(_ steps: String, page: String = "https://a.test/") -> String {
        "page: \(page)\nsteps:\n" + steps.split(separator: "\n").map { "  - \($0)\n" }.joined()
    }

    @Test func cookiesCanBeSetReadAndDeleted() async throws {
        let run = try await result(
            of: steps(
                """
                { cookie-store: { get: theme }, expect: { value: null } }
                { cookie-store: { set: { name: theme, value: dark, same-site: lax } }, expect: { stored: { theme: { value: dark, sameSite: Lax, secure: true } } } }
                { cookie-store: { set: { name: b, value: "2", max-age: 60 } } }
                { cookie-store: { get: theme }, expect: { value: dark } }
                { cookie-store: { getAll: true }, expect: { value: "theme=dark; b=2" } }
                { cookie-store: { delete: theme } }
                { cookie-store: { getAll: theme }, expect: { value: "" } }
                { cookies: { names: [b] } }
                """
            ),
            answering: { _ in response(200) }
        )
        #expect(run.hasPassed, "\(run.text)")
    }

    @Test(arguments: [
        ("https://a.test/", #"{ set: { name: "a=b", value: c } }"#, "TypeError"),
        ("https://a.test/", "{ set: { name: a, value: b, domain: b.test } }", "TypeError"),
        ("http://a.test/", "{ get: a }", "ReferenceError"),
    ])
    func exceptionsFailTheStepUnlessExpected(
        _ page: String,
        _ call: String,
        _ name: String
    ) async throws {
        let expected = try await result(
            of: steps("{ cookie-store: \(call), expect: { error: \(name) } }", page: page),
            answering: { _ in response(200) }
        )
        #expect(expected.hasPassed, "\(expected.text)")
        let unexpected = try await result(
            of: steps("{ cookie-store: \(call) }", page: page),
            answering: { _ in response(200) }
        )
        #expect(!unexpected.hasPassed)
        #expect(unexpected.text.contains(name), "\(unexpected.text)")
    }

    @Test(arguments: [
        (
            "{ get: a, set: { name: b } }",
            "cookie-store must make one call: get, getAll, set or delete"
        ),
        ("{ }", "cookie-store must make one call: get, getAll, set or delete"),
        ("get", "cookie-store must make one call: get, getAll, set or delete"),
        ("{ set: { value: a } }", "set needs name:, the name of the cookie"),
        ("{ getAll: false }", "getAll must be true or a cookie's name"),
    ])
    func invalidCallsAreReported(_ call: String, _ mistake: String) {
        let found = mistakes(steps("cookie-store: \(call)"))
        #expect(found.count == 1 && found[0].hasSuffix(mistake), "\(found)")
    }
}
