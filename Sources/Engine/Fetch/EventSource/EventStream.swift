internal import Infra

/// An event of a stream.
struct StreamEvent: Hashable, Sendable {
    var type: String
    var data: String
    var lastEventID: String
}

/// Reads an event stream.
///
/// https://html.spec.whatwg.org/#event-stream-interpretation
struct EventStream {
    /// Of the events so far, which a reconnection begins with.
    private(set) var lastEventID: String
    /// Milliseconds, where the stream says how long to wait.
    private(set) var reconnectionTime: Int64?
    private(set) var events: [StreamEvent] = []
    private let policy: EventSourcePolicy
    private var data: [String] = []
    private var type = ""
    private var idBuffer: String
    /// Whether the block has a line that the browser will have none of.
    private var isSpoilt = false

    init(lastEventID: String, policy: EventSourcePolicy) {
        self.lastEventID = lastEventID
        idBuffer = lastEventID
        self.policy = policy
    }

    /// Reads a whole stream; what is behind the last blank line is discarded.
    mutating func read(_ bytes: ByteString) {
        // Decoded as UTF-8, without a byte order mark at its start.
        var text = bytes.utf8Decoded[...]
        if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
        var lines = text.unicodeScalars.lines
        // A line that is not ended is not processed.
        lines.removeLast()
        for line in lines { process(line) }
    }

    private mutating func process(_ line: String) {
        // The line is empty: dispatch the event.
        if line.isEmpty { return dispatch() }
        // It begins with a colon: ignore it.
        if line.hasPrefix(":") { return }
        // Before the colon is the field's name, behind it the value without one leading space.
        let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        var value = parts.count > 1 ? parts[1] : ""
        if value.hasPrefix(" ") { value = value.dropFirst() }
        switch parts[0] {
        case "event": type = String(value)
        case "data": data.append(String(value))
        case "id":
            if value.unicodeScalars.contains("\0") {
                isSpoilt = policy.nullInID == .dropsTheEvent
            } else {
                idBuffer = String(value)
            }
        case "retry":
            if !value.isEmpty, value.utf8.allSatisfy(\.isASCIIDigit) {
                reconnectionTime = Int64(value) ?? reconnectionTime
            }
        default: break
        }
    }

    /// https://html.spec.whatwg.org/#dispatchMessage
    private mutating func dispatch() {
        defer { (data, type, isSpoilt) = ([], "", false) }
        // 1. Set the last event ID string; 2. without data there is no event.
        if !data.isEmpty || policy.idWithoutData == .counts { lastEventID = idBuffer }
        guard !data.isEmpty, !isSpoilt else { return }
        events.append(
            StreamEvent(
                type: type.isEmpty ? "message" : type,
                data: data.joined(separator: "\n"),
                lastEventID: lastEventID
            )
        )
    }
}

extension Substring.UnicodeScalarView {
    /// Separated by CR LF, LF or CR; the last one is what is behind the last of them.
    fileprivate var lines: [String] {
        var lines: [String] = []
        var line = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in self {
            switch scalar {
            case "\n" where previous == "\r": break
            case "\n", "\r":
                lines.append(String(line))
                line = .init()
            default: line.append(scalar)
            }
            previous = scalar
        }
        return lines + [String(line)]
    }
}
