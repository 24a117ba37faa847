import BrowserCookies
import BrowserFetch
import BrowserHTTP
import BrowserInfra
import BrowserJSON
import Foundation
import Testing
import WebOrigin

@testable import Explanations
@testable import Redaction
@testable import Report
@testable import Terminal

/// What is redacted, in which forms, and what is not.
@Suite struct RedactionTests {
    private static let secret = "k3y/+\"of &mine\"=é"

    /// The secret in the forms that other encoders write.
    static var forms: [String] {
        let data = Data(secret.utf8)
        var component = CharacterSet.alphanumerics.intersection(.init(charactersIn: "a"..."z"))
        component.formUnion(.init(charactersIn: "A"..."Z"))
        component.formUnion(.init(charactersIn: "0"..."9"))
        let percent = secret.addingPercentEncoding(withAllowedCharacters: component) ?? ""
        let json = (try? JSONEncoder().encode(secret)).map { String(decoding: $0, as: UTF8.self) }
        let base64 = data.base64EncodedString()
        let embedded = [1, 2, 3, 4, 5].map {
            (Data(repeating: 0x78, count: $0) + data + Data("tail".utf8)).base64EncodedString()
        }
        return [
            secret, percent, percent.lowercased().replacing("%2b", with: "%2B"),
            percent.replacing("%20", with: "+"), json ?? "",
            String(json?.dropFirst().dropLast() ?? "").replacing("é", with: "\\u00e9"),
            base64, base64.replacing("+", with: "-").replacing("/", with: "_"),
            base64.replacing("=", with: "%3D"), base64.replacing("=", with: ""),
        ] + embedded
    }

    @Test(arguments: forms)
    func secretsAreHiddenInEveryForm(form: String) {
        var redaction = Redaction(hiding: ["key"])
        redaction.learn(variable: "key", .string(Self.secret))
        let shown = redaction.text("before \(form) behind")
        #expect(shown.contains(Redaction.mark))
        // The part that does not depend on adjacent bytes is hidden; a few characters at each end
        // may remain.
        let core = form.dropFirst(6).dropLast(6)
        #expect(core.isEmpty || !shown.contains(core), "\(shown)")
        #expect(shown.hasPrefix("before ") && shown.hasSuffix(" behind"))
    }

    /// The base64 form of one secret is a secret in its own right if it is also a value.
    @Test(arguments: [["first-secret", "Zmlyc3Qtc2VjcmV0"], ["Zmlyc3Qtc2VjcmV0", "first-secret"]])
    func aSecretThatIsAnEncodedFormOfAnotherIsHiddenInAllForms(_ secrets: [String]) {
        var redaction = Redaction(hiding: ["key"])
        for secret in secrets { redaction.learn(variable: "key", .string(secret)) }
        let hexadecimal = "5a6d6c7963335174633256 6a636d5630".replacing(" ", with: "")
        #expect(redaction.text("see \(hexadecimal)") == "see \(Redaction.mark)")
    }

    @Test(
        arguments: [
            "k3y%252F%252B%2522", "k3y%5C/%2B%5C%22", "k3y\\\\/\\u002b\\\"",
            "k3y&amp;#47;&#x2b;&quot;",
            "6b332f2b22", "6b332f2b22".uppercased(), "k3y%25252F%25252B%252522",
        ]
    )
    func nestedEscapesAreDecoded(form: String) {
        var redaction = Redaction(hiding: ["key"])
        let secret = form.hasPrefix("k") ? "k3y/+\"" : "k3/+\""
        redaction.learn(variable: "key", .string(secret))
        #expect(redaction.text("<\(form)>") == "<[redacted]>")
    }

    @Test(
        arguments: [
            ("pin", "7", "7 of 17 in 7s", "[redacted] of 17 in 7s"),
            (
                "pin", "ab12", "?x=ab12&y=%3Dab12 cab12 ab123",
                "?x=[redacted]&y=%3D[redacted] cab12 ab123"
            ),
            ("pin", "long-enough", "xlong-enoughx", "x[redacted]x"),
        ]
    )
    func shortSecretsAreHiddenAsWholeWords(name: String, value: String, text: String, shown: String)
    {
        var redaction = Redaction(hiding: [name])
        redaction.learn(variable: name, .string(value))
        #expect(redaction.text(text) == shown)
    }

    @Test func redactionCanBeTurnedOff() {
        var redaction = Redaction.nothing
        redaction.learn(cookieValue: "a-long-secret", name: "a")
        #expect(redaction.text("a-long-secret") == "a-long-secret")
        #expect(redaction.header(Header(name: "Cookie", value: "a=1")).value == "a=1")
    }

    @Test(
        arguments: [
            ("Cookie", "a=1; b=; lone", "a=[redacted]; b=; [redacted]"),
            ("set-cookie", "a=1; Path=/x; HttpOnly", "a=[redacted]; Path=/x; HttpOnly"),
            ("Set-Cookie", "=x=y; Secure", "=[redacted]; Secure"),
            ("Authorization", "Basic dXNlcjpw", "Basic [redacted]"),
            ("authorization", "token", "[redacted]"),
            ("Proxy-Authorization", "Bearer x", "Bearer [redacted]"),
            ("X-API-Key", "k", "[redacted]"),
            ("X-Other", "1", "1"),
        ]
    )
    func secretHeadersAreHiddenWhateverTheirLength(name: String, value: String, shown: String) {
        let header = Header(name: name, value: ByteString(utf8: value))
        let redaction = Redaction(hiding: ["x-api-key"])
        #expect(redaction.header(header).value.utf8Decoded == shown)
    }

    @Test func urlsAreShownWithoutUserinfoAndStayValid() throws {
        var redaction = Redaction(hiding: ["t"])
        redaction.learn(from: FetchRequest(url: "http://ann:pa%20ss@h.test/p?t=12345&u=1#t=678"))
        let url = try WebURL(parsing: "http://ann:pa%20ss@h.test/p?t=12345&u=1#t=678")
        let shown = redaction.url(url).href
        #expect(shown == "http://h.test/p?t=[redacted]&u=1#t=[redacted]")
        #expect(Redaction.nothing.url(url).href == "http://h.test/p?t=12345&u=1#t=678")
    }

    @Test func secretsInHostsAreHiddenToo() throws {
        var redaction = Redaction(hiding: ["tenant"])
        redaction.learn(variable: "tenant", .string("acme-corporation"))
        let url = try WebURL(parsing: "http://acme-corporation.test/")
        #expect(redaction.url(url).href == "http://redacted.test/")
    }

    @Test func scenariosHaveVariablesInPlaceOfSecrets() {
        var redaction = Redaction(hiding: ["x api key"])
        redaction.style = .variable
        redaction.learn(variable: "x api key", .string("a-secret-key"))
        #expect(redaction.text("k=a-secret-key") == "k={{x_api_key}}")
    }
}
