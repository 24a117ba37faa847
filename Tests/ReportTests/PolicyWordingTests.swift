import BrowserCookies
import BrowserFetch
import BrowserInfra
import Explanations
import TestSupport
import Testing
import WebOrigin

/// Console messages about inline code that a policy forbids, as recorded with Chromium 156 and as
/// in csp.properties of Firefox 140.
@Suite struct PolicyWordingTests {
    private static let ways =
        " Either the 'unsafe-inline' keyword, a hash ('sha256-{hash}'), or a nonce ('nonce-...') is "
        + "required to enable inline execution."
    private static let attributes =
        " Note that hashes do not apply to event handlers, style attributes and javascript: "
        + "navigations unless the 'unsafe-hashes' keyword is present."
    private static let inline = "console.log('ran inline')"
    private static let hash = "+RD0QS6czFvhsPOMwtYaD0+OFONt5Ccfsbjc1j1sjzc="

    private func verdict(
        _ check: InlineCheck,
        _ policy: String,
        isReportOnly: Bool = false
    ) throws -> PolicyVerdict {
        var page = Page(url: try WebURL(parsing: "http://a.test/"))
        let policies = [ContentSecurityPolicy(parsing: policy)]
        if isReportOnly {
            page.policies.reportOnlyPolicies = policies
        } else {
            page.policies.contentSecurityPolicies = policies
        }
        let browser = Browser(
            policy: .chrome,
            suffixes: .builtin,
            jar: CookieJar(suffixes: .builtin),
            transport: ScriptedTransport([:]),
            now: { .epoch }
        )
        return browser.judge(check, in: page)
    }

    @Test(arguments: [
        (
            InlineCheck.Kind.script, "script-src 'nonce-abc'", false,
            "Executing inline script violates the following Content Security Policy directive "
                + "'script-src 'nonce-abc''." + ways.replacing("{hash}", with: hash)
                + " The action has been blocked."
        ),
        (
            .scriptAttribute, "script-src-attr 'none'", true,
            "Executing inline event handler violates the following Content Security Policy directive "
                + "'script-src-attr 'none''." + ways.replacing("{hash}", with: "...") + attributes
                + " The policy is report-only, so the violation has been logged but no further "
                + "action has been taken."
        ),
        (
            .styleAttribute, "style-src 'unsafe-hashes'", false,
            "Applying inline style violates the following Content Security Policy directive "
                + "'style-src 'unsafe-hashes''." + ways.replacing("{hash}", with: hash)
                + " The action has been blocked."
        ),
        (
            .navigation, "default-src 'self'", false,
            "Running the JavaScript URL violates the following Content Security Policy directive "
                + "'default-src 'self''." + ways.replacing("{hash}", with: "...") + attributes
                + " Note also that 'script-src' was not explicitly set, so 'default-src' is used as "
                + "a fallback. The action has been blocked."
        ),
        (
            .script, "script-src 'unsafe-inline' 'nonce-abc'", false,
            "Executing inline script violates the following Content Security Policy directive "
                + "'script-src 'unsafe-inline' 'nonce-abc''. Note that 'unsafe-inline' is ignored if "
                + "either a hash or nonce value is present in the source list. The action has been "
                + "blocked."
        ),
    ])
    func chromeWordsItsMessages(
        _ kind: InlineCheck.Kind,
        _ policy: String,
        _ isReportOnly: Bool,
        _ message: String
    ) throws {
        let check = InlineCheck(kind, source: Array(Self.inline.utf8))
        let verdict = try verdict(check, policy, isReportOnly: isReportOnly)
        #expect(verdict.consoleMessages(in: "chrome") == [message])
    }

    @Test func firefoxWordsItsMessages() throws {
        let check = InlineCheck(.script, source: Array(Self.inline.utf8))
        let blocked = try verdict(check, "script-src 'self'").consoleMessages(in: "firefox")
        #expect(
            blocked == [
                "Content-Security-Policy: The page’s settings blocked an inline script "
                    + "(script-src-elem) from being executed because it violates the following "
                    + "directive: “script-src 'self'”. Consider using a hash ('sha256-\(Self.hash)') "
                    + "or a nonce."
            ]
        )
    }

    @Test func anEvalErrorNamesTheDirective() throws {
        let check = InlineCheck(.eval, source: Array("1".utf8))
        let verdict = try verdict(check, "default-src 'self'")
        #expect(
            verdict.evalError(of: "eval", in: "chrome")
                == "Evaluating a string as JavaScript violates the following Content Security Policy "
                + "directive because 'unsafe-eval' is not an allowed source of script: default-src "
                + "'self'\".\n"
        )
        // The console stays silent if the page receives the error.
        #expect(verdict.consoleMessages(in: "chrome", isThrown: true).isEmpty)
        #expect(
            verdict.consoleMessages(in: "chrome") == [
                "Evaluating a string as JavaScript violates the following Content Security Policy "
                    + "directive because 'unsafe-eval' is not an allowed source of script: "
                    + "\"default-src 'self'\". Note that 'script-src' was not explicitly set, so "
                    + "'default-src' is used as a fallback.\n The action has been blocked."
            ]
        )
        #expect(verdict.consoleMessages(in: "firefox", isThrown: true).count == 1)
        #expect(
            verdict.evalError(of: "Function", in: "firefox") == "call to Function() blocked by CSP"
        )
    }

    /// Text that looks like a placeholder in the page's policy is left as it is.
    @Test func placeholdersInAPolicyAreNotExpanded() throws {
        let check = InlineCheck(.script, source: [])
        let messages = try verdict(check, "script-src {url}{hash}").consoleMessages(in: "chrome")
        #expect(messages.first?.contains("'script-src {url}{hash}'") == true)
    }
}
