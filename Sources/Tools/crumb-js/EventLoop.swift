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
    private let group: JSContextGroupRef
    /// By the number of the document.
    private var realms: [Int: Realm] = [:]
    private var documents: [JSGlobalContextRef: Int] = [:]
    /// The one that the tab shows.
    var mainDocument = 1
    /// What all realms have in common.
    private var shared: JSObjectRef?
    /// Realms to be taken apart when nothing of them is on the stack.
    private var discarded: [Realm] = []
    /// What rejections of their promises are told to then.
    private var ignoreRejections: JSObjectRef?
    private var timers = TimerHeap()
    var baseURL = BaseURL()
    /// By how many milliseconds the timers' time is ahead of the clock.
    private var ahead = 0.0
    /// Messages that came while a synchronous call waited for its answer.
    private var waiting: [PageChannel.Message] = []
    /// Whether the browser has no more scripts to run, and wants to know when the page is quiet.
    var isFinished = false
    private var isPending = false
    private var hasReportedQuiet = false

    init(channel: PageChannel) {
        self.channel = channel
        // The web layer alone is more than JavaScriptCore's usual megabyte, after which it looks for
        // garbage: twice while the layer is read.
        _ = jsc_options_set_size("smallHeapSize", 8 << 20)
        guard let group = JSContextGroupCreate() else {
            fatalError("JavaScriptCore does not start")
        }
        self.group = group
    }

    /// Milliseconds of a clock that never goes back.
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
            fatalError("JavaScriptCore makes no objects")
        }
        // What a page puts on its Object.prototype is not found here.
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
            // Of a realm in which nothing else is, and which stays.
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

    /// Until the browser closes the channel.
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
            // Messages and timers take turns.
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
        // What the browser asks for itself begins with a word, not with a brace.
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

    /// `@7 name` is for the document of that number.
    private static func frame(in words: Substring) -> (number: Int?, name: String) {
        guard words.hasPrefix("@"), let space = words.firstIndex(of: " "),
            let number = Int(words[..<space].dropFirst())
        else { return (nil, String(words)) }
        return (number, String(words[space...].dropFirst()))
    }

    /// For a document that is gone: what a frame shows next is told to it all the same.
    private func handleStray(_ message: PageChannel.Message) {
        guard let realm = realms[mainDocument] else { return }
        let context: JSContextRef = realm.context
        isPending = realm.dispatch(
            "stray",
            context.string(utf8: message.text[...]),
            context.body(of: message)
        )
    }

    /// What a message begins with where it is for another document than the first one.
    private static let prefix = Array(#"{"d":"#.utf8)

    private static func document(of text: [UInt8]) -> Int? {
        guard text.starts(with: prefix) else { return nil }
        let digits = text.dropFirst(prefix.count).prefix { 0x30...0x39 ~= $0 }
        return digits.reduce(0) { ($0 &* 10) &+ Int($1 - 0x30) }
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
