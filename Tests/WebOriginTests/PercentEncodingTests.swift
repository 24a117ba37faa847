import BrowserInfra
import Testing
import WebOrigin

@Suite struct PercentEncodingTests {
    @Test(arguments: [
        ("", ""), ("a b", "a+b"), ("a+b", "a%2Bb"), ("a%20b", "a%2520b"), ("  ", "++"),
        ("*-._", "*-._"), ("~!'()", "%7E%21%27%28%29"), ("ü&=", "%C3%BC%26%3D"),
    ])
    func formsEncodeSpacesAsPlusSigns(_ text: String, _ encoded: String) {
        #expect(text.formURLEncoded == encoded)
    }

    @Test(arguments: [
        ("a b", "a%20b"), ("-._~", "-._~"), ("!'()*+", "%21%27%28%29%2A%2B"), ("/:@", "%2F%3A%40"),
    ])
    func curlEncodesAllReservedCharacters(_ text: String, _ encoded: String) {
        #expect(text.percentEncoded(in: .reserved) == encoded)
    }

    @Test func invalidUTF8IsEncodedToo() {
        #expect([0xFF, 0x00, 0x41].percentEncoded(in: .reserved) == "%FF%00A")
    }
}
