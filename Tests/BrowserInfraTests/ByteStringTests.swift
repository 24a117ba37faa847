import BrowserInfra
import Testing

@Suite struct ByteStringTests {
    @Test func bytesAreOnlyDecodedExplicitly() {
        let bytes = ByteString([0x61, 0xFC, 0xC3, 0xBC])
        #expect(bytes.isomorphicDecoded == "aüÃ¼")
        #expect(bytes.utf8Decoded == "a\u{FFFD}ü")
        #expect(bytes.utf8Validated == nil)
        #expect(ByteString(isomorphicEncoding: "aüÃ¼") == bytes)
        #expect(ByteString(isomorphicEncoding: "€") == nil)
    }

    @Test func trimmingStopsAtTheFirstOtherByteFromEachEnd() {
        let text: ByteString = " \t a b\t "
        #expect(text.trimming(while: \.isHTTPTabOrSpace) == "a b")
        #expect(text.trimmingTrailing(while: \.isHTTPTabOrSpace) == " \t a b")
        #expect(ByteString("  ").trimming(while: \.isHTTPTabOrSpace) == "")
    }

    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ])
    func base64RoundTrips(_ plain: ByteString, _ encoded: String) {
        // The test vectors of RFC 4648, section 10.
        #expect(plain.base64Encoded == encoded)
        #expect(ByteString(forgivingBase64: Array(encoded.utf8)) == plain)
        #expect(ByteString(forgivingBase64: encoded.utf8.filter { $0 != 0x3D }) == plain)
    }

    @Test(arguments: ["Z", "Zg=", "Zg===", "Z=g=", "Zm9v!", "====", "Zm9vZ"])
    func invalidBase64IsRejected(_ text: String) {
        #expect(ByteString(forgivingBase64: Array(text.utf8)) == nil)
    }

    @Test func whitespaceInBase64IsIgnored() {
        #expect(ByteString(forgivingBase64: Array(" Zm\n9v\t".utf8)) == "foo")
    }
}

extension ByteString: CustomTestStringConvertible {
    package var testDescription: String { utf8Decoded }
}
