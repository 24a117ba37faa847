internal import BrowserFetch
internal import BrowserInfra
internal import WebSocketFraming

/// One WebSocket's connection, from its first byte to its last, on a thread of its own.
struct WebSocketThread {
    private let request: HTTPRequest
    private let handshake: HandshakeRequest
    private let settings: CurlTransportSettings
    private let time: RemainingTime
    private let line: WebSocketPipe

    /// As Chromium waits for the answer to a handshake (`kHandshakeTimeoutIntervalInSeconds`), and for
    /// a server's close frame (`kClosingHandshakeTimeoutSeconds`).
    private static let handshakeTime = Duration.seconds(240)
    private static let closingTime = Duration.seconds(10)

    init(
        _ request: HTTPRequest,
        _ handshake: HandshakeRequest,
        _ settings: CurlTransportSettings,
        since start: ContinuousClock.Instant,
        line: WebSocketPipe
    ) {
        self.request = request
        self.handshake = handshake
        self.settings = settings
        time = RemainingTime(of: settings, since: start)
        self.line = line
    }

    func run() {
        do throws(TransportError) {
            try runConnection()
        } catch {
            line.answer(.failure(error))
        }
        line.end(1006, "", wasClean: false)
    }

    private func runConnection() throws(TransportError) {
        if time.isUp { throw time.error(detail: "the requests before took all of it") }
        let wire = try RawConnection(for: request, settings: settings, time: time)
        line.wakes(wire.multi.pointer)
        defer { line.wakes(nil) }
        try wire.connect { line.isAbandoned }
        let answer = try performHandshake(over: wire)
        line.answer(.head(answer.head))
        guard answer.head.status == 101 else { return }
        exchangeFrames(over: wire, after: answer.rest)
    }

    // MARK: The handshake

    private func performHandshake(over wire: RawConnection) throws(TransportError) -> HandshakeResponse {
        var answer = HandshakeResponse(maxHeaderBytes: settings.maxHeaderBytes)
        let end = ContinuousClock.now + Self.handshakeTime
        wire.write(handshake.bytes)
        while true {
            if line.isAbandoned { throw .cancelled }
            if time.isUp { throw time.error(detail: "the server has not answered the handshake") }
            guard ContinuousClock.now < end else {
                throw .timeout(detail: "no answer to the handshake within 240 s")
            }
            try wire.flush()
            while let piece = try wire.read() {
                guard !piece.isEmpty else {
                    throw .network(
                        code: nil,
                        detail: answer.hasBegun
                            ? "the connection ended within the answer to the handshake"
                            : "the connection ended without an answer to the handshake"
                    )
                }
                try answer.append(piece)
                if answer.isComplete { return answer }
            }
            wire.wait(until: earlier(end, time.deadline))
        }
    }

    // MARK: Frames

    /// Reads and writes until one side has closed it; tells the page how it ended.
    private func exchangeFrames(over wire: RawConnection, after rest: [UInt8]) {
        var reader = MessageReader(maxMessageBytes: settings.maxBodyBytes)
        reader.append(rest)
        var closingEnd: ContinuousClock.Instant?
        while true {
            do throws(TransportError) {
                // What has come counts, also where nothing more can be written.
                if try take(from: &reader, over: wire) { return }
                try writeAll(over: wire)
                if line.isAbandoned { return }
                if line.isClosing, closingEnd == nil {
                    closingEnd = ContinuousClock.now + Self.closingTime
                }
                if time.isUp { return giveUp(over: wire) }
                if let closingEnd, ContinuousClock.now >= closingEnd { return }
                let isWanted = line.hasRoom
                while isWanted, let piece = try wire.read() {
                    // Without a close frame: 1006.
                    if piece.isEmpty { return }
                    reader.append(piece)
                    if try take(from: &reader, over: wire) { return }
                    if !line.hasRoom { break }
                }
                wire.wait(until: earlier(closingEnd, time.deadline), reads: line.hasRoom)
            } catch {
                // A connection that is cut has no error event in any browser.
                return
            }
        }
    }

    /// Until there is no more, or the network takes no more.
    private func writeAll(over wire: RawConnection) throws(TransportError) {
        while true {
            try wire.flush()
            // Asked for also where nothing is to come: whoever waits for room learns of it.
            let more = line.takeOutgoing(left: wire.unwritten)
            if more.isEmpty { return }
            wire.write(more)
        }
    }

    /// Tells the page what has come; true where that was the end.
    private func take(
        from reader: inout MessageReader,
        over wire: RawConnection
    ) throws(TransportError) -> Bool {
        do throws(FramingError) {
            while let incoming = try reader.next() {
                switch incoming {
                case .text(let text): line.deliver(.message(.text(text)))
                case .binary(let bytes): line.deliver(.message(.binary(ByteString(bytes))))
                case .pong: break
                case .ping(let payload):
                    // "An endpoint MAY elect to send a Pong for only the most recently processed Ping."
                    if wire.unwritten < Self.maxPongBytes {
                        wire.write(Frame(.pong, payload).masked())
                    }
                case .close(let status):
                    end(with: status, over: wire)
                    return true
                }
            }
            return false
        } catch {
            fail(.framing(error), status: CloseStatus(code: error.closeCode), over: wire)
            return true
        }
    }

    /// Bytes of pongs that a server who only asks has not taken.
    private static let maxPongBytes = 1 << 16

    /// The server closes it, or answers a close frame.
    ///
    /// https://www.rfc-editor.org/rfc/rfc6455#section-7.1.5
    private func end(with status: CloseStatus, over wire: RawConnection) {
        // "In response, it typically echos the status code it received."
        line.beginClosing(CloseStatus(code: status.code))
        flushRemaining(over: wire)
        line.end(status.code.map { Int($0) } ?? 1005, status.reason, wasClean: true)
    }

    /// https://www.rfc-editor.org/rfc/rfc6455#section-7.1.7
    private func fail(_ fault: WebSocketFault, status: CloseStatus, over wire: RawConnection) {
        line.beginClosing(status)
        line.deliver(.failed(fault))
        flushRemaining(over: wire)
    }

    private func giveUp(over wire: RawConnection) {
        let error = time.error(detail: "the WebSocket was still open")
        fail(.transport(error), status: CloseStatus(code: 1001), over: wire)
    }

    /// Writes what is left, for as long as the server takes it, but no longer than a second.
    private func flushRemaining(over wire: RawConnection) {
        wire.write(line.takeOutgoing(left: wire.unwritten))
        let end = ContinuousClock.now + .seconds(1)
        do throws(TransportError) {
            try wire.flush()
            while wire.unwritten > 0, ContinuousClock.now < end, !line.isAbandoned {
                wire.wait(until: end, reads: false)
                try wire.flush()
            }
        } catch {
            // The server has gone.
        }
    }
}

private func earlier(
    _ left: ContinuousClock.Instant?,
    _ right: ContinuousClock.Instant?
) -> ContinuousClock.Instant? {
    guard let left, let right else { return left ?? right }
    return min(left, right)
}
