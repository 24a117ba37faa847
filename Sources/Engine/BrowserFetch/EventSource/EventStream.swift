internal import BrowserInfra

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
    /// Of a line whose end has not come.
    private var line: [UInt8] = []
    private var isFirstLine = true
    private var endsWithCarriageReturn = false
    /// Bytes of the block so far.
    private var size = 0
    private let policy: EventSourcePolicy
    private var data: [String] = []
    private var type = ""
    private var idBuffer: String
    /// Whether the block has a line that the browser will have none of.
    private var isDiscarded = false

    init(lastEventID: String, policy: EventSourcePolicy) {
        self.lastEventID = lastEventID
        idBuffer = lastEventID
        self.policy = policy
    }

    /// The most bytes that an event may have.
    static let largestEvent = 64 << 20

    /// Reads on; what is behind the last blank line at the stream's end is discarded.
    ///
    /// Returns false where an event is larger than ``largestEvent``.
    mutating func read(_ bytes: ByteString) -> Bool {
        // Lines end with CR LF, LF or CR.
        for byte in bytes.bytes {
            let isSecondOfPair = endsWithCarriageReturn && byte == 0x0A
            endsWithCarriageReturn = byte == 0x0D
            if isSecondOfPair { continue }
            guard byte == 0x0A || byte == 0x0D else {
                line.append(byte)
                continue
            }
            endLine()
        }
        return size + line.count <= Self.largestEvent
    }

    private mutating func endLine() {
        size = line.isEmpty ? 0 : size + line.count
        // Decoded as UTF-8, without a byte order mark at the stream's start.
        var text = ByteString(line).utf8Decoded
        if isFirstLine, text.unicodeScalars.first == "\u{FEFF}" {
            text.unicodeScalars.removeFirst()
        }
        isFirstLine = false
        line.removeAll(keepingCapacity: true)
        process(text)
    }

    /// Those that came since the last time.
    mutating func takeEvents() -> [StreamEvent] {
        defer { events = [] }
        return events
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
                isDiscarded = policy.nullInID == .dropsTheEvent
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
        defer { (data, type, isDiscarded) = ([], "", false) }
        // 1. Set the last event ID string; 2. without data there is no event.
        if !data.isEmpty || policy.idWithoutData == .counts { lastEventID = idBuffer }
        guard !data.isEmpty, !isDiscarded else { return }
        events.append(
            StreamEvent(
                type: type.isEmpty ? "message" : type,
                data: data.joined(separator: "\n"),
                lastEventID: lastEventID
            )
        )
    }
}
