import BrowserFetch
import BrowserHTTP
import BrowserInfra
import Scenario
import TestSupport
import Testing

/// Steps that create frames, navigate them, and navigate the tab.
@Suite struct FrameStepTests {
    /// Sets one cookie of each kind, and describes the request in the response.
    private static let answer: ScriptedTransport.Answer = { request in
        response(
            200,
            [
                ("Set-Cookie", "strict=1; SameSite=Strict; Secure"),
                ("Set-Cookie", "none=1; SameSite=None; Secure"),
                ("X-Site", request.headers.get("Sec-Fetch-Site")?.isomorphicDecoded ?? "-"),
                ("X-Dest", request.headers.get("Sec-Fetch-Dest")?.isomorphicDecoded ?? "-"),
                ("X-User", request.headers.get("Sec-Fetch-User")?.isomorphicDecoded ?? "-"),
                ("X-Method", request.method),
            ]
        )
    }

    static let flows = [
        // A in B in A: the cross-site ancestor makes the inner frame a third party.
        """
        - frame: outer
          src: https://b.test/
        - frame: inner
          in: outer
          src: https://a.test/
          expect: { sent: { none: 1 }, not-sent: { strict: [SameSiteStrict] } }
        - fetch: /api
          in: outer/inner
          credentials: include
          expect: { sent: { none: 1 } }
        - document-cookie: {}
          in: outer/inner
          expect: { value: none=1 }
        - document-cookie: {}
          expect: { value: strict=1; none=1 }
        """,
        // The initiator of a frame's navigation matters too.
        """
        - frame: f
          src: https://b.test/
        - navigate-frame: f
          to: https://a.test/
          via: link
          expect: { sent: { none: 1 }, headers: { x-site: cross-site, x-dest: iframe } }
        - navigate-frame: f
          to: https://a.test/
          expect: { sent: { none: 1, strict: 1 }, headers: { x-site: same-origin } }
        - navigate-frame: f
          via: reload
          expect: { headers: { x-site: same-origin } }
        - navigate-frame: f
          to: https://a.test/
          via: form
          by: parent
          body: { a: 1 }
          user-activation: false
          expect: { headers: { x-method: POST, x-user: "-" } }
        """,
        // A frame without a request, its origin, and the effect of a sandbox.
        """
        - frame: blank
        - fetch: /api
          in: blank
          expect: { headers: { x-site: same-origin } }
        - frame: sand
          src: https://a.test/
          sandbox: allow-scripts
        - visit: /next
          via: link
          in: sand
          target: _top
          expect: { outcome: blocked, reason: SandboxedTopNavigation }
        - visit: /next
          via: window-open
          in: sand
          expect: { reason: SandboxedPopup }
        - frame: own
          credentialless: true
          src: https://a.test/
          expect: { sent: {} }
        """,
        // Navigations of the tab.
        """
        - visit: https://b.test/
          via: link
          expect: { headers: { x-site: cross-site, x-user: "?1" } }
        - visit: true
          via: browser-reload
          expect: { headers: { x-site: cross-site } }
        - visit: true
          via: reload
          user-activation: false
          expect: { headers: { x-site: same-origin } }
        - visit: https://b.test/two
          via: replace
        - visit: https://a.test/three
          via: meta
          expect: { headers: { x-user: "-" } }
        - visit: true
          via: back
        - fetch: /api
          expect: { headers: { x-site: same-origin } }
        - visit: true
          via: forward
        """,
    ]

    @Test(arguments: flows)
    func framesAndTabsAreNavigatedAsInBrowsers(_ steps: String) async throws {
        let text = "page: https://a.test/\nsteps:\n- visit: https://a.test/\n" + steps
        let run = try await result(of: text, answering: Self.answer)
        #expect(run.hasPassed, "\(run.text)")
    }

    @Test(arguments: [
        ("- { visit: true, via: back }", "the tab has no page to go back to"),
        ("- { visit: true, via: reload }", "no page was requested that could be reloaded"),
        (
            "- { frame: a }\n- { visit: https://b.test/ }\n- { fetch: /, in: a }",
            "the tab no longer has a frame a"
        ),
        (
            "- { visit: https://a.test/ }\n- { visit: https://b.test/ }\n"
                + "- { visit: true, via: back, expect: { status: 200 } }",
            "no request was made that could be checked"
        ),
    ])
    func missingFramesAndPagesAreReported(_ steps: String, _ message: String) async throws {
        let text = "page: https://a.test/\nsteps:\n" + steps
        let run = try await result(of: text, answering: Self.answer)
        #expect(!run.hasPassed)
        #expect(run.text.replacing(/\s+/, with: " ").contains(message), "\(run.text)")
    }

    @Test(arguments: [
        (
            "{ fetch: /, in: outer }",
            "there is no frame \"outer\" at this point: create one with a frame: step"
        ),
        ("{ frame: outer }, { fetch: /, in: outr }", "did you mean outer?"),
        ("{ frame: a, src: /, srcdoc: x }", "a frame shows only one thing: use src or srcdoc"),
        ("{ frame: a, in-frame-of: b }", "a frame is inserted into the tab's page"),
        ("{ frame: a }, { navigate-frame: a }", "navigate-frame needs to:"),
        ("{ frame: a }, { navigate-frame: a, via: reload, to: / }", "a reload cannot have a URL"),
        ("{ frame: a }, { navigate-frame: a, to: /, by: frame }", "only the parent can set src"),
        (
            "{ frame: a }, { navigate-frame: a, to: /, via: link, method: POST }",
            "only forms send POST"
        ),
        ("{ visit: /, via: reload }", "write visit: true"),
        ("{ visit: true }", "visit must be a URL, or true with via: reload"),
        ("{ visit: /, via: lnik }", "did you mean link?"),
        ("{ visit: /, target: _top }", "a typed URL does not accept target"),
        ("{ visit: /, via: link, target: _tpo }", "did you mean _top?"),
        ("{ visit: /, via: link, rel: noreferer }", "did you mean noreferrer?"),
        ("{ fetch: /, sandbox: allow-script }", "did you mean allow-scripts?"),
        ("{ fetch: /, sandbox: allow-scripts, sandboxed: true }", "use one of them"),
        ("{ frame: a }, { fetch: /, in: a, in-frame-of: b }", "use one of them"),
        ("{ load: /, as: image, credentialless: true }", "credentialless is only for as: iframe"),
        ("{ framee: a }", "did you mean frame?"),
    ])
    func mistakesAreReportedWithACorrection(_ steps: String, _ message: String) {
        let found = mistakes("steps: [ \(steps) ]")
        #expect(found.contains { $0.contains(message) }, "\(found)")
    }
}
