import Explanations
import Testing
import WebOrigin

@testable import Fixes

/// "Serve it over https" says how, where the server is on the developer's machine.
@Suite struct TLSFixTests {
    @Test(arguments: [
        "https://localhost:5000/login", "https://127.0.0.1:5000/", "https://[::1]:5000/",
    ])
    func everyFrameworkHasAnHTTPSFix(_ url: String) throws {
        let fixes = Framework.tlsFixes(serving: try WebURL(parsing: url))
        for framework in Framework.allCases where framework != .laravel {
            let fix = try #require(fixes.first { $0.framework == framework.rawValue })
            // Spring's port is in its settings already.
            if framework != .spring { #expect(fix.code.contains("5000"), "\(fix.code)") }
            let ownCertificate = fix.code.contains("localhost-key.pem")
            let needs = framework.requirements(of: fix.code)
            #expect(needs.contains { $0.hasPrefix("mkcert") } == ownCertificate, "\(needs)")
            // .NET and Caddy make one themselves.
            #expect(ownCertificate == ![.aspnet, .caddy].contains(framework), "\(fix.code)")
        }
    }

    @Test(arguments: [
        "https://api.example.com/", "https://192.168.1.5:5000/", "https://app.localhost/",
    ])
    func thereIsNoHTTPSFixForOtherHosts(_ url: String) throws {
        #expect(Framework.tlsFixes(serving: try WebURL(parsing: url)).isEmpty)
    }
}
