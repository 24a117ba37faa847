internal import CJSC
internal import Glibc
internal import PageChannel

/// The one loop of a page's process: messages of the browser, and timers.
///
/// https://html.spec.whatwg.org/#event-loop-processing-model
final class EventLoop {
    /// The process has one page; native functions have no context of their own to be found by.
    static var current: EventLoop {
        guard let loop else { fatalError("no event loop has begun") }
        return loop
    }
    nonisolated(unsafe) private static var loop: EventLoop?

    /// Makes it the process's own.
    func begin() { Self.loop = self }

    let channel: PageChannel
    let realm: Realm
    var timers = TimerHeap()
    /// Messages that came while a synchronous call waited for its answer.
    private var waiting: [PageChannel.Message] = []
    private var lastCall = 0
    /// Whether the browser has no more scripts to run, and wants to know when the page is quiet.
    private var isFinished = false
    private var isPending = false
    private var hasToldQuiet = false

    init(channel: PageChannel, realm: Realm) {
        self.channel = channel
        self.realm = realm
    }

    /// Milliseconds of a clock that never goes back.
    static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) * 1000 + Double(time.tv_nsec) / 1_000_000
    }

    /// Until the browser closes the channel.
    func run() {
        while true {
            if !waiting.isEmpty {
                handle(waiting.removeFirst())
                continue
            }
            let due = timers.nextDue()
            let rest = due.map { Swift.max(0, ($0 - Self.now()).rounded(.up)) }
            if isFinished, !isPending, due == nil, !hasToldQuiet {
                hasToldQuiet = true
                channel.send(PageChannel.Message(text: Array(#"{"t":"quiet"}"#.utf8)))
            }
            // Messages and timers take turns.
            if channel.isReadable(within: rest.map { Int32(Swift.min($0, 60_000)) } ?? -1) {
                guard let message = channel.receive() else { return }
                handle(message)
            }
            if let id = timers.takeDue(at: Self.now()) {
                hasToldQuiet = false
                isPending = realm.dispatch("timer", JSValueMakeNumber(realm.context, Double(id)))
            }
        }
    }

    private func handle(_ message: PageChannel.Message) {
        hasToldQuiet = false
        // What the browser asks for itself begins with a word, not with a brace.
        switch message.text.first {
        case UInt8(ascii: "R"):
            let words = String(decoding: message.text, as: UTF8.self).dropFirst(2)
            let wantsValue = message.text.dropFirst().first == UInt8(ascii: "v")
            isPending = message.bytes.withUnsafeBytes {
                realm.evaluate($0, name: String(words), wantsValue: wantsValue)
            }
        case UInt8(ascii: "F"):
            isPending = realm.dispatch("loaded")
            isFinished = true
        default:
            let context: JSContextRef = realm.context
            isPending = realm.dispatch(
                "message",
                context.string(utf8: message.text[...]),
                context.body(of: message)
            )
        }
    }

    /// Asks the browser, and waits for its answer: the message that begins with `=`.
    ///
    /// `nil` where the browser is gone.
    func call(text: [UInt8], bytes: UnsafeRawBufferPointer) -> PageChannel.Message? {
        guard channel.send(text: text, bytes: bytes) else { return nil }
        while let message = channel.receive() {
            if message.text.first == UInt8(ascii: "=") {
                return message
            }
            waiting.append(message)
        }
        return nil
    }
}
