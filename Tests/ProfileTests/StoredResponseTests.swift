import BrowserFetch
import BrowserHTTP
import BrowserInfra
import Testing

@testable import Profile

@Suite struct StoredResponseTests {
    @Test func storedResponsesRoundTrip() throws {
        var list = HeaderList()
        list.append("X-A", ByteString([0xFC, 0x3A]))
        list.append("X-B", "")
        let stored = StoredResponse(
            status: 404,
            statusText: "Not : Found",
            headers: list,
            body: ByteString([0x0A, 0x00, 0xFF]),
            varying: ["origin": "http://b.test", "accept": ByteString?.none],
            requestTime: Moment(secondsSinceEpoch: 1_700_000_000),
            responseTime: Moment(secondsSinceEpoch: 1_700_000_001)
        )
        #expect(StoredResponse(encoded: stored.encoded) == stored)
        #expect(StoredResponse(encoded: "2\n") == nil)
        #expect(StoredResponse(encoded: "") == nil)
        #expect(StoredResponse(encoded: ByteString(Array(stored.encoded.bytes.prefix(30)))) == nil)
    }
}
