package import BrowserFetch
internal import BrowserInfra
internal import WebSocketFraming

extension WebSocketFault {
    package var sentence: String {
        switch self {
        case .framing(let fault): fault.sentence
        case .transport(.timeout):
            "The --max-time limit was reached while the WebSocket was "
                + "still open."
        case .transport(let error): FetchFailure.transport(error).sentence
        }
    }

    /// What Chrome's console has behind `WebSocket connection to '…' failed: `; `nil` where it says
    /// nothing.
    var consoleFact: String? {
        guard case .framing(let fault) = self else { return nil }
        return fault.consoleFact
    }
}

extension FramingError {
    fileprivate var sentence: String {
        switch self {
        case .reservedBits:
            "The server set a reserved bit of a frame (RFC 6455, section 5.2): it compresses, or "
                + "it sends something that is not WebSocket."
        case .unknownOpcode(let code):
            "The server sent a frame with opcode \(code), which is undefined (RFC 6455, section "
                + "5.2)."
        case .masked:
            "The server masked a frame, which only clients do (RFC 6455, section 5.1)."
        case .longLength:
            "The server wrote a frame's length with more bytes than it takes (RFC 6455, section 5.2)."
        case .negativeLength:
            "The server announced a frame of 2^63 bytes or more (RFC 6455, section 5.2)."
        case .fragmentedControlFrame(let opcode):
            "The server fragmented a \(opcode) frame; only messages can be fragmented (RFC 6455, "
                + "section 5.5)."
        case .longControlFrame(let opcode):
            "The server sent a \(opcode) frame of more than 125 bytes (RFC 6455, section 5.5)."
        case .unexpectedContinuation:
            "The server continued a message that it had not started (RFC 6455, section 5.4)."
        case .unfinishedMessage:
            "The server started a message before the last one was complete (RFC 6455, section 5.4)."
        case .notUTF8:
            "The server sent a text that is not UTF-8 (RFC 6455, section 8.1). Send bytes as a binary "
                + "message."
        case .halfCloseCode:
            "The server's close frame has one byte, which is not a close code (RFC 6455, section 5.5.1)."
        case .reservedCloseCode(let code):
            "The server sent close code \(code), which is reserved and must never be sent (RFC "
                + "6455, section 7.4.1)."
        case .closeReasonNotUTF8:
            "The reason in the server's close frame is not UTF-8 (RFC 6455, section 5.5.1)."
        case .messageTooBig(let limit):
            "The server sent a message of more than \(limit) bytes. --max-body allows more."
        case .tooManyFragments(let limit):
            "The server sent a message in more than \(limit) fragments."
        }
    }

    /// As Chromium's net/websockets/websocket_channel.cc and websocket_frame_parser.cc have it.
    fileprivate var consoleFact: String? {
        switch self {
        case .reservedBits(let bits):
            "One or more reserved bits are on: "
                + [(1, UInt8(0x40)), (2, 0x20), (3, 0x10)]
                .map { "reserved\($0) = \(bits & $1 == 0 ? 0 : 1)" }.joined(separator: ", ")
        case .unknownOpcode(let code): "Unrecognized frame opcode: \(code)"
        case .masked: "A server must not mask any frames that it sends to the client."
        case .longLength, .negativeLength, .longControlFrame: "Invalid frame header"
        case .fragmentedControlFrame(let opcode):
            "Received fragmented control frame: opcode = \(opcode.rawValue)"
        case .unexpectedContinuation: "Received unexpected continuation frame."
        case .unfinishedMessage: "Received start of new message but previous message is unfinished."
        case .notUTF8: "Could not decode a text frame as UTF-8."
        case .halfCloseCode:
            "Received a broken close frame containing an invalid size body."
        case .reservedCloseCode:
            "Received a broken close frame containing a reserved status code."
        case .closeReasonNotUTF8: "Received a broken close frame containing invalid UTF-8."
        // crumb's own bounds.
        case .messageTooBig, .tooManyFragments: nil
        }
    }
}

/// Who ended an open WebSocket, as far as that is known.
package enum WebSocketCloser: Hashable, Sendable {
    case server, unknown
    /// crumb, which was told to take so many messages.
    case limit(Int)
}

extension WebSocketReport {
    /// How an open WebSocket ended, for somebody who has never heard of it.
    package func endSentence(closedBy closer: WebSocketCloser = .unknown) -> String {
        if let fault { return fault.sentence }
        guard let closeCode else { return "The WebSocket is open." }
        let reason = closeReason.isEmpty ? "" : " “\(closeReason)”"
        if wasClean {
            if case .limit(let count) = closer {
                return "crumb closed the WebSocket after \(counted(count, "message"))."
            }
            let closed =
                switch closer {
                case .server: "The server closed the WebSocket"
                case .unknown, .limit: "The WebSocket was closed"
                }
            return closeCode == 1005
                ? "\(closed), without a code." : "\(closed) with code \(closeCode)\(reason)."
        }
        return "The connection ended without a close frame: the page reads code \(closeCode), and "
            + "wasClean is false."
    }
}
