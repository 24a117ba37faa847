internal import BrowserInfra

/// An event in a stream.
struct StreamEvent: Hashable, Sendable {
    var type: String
    var data: String
    var lastEventID: String
}

/// A parser of event streams.
///
/// https://html.spec.whatwg.org/#event-stream-interpretation
struct EventStream {
    /// The ID of the last event so far, which a reconnection sends.
    private(set) var lastEventID: String
    /// The reconnection time in milliseconds, if the stream specifies one.
    private(set) var reconnectionTime: Int64?
    private(set) var events: [StreamEvent] = []
    /// The bytes of a line that is still incomplete.
    private var line: [UInt8] = []
    private var isFirstLine = true
    private var endsWithCarriageReturn = false
    /// The number of bytes in the current block.
    private var size = 0
    private let policy: EventSourcePolicy
    private var data: [String] = []
    private var type = ""
    private var idBuffer: String
    /// Whether the block contains a line because of which the browser drops the event.
    private var isDiscarded = false

    init(lastEventID: String, policy: EventSourcePolicy) {
        self.lastEventID = lastEventID
        idBuffer = lastEventID
        self.policy = policy
    }

    /// The maximum size of an event, in bytes.
    static let largestEvent = 64 << 20

    /// Parses more bytes. An incomplete event at the end of the stream is discarded.
    ///
    /// Returns false if an event is larger than ``largestEvent``.
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
        // Decode as UTF-8, without a byte order mark at the start of the stream.
        var text = ByteString(line).utf8Decoded
        if isFirstLine, text.unicodeScalars.first == "\u{FEFF}" {
            text.unicodeScalars.removeFirst()
        }
        isFirstLine = false
        line.removeAll(keepingCapacity: true)
        process(text)
    }

    /// Returns the events that have arrived since the last call.
    mutating func takeEvents() -> [StreamEvent] {
        defer { events = [] }
        return events
    }

    private mutating func process(_ line: String) {
        // The line is empty: dispatch the event.
        if line.isEmpty { return dispatch() }
        // The line begins with a colon: ignore it.
        if line.hasPrefix(":") { return }
        // The field's name is before the colon; the value is after it, without one leading space.
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
        // 1. Set the last event ID string. 2. Without data there is no event.
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
