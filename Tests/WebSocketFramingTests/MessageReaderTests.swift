import BrowserInfra
import Testing
import WebSocketFraming

/// RFC 6455, sections 5 to 8: what a client accepts from a server, and what it rejects.
@Suite struct MessageReaderTests {
    /// Reads all messages of `bytes`.
    private func read(
        _ bytes: [UInt8],
        maxMessageBytes: Int = 1 << 20
    ) throws(FramingError) -> [ReceivedMessage] {
        var reader = MessageReader(maxMessageBytes: maxMessageBytes)
        reader.append(bytes)
        var all: [ReceivedMessage] = []
        while let next = try reader.next() { all.append(next) }
        return all
    }

    /// An unmasked frame, as a server sends it.
    private static func frame(
        _ first: UInt8,
        _ payload: [UInt8] = [],
        length: [UInt8]? = nil
    ) -> [UInt8] {
        [first] + (length ?? [UInt8(payload.count)]) + payload
    }

    private static let hello = Array("Hello".utf8)

    /// Section 5.7.
    @Test(
        arguments: [
            ([0x81, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F], [ReceivedMessage.text("Hello")]),
            (
                [0x01, 0x03, 0x48, 0x65, 0x6C, 0x80, 0x02, 0x6C, 0x6F],
                [ReceivedMessage.text("Hello")]
            ),
            ([0x89, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F], [ReceivedMessage.ping(hello)]),
            ([0x8A, 0x00], [ReceivedMessage.pong]),
            ([0x82, 0x00], [ReceivedMessage.binary([])]),
            ([0x88, 0x00], [ReceivedMessage.close(CloseStatus())]),
            ([0x88, 0x02, 0x03, 0xE8], [ReceivedMessage.close(CloseStatus(code: 1000))]),
            // A ping between two fragments.
            (
                [0x01, 0x01, 0x61, 0x89, 0x00, 0x80, 0x01, 0x62],
                [ReceivedMessage.ping([]), .text("ab")]
            ),
            // A code point in two fragments.
            ([0x01, 0x01, 0xC3, 0x80, 0x01, 0xA4], [ReceivedMessage.text("ä")]),
        ] as [([UInt8], [ReceivedMessage])]
    )
    func messagesFromAServerAreRead(_ bytes: [UInt8], _ expected: [ReceivedMessage]) throws {
        #expect(try read(bytes) == expected)
        var reader = MessageReader(maxMessageBytes: 100)
        var pieces: [ReceivedMessage] = []
        for byte in bytes {
            reader.append([byte])
            while let next = try reader.next() { pieces.append(next) }
        }
        #expect(pieces == expected, "in pieces of one byte")
    }

    @Test(
        arguments: [
            ([0xC1], .reservedBits(0x40)), ([0xA1], .reservedBits(0x20)),
            ([0x91], .reservedBits(0x10)),
            ([0x83], .unknownOpcode(3)), ([0x8B], .unknownOpcode(11)),
            ([0x81, 0x80], .masked),
            ([0x81, 126, 0, 125], .longLength),
            ([0x81, 127, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF], .longLength),
            ([0x81, 127, 0x80, 0, 0, 0, 0, 0, 0, 0], .negativeLength),
            ([0x09], .fragmentedControlFrame(.ping)),
            ([0x88, 126], .longControlFrame(.close)),
            ([0x89, 127], .longControlFrame(.ping)),
            ([0x80, 0x00], .unexpectedContinuation),
            ([0x01, 0x00, 0x81, 0x00], .unfinishedMessage),
            ([0x81, 0x01, 0xFF], .notUTF8),
            // A surrogate, and an overlong encoding of a code point.
            ([0x81, 0x03, 0xED, 0xA0, 0x80], .notUTF8), ([0x81, 0x02, 0xC0, 0x80], .notUTF8),
            ([0x88, 0x01, 0x03], .halfCloseCode),
            ([0x88, 0x02, 0x03, 0xED], .reservedCloseCode(1005)),
            ([0x88, 0x02, 0x03, 0xEE], .reservedCloseCode(1006)),
            ([0x88, 0x02, 0x03, 0xF7], .reservedCloseCode(1015)),
            ([0x88, 0x03, 0x03, 0xE8, 0xFF], .closeReasonNotUTF8),
            ([0x81, 101], .messageTooBig(limit: 100)),
            (
                [0x81, 127, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
                .messageTooBig(limit: 100)
            ),
        ] as [([UInt8], FramingError)]
    )
    func invalidFramesAreRejectedAtOnce(_ bytes: [UInt8], _ fault: FramingError) {
        #expect(throws: fault) { try read(bytes, maxMessageBytes: 100) }
    }

    @Test func theTotalSizeOfFragmentsIsLimited() {
        let fragment = Self.frame(0x00, Array(repeating: 0x61, count: 60))
        let begun = Self.frame(0x01, Array(repeating: 0x61, count: 60))
        #expect(throws: FramingError.messageTooBig(limit: 100)) {
            try read(begun + fragment, maxMessageBytes: 100)
        }
    }

    @Test func theNumberOfFragmentsIsLimited() {
        let endless = [0x01, 0x00] + Array(repeating: UInt8(0), count: 2 << 16)
        #expect(throws: FramingError.tooManyFragments(limit: 1 << 16)) { try read(endless) }
    }

    @Test(arguments: [0, 1, 125, 126, 127, 0xFFFF, 0x10000, 0x10001])
    func everyLengthRoundTrips(_ count: Int) throws {
        let payload = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
        // A client's frame without its mask is what a server would send.
        let key: [UInt8] = [0x37, 0xFA, 0x21, 0x3D]
        var sent = Frame(.binary, payload).bytes(maskedWith: key)
        let header = count < 126 ? 2 : count <= 0xFFFF ? 4 : 10
        #expect(Array(sent[header..<(header + 4)]) == key)
        for index in payload.indices { sent[header + 4 + index] ^= key[index & 3] }
        sent.removeSubrange(header..<(header + 4))
        sent[1] &= 0x7F
        #expect(try read(sent) == [.binary(payload)])
    }

    /// Section 5.7: "A single-frame masked text message".
    @Test func maskingMatchesTheExampleOfTheRFC() {
        let bytes = Frame(.text, Self.hello).bytes(maskedWith: [0x37, 0xFA, 0x21, 0x3D])
        #expect(
            bytes == [0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58]
        )
    }

    @Test func everyFrameHasItsOwnMaskingKey() {
        let frames = (0..<100).map { _ in Frame(.text, Self.hello).masked() }
        #expect(Set(frames).count > 95)
    }

    /// Section 1.3.
    @Test func theAcceptValueMatchesTheExampleOfTheRFC() {
        #expect(HandshakeKey("dGhlIHNhbXBsZSBub25jZQ==").accept == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
        #expect(HandshakeKey().value.utf8.count == 24)
        #expect(HandshakeKey() != HandshakeKey())
    }
}
