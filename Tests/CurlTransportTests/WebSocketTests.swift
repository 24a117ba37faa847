import BrowserFetch
import BrowserHTTP
import BrowserInfra
import CurlTransport
import TestSupport
import Testing
import WebOrigin
import WebSocketFraming

/// WebSockets with a server that sends exactly the given bytes.
@Suite(.timeLimit(.minutes(Patience.factor))) struct WebSocketTests {
    /// Starts a server that completes the handshake and then calls `serve`.
    private func server(
        inPieces: Bool = false,
        then serve: @escaping @Sendable (Connection) -> Void
    ) throws -> RawServer {
        try RawServer { connection in
            guard let request = connection.readRequest() else { return }
            let key = request.values(of: "Sec-WebSocket-Key").first ?? ""
            let accept = HandshakeKey(key).accept
            var answer = Array("HTTP/1.1 101 Switching\r\nUpgrade: websocket\r\n".utf8)
            answer += "Connection: Upgrade\r\nSec-WebSocket-Accept: ".utf8
            answer += accept.bytes + Array("\r\n\r\n".utf8)
            if inPieces {
                for byte in answer { connection.writeAndWaitUntilRead([byte]) }
            } else {
                connection.write(answer)
            }
            serve(connection)
        }
    }

    private func open(
        _ server: RawServer,
        _ change: (inout CurlTransportSettings) -> Void = { _ in }
    ) async throws -> (WebSocketHandshakeResponse, CurlTransport) {
        let transport = try makeTransport(change)
        let request = try get("http://127.0.0.1:\(server.port)/chat?room=1")
        return (try await transport.openWebSocket(request), transport)
    }

    /// Returns all events until the connection ends.
    private func events(of answer: WebSocketHandshakeResponse) async throws -> [WebSocketEvent] {
        let connection = try #require(answer.connection)
        var events: [WebSocketEvent] = []
        while true {
            let event = await connection.receive()
            events.append(event)
            if case .closed = event { return events }
        }
    }

    private static let cut = WebSocketEvent.closed(code: 1006, reason: "", wasClean: false)

    @Test func theHandshakeIsSentAsRequested() async throws {
        let server = try server { $0.write([0x88, 0x00]) }
        defer { server.stop() }
        let (answer, _) = try await open(server)
        #expect(answer.response.status == 101)
        #expect(answer.response.headers.get("Sec-WebSocket-Accept") == answer.expectedAccept)
        let request = try #require(server.requests.first)
        #expect(request.lines[0] == "GET /chat?room=1 HTTP/1.1")
        #expect(request.values(of: "Host") == ["127.0.0.1:\(server.port)"])
        #expect(try await events(of: answer) == [.closed(code: 1005, reason: "", wasClean: true)])
    }

    @Test(arguments: [false, true])
    func messagesMayArriveInAnyPieces(_ inPieces: Bool) async throws {
        let bytes: [UInt8] =
            [0x81, 0x02, 0xC3, 0xA4, 0x01, 0x01, 0x61, 0x89, 0x00, 0x80, 0x01, 0x62]
            + [0x82, 0x01, 0xFF, 0x88, 0x05, 0x0F, 0xA1, 0x62, 0x79, 0x65]
        let server = try server(inPieces: inPieces) { connection in
            if inPieces {
                for byte in bytes { connection.writeAndWaitUntilRead([byte]) }
            } else {
                connection.write(bytes)
            }
            connection.waitUntilClosed()
        }
        defer { server.stop() }
        let (answer, _) = try await open(server)
        #expect(
            try await events(of: answer) == [
                .message(.text("ä")), .message(.text("ab")), .message(.binary(ByteString([0xFF]))),
                .closed(code: 4001, reason: "bye", wasClean: true),
            ]
        )
    }

    /// The frames arrive in the same piece as the head.
    @Test func framesInTheSamePieceAsTheHeadAreNotLost() async throws {
        let server = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.write(
                "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 101 Go\r\n\r\n\u{1}"
            )
            connection.waitUntilClosed()
        }
        defer { server.stop() }
        let (answer, _) = try await open(server)
        #expect(answer.response.status == 101)
        #expect(answer.response.headers.get("Link") == nil)
    }

    @Test(
        arguments: [
            ([0xC1, 0x00], FramingError.reservedBits(0x40)), ([0x81, 0x80, 1, 2, 3, 4], .masked),
            ([0x81, 0x01, 0xFF], .notUTF8), ([0x88, 0x02, 0x03, 0xEE], .reservedCloseCode(1006)),
            ([0x89, 126, 0, 126], .longControlFrame(.ping)),
            ([0x82, 127, 0, 0, 0, 0xFF, 0, 0, 0, 0], .messageTooBig(limit: 1000)),
        ] as [([UInt8], FramingError)]
    )
    func invalidFramesAreAnsweredWithACloseFrameAndReported(
        _ bytes: [UInt8],
        _ fault: FramingError
    ) async throws {
        let said = AsyncStream<[UInt8]>.makeStream()
        let server = try server { connection in
            connection.write(bytes)
            said.continuation.yield(connection.readAll())
        }
        defer { server.stop() }
        let (answer, _) = try await open(server) { $0.maxBodyBytes = 1000 }
        #expect(try await events(of: answer) == [.failed(.framing(fault)), Self.cut])
        let frame = try #require(await said.stream.first { _ in true })
        try #require(frame.count == 8)
        #expect(Array(frame.prefix(2)) == [0x88, 0x82])
        let code = UInt16(frame[6] ^ frame[2]) << 8 | UInt16(frame[7] ^ frame[3])
        #expect(code == fault.closeCode)
    }

    @Test(arguments: [[], [0x81], [0x81, 0x05, 0x48], [0x01, 0x01, 0x61]] as [[UInt8]])
    func aConnectionThatEndsWithoutACloseFrameIsNotClean(_ bytes: [UInt8]) async throws {
        let server = try server { $0.write(bytes) }
        defer { server.stop() }
        let (answer, _) = try await open(server)
        #expect(try await events(of: answer) == [Self.cut])
    }

    @Test(arguments: [
        ("SSH-2.0-OpenSSH_9.2\r\n", "the response to the handshake is not HTTP/1.1"),
        ("\u{15}\u{3}\u{1}", "the response to the handshake is not HTTP/1.1"),
        ("HTTP/1.1 101 Go\r\nUpg", "during the response to the handshake"),
        ("", "without a response to the handshake"),
    ])
    func invalidHandshakeResponsesAreReported(_ answer: String, _ detail: String) async throws {
        let server = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.write(answer)
        }
        defer { server.stop() }
        let error = await #expect(throws: TransportError.self) { _ = try await open(server) }
        #expect(error?.networkDetail?.contains(detail) == true, "\(String(describing: error))")
    }

    @Test func anUnansweredHandshakeExceedsTheMaximumTime() async throws {
        let server = try RawServer { $0.waitUntilClosed() }
        defer { server.stop() }
        let error = await #expect(throws: TransportError.self) {
            _ = try await open(server) { $0.maxTime = 0.2 }
        }
        guard case .timeout(let detail) = error else {
            Issue.record("not a time-out: \(String(describing: error))")
            return
        }
        #expect(detail.contains("0.2 s"))
    }

    @Test func anOpenConnectionExceedsTheMaximumTime() async throws {
        let server = try server { $0.waitUntilClosed() }
        defer { server.stop() }
        let (answer, _) = try await open(server) { $0.maxTime = 0.5 }
        let events = try await events(of: answer)
        guard case .failed(.transport(.timeout)) = events.first else {
            Issue.record("\(events)")
            return
        }
        #expect(events.last == Self.cut)
    }

    @Test func endlessHeadersAreLimited() async throws {
        let server = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.write("HTTP/1.1 101 Go\r\n")
            while connection.write("X-A: \(String(repeating: "a", count: 1000))\r\n") {}
        }
        defer { server.stop() }
        let error = await #expect(throws: TransportError.self) {
            _ = try await open(server) { $0.maxHeaderBytes = 4096 }
        }
        #expect(error == .headersTooLarge(limit: 4096))
    }

    /// The server sends nothing, and the page waits for a message.
    @Test func cancelingEndsAPendingReceive() async throws {
        let closed = AsyncStream<Void>.makeStream()
        let server = try server { connection in
            connection.waitUntilClosed()
            closed.continuation.yield()
        }
        defer { server.stop() }
        let (answer, _) = try await open(server)
        let connection = try #require(answer.connection)
        let waiting = Task { await connection.receive() }
        waiting.cancel()
        #expect(await waiting.value == Self.cut)
        _ = await closed.stream.first { true }
    }

    @Test func manyMegabytesAreSentAndNothingAfterTheClose() async throws {
        let server = try server { $0.waitUntilClosed() }
        defer { server.stop() }
        let (answer, _) = try await open(server)
        let connection = try #require(answer.connection)
        for _ in 0..<6 {
            try await connection.send(.binary(ByteString([UInt8](repeating: 7, count: 1 << 20))))
        }
        await connection.close(code: 1000, reason: "")
        await #expect(throws: TransportError.self) { try await connection.send(.text("late")) }
    }
}
