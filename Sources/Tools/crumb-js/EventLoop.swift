internal import CJSC
internal import Glibc
internal import PageChannel

/// The single loop of a page's process, which handles the browser's messages and timers.
///
/// https://html.spec.whatwg.org/#event-loop-processing-model
final class EventLoop {
    /// A global, because native functions have no context from which to find the loop; the process
    /// has only one.
    static var current: EventLoop {
        guard let loop else { fatalError("no event loop has begun") }
        return loop
    }
    nonisolated(unsafe) private static var loop: EventLoop?

    /// Makes this the loop of the process.
    func begin() { Self.loop = self }

    let channel: PageChannel
    private let group: JSContextGroupRef
    /// The realms by document number.
    private var realms: [Int: Realm] = [:]
    private var documents: [JSGlobalContextRef: Int] = [:]
    /// The document in the tab.
    var mainDocument = 1
    /// The object that all realms share.
    private var shared: JSObjectRef?
    /// Realms to discard as soon as none of their code is on the stack.
    private var discarded: [Realm] = []
    /// The rejection handler that discarded realms get.
    private var ignoreRejections: JSObjectRef?
    private var timers = TimerHeap()
    var baseURL = BaseURL()
    /// How many milliseconds the timers' clock is ahead.
    private var ahead = 0.0
    /// Messages that arrived while a synchronous call waited for its reply.
    private var waiting: [PageChannel.Message] = []
    /// Whether the browser has no more scripts to run and must be notified when the page is quiet.
    var isFinished = false
    private var isPending = false
    private var hasReportedQuiet = false

    init(channel: PageChannel) {
        self.channel = channel
        // The web layer alone exceeds JavaScriptCore's default of one megabyte, after which it
        // collects garbage: that would happen twice while the layer loads.
        _ = jsc_options_set_size("smallHeapSize", 8 << 20)
        guard let group = JSContextGroupCreate() else {
            fatalError("JavaScriptCore cannot start")
        }
        self.group = group
    }

    /// Milliseconds of a monotonic clock.
    func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) * 1000 + Double(time.tv_nsec) / 1_000_000 + ahead
    }

    // MARK: Realms

    @discardableResult
    func makeRealm(for document: Int, _ kind: Realm.Kind = .window) -> Realm {
        let realm = Realm(document: document, kind, in: group)
        realms[document] = realm
        documents[realm.context] = document
        let shared = shared ?? makeShared(in: realm.context)
        self.shared = shared
        realm.installWebLayer(shared: shared)
        return realm
    }

    private func makeShared(in context: JSGlobalContextRef) -> JSObjectRef {
        guard let object = JSObjectMake(context, nil, nil) else {
            fatalError("JavaScriptCore cannot create objects")
        }
        // Properties that a page adds to Object.prototype must not be found here.
        JSObjectSetPrototype(context, object, JSValueMakeNull(context))
        JSValueProtect(context, object)
        return object
    }

    func discardRealm(of document: Int) {
        guard let realm = realms.removeValue(forKey: document) else { return }
        documents[realm.context] = nil
        timers.removeAll(of: document)
        discarded.append(realm)
    }

    private func discardRealms() {
        guard !discarded.isEmpty else { return }
        if ignoreRejections == nil {
            // A function of a separate, empty realm that is never discarded.
            let context = JSGlobalContextCreateInGroup(group, nil)
            ignoreRejections = JSObjectMakeFunctionWithCallback(context, nil) {
                (context, _, _, _, _, _) in
                context.map { JSValueMakeUndefined($0) }
            }
        }
        for realm in discarded { realm.discard(ignoringRejectionsBy: ignoreRejections) }
        discarded = []
    }

    func document(of context: JSContextRef) -> Int? {
        JSContextGetGlobalContext(context).flatMap { documents[$0] }
    }

    // MARK: Timers

    func addTimer(_ id: Int, of context: JSContextRef, after delay: Double, holds: Bool) {
        guard let document = document(of: context) else { return }
        timers.add(
            TimerHeap.Key(document: document, id: id),
            due: now() + delay,
            holds: holds
        )
    }

    func cancelTimer(_ id: Int, of context: JSContextRef) {
        guard let document = document(of: context) else { return }
        timers.remove(TimerHeap.Key(document: document, id: id))
    }

    func advance(by milliseconds: Double) {
        if milliseconds.isFinite, milliseconds > 0 { ahead += milliseconds }
    }

    // MARK: The loop

    /// Runs until the browser closes the channel.
    func run() {
        while true {
            discardRealms()
            if !waiting.isEmpty {
                handle(waiting.removeFirst())
                continue
            }
            let rest = timers.nextDue().map { Swift.max(0, ($0 - now()).rounded(.up)) }
            let isQuiet = isFinished && !isPending && !timers.hold
            if isQuiet, !hasReportedQuiet {
                channel.send(PageChannel.Message(text: Array(#"{"t":"quiet"}"#.utf8)))
            }
            hasReportedQuiet = isQuiet
            // Alternate between messages and timers.
            if rest.map({ channel.isReadable(within: Int32(Swift.min($0, 60_000))) }) ?? true {
                guard let message = channel.receive() else { return }
                handle(message)
            }
            if let key = timers.takeDue(at: now()), let realm = realms[key.document] {
                isPending = realm.dispatch(
                    "timer",
                    JSValueMakeNumber(realm.context, Double(key.id))
                )
            }
        }
    }

    private func handle(_ message: PageChannel.Message) {
        hasReportedQuiet = false
        guard let realm = realms[Self.document(of: message.text) ?? mainDocument] else {
            return handleStray(message)
        }
        // Commands of the browser itself start with a letter instead of a brace.
        switch message.text.first {
        case UInt8(ascii: "R"):
            let words = String(decoding: message.text, as: UTF8.self).dropFirst(2)
            let wantsValue = message.text.dropFirst().first == UInt8(ascii: "v")
            let (frame, name) = Self.frame(in: words)
            isPending = message.bytes.withUnsafeBytes {
                (frame.flatMap { realms[$0] } ?? realm)
                    .evaluate($0, name: name, wantsValue: wantsValue)
            }
        case UInt8(ascii: "F"):
            isPending = realm.dispatch("loaded")
            isFinished = true
        default: isPending = realm.dispatch(message)
        }
    }

    /// Parses `@7 name`, which addresses the document with this number.
    private static func frame(in words: Substring) -> (number: Int?, name: String) {
        guard words.hasPrefix("@"), let space = words.firstIndex(of: " "),
            let number = Int(words[..<space].dropFirst())
        else { return (nil, String(words)) }
        return (number, String(words[space...].dropFirst()))
    }

    /// Handles a message to a discarded document, which still receives what a frame shows next.
    private func handleStray(_ message: PageChannel.Message) {
        guard let realm = realms[mainDocument] else { return }
        let context: JSContextRef = realm.context
        isPending = realm.dispatch(
            "stray",
            context.string(utf8: message.text[...]),
            context.body(of: message)
        )
    }

    /// The start of a message that is addressed to a document other than the first.
    private static let prefix = Array(#"{"d":"#.utf8)

    private static func document(of text: [UInt8]) -> Int? {
        guard text.starts(with: prefix) else { return nil }
        let digits = text.dropFirst(prefix.count).prefix { 0x30...0x39 ~= $0 }
        return digits.reduce(0) { ($0 &* 10) &+ Int($1 - 0x30) }
    }

    /// Makes a call to the browser and waits for the reply, a message that starts with `=`.
    ///
    /// `nil` if the browser is gone.
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
