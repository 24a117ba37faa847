internal import CJSC
internal import CWebLayer
internal import Glibc
internal import ModuleScripts
internal import PageChannel

/// A global object with the web layer in it, and the functions that the layer is built on.
///
/// JavaScriptCore drains the microtasks when the outermost call into it returns, so that each call from
/// here is a task.
final class Realm {
    let context: JSGlobalContextRef
    /// The number of its document.
    let document: Int
    /// What the web layer's scripts tell each other.
    private(set) var web: JSObjectRef?
    private var host: JSObjectRef?
    /// What the web layer gives back: it takes messages, timers and scripts.
    private var dispatcher: JSObjectRef?
    /// The names of its entries, as values.
    private var entryNames: [String: JSValueRef] = [:]

    /// What the global object is of, and with that which scripts of the layer it has.
    enum Kind: String {
        case window = "Window"
        case dedicatedWorker = "DedicatedWorkerGlobalScope"
        case serviceWorker = "ServiceWorkerGlobalScope"
    }
    private let kind: Kind

    /// `group`: of all realms of the process, whose objects can then be used by each other.
    init(document: Int, _ kind: Kind, in group: JSContextGroupRef) {
        self.document = document
        self.kind = kind
        // The prototype of a global object of no class is immutable; of one with a class it is an
        // object of its own, of which the layer makes Window.prototype.
        var definition = kJSClassDefinitionEmpty
        let globalClass = kind.rawValue.withCString { name in
            definition.className = name
            definition.finalize = { global in
                guard let realm = JSObjectGetPrivate(global) else { return }
                Unmanaged<Realm>.fromOpaque(realm).release()
            }
            return JSClassCreate(&definition)
        }
        context = JSGlobalContextCreateInGroup(group, globalClass)
        JSClassRelease(globalClass)
        // It is there as long as its global object, which others may hold when its document is gone.
        JSObjectSetPrivate(
            JSContextGetGlobalObject(context),
            Unmanaged.passRetained(self).toOpaque()
        )
    }

    /// The realm of a function that runs; of a document that is gone as well.
    static func of(_ context: JSContextRef) -> Realm? {
        JSObjectGetPrivate(JSContextGetGlobalObject(context)).map {
            Unmanaged<Realm>.fromOpaque($0).takeUnretainedValue()
        }
    }

    /// Runs the web layer's scripts. Each is the body of a function of `host`, the native functions,
    /// and `web`, what the scripts tell each other.
    ///
    /// `shared`: what all realms have in common.
    func installWebLayer(shared: JSObjectRef) {
        guard let host = JSObjectMake(context, nil, nil), let web = JSObjectMake(context, nil, nil)
        else { fail("JavaScriptCore makes no objects") }
        for (name, function) in nativeFunctions {
            let text = ScriptText.make(name)
            defer { JSStringRelease(text) }
            if let value = JSObjectMakeFunctionWithCallback(context, text, function) {
                context.set(name, of: host, to: value)
            }
        }
        // The global object holds them, and they the global object: nothing from outside.
        for (name, object) in [("host", host), ("web", web)] {
            let key = ScriptText.make(name)
            defer { JSStringRelease(key) }
            let global = JSContextGetGlobalObject(context)
            _ = JSObjectSetPrivateProperty(context, global, key, object)
        }
        self.host = host
        self.web = web
        context.set("shared", of: host, to: shared)
        context.set("document", of: host, to: JSValueMakeNumber(context, Double(document)))
        if kind != .window { context.set("scope", of: host, to: context.string(kind.rawValue)) }
        var count = 0
        let scripts = kind == .window ? web_layer(&count) : web_layer_worker(&count)
        install(UnsafeBufferPointer(start: scripts, count: count))
        dispatcher = context.property("dispatch", of: web).flatMap {
            JSValueToObject(context, $0, nil)
        }
        guard let dispatcher else { fail("the web layer has no dispatcher") }
        JSValueProtect(context, dispatcher)
        let rejection = context.property("unhandledRejection", of: web).flatMap {
            JSValueToObject(context, $0, nil)
        }
        if let rejection { JSGlobalContextSetUnhandledRejectionCallback(context, rejection, nil) }
    }

    /// Runs the scripts that make a document of nodes: at once for a page, and for a script when it needs them.
    func installDocumentGroup() {
        var count = 0
        let scripts = web_layer_document(&count)
        install(UnsafeBufferPointer(start: scripts, count: count))
    }

    /// Runs one of the scripts that are read when they are wanted.
    func installPart(named name: String) {
        var count = 0
        let parts = UnsafeBufferPointer(start: web_layer_parts(&count), count: count)
        guard let part = parts.first(where: { strcmp($0.name, name) == 0 }) else {
            fail("there is no part \(name)")
        }
        install(part, Self.parameters, [host, web])
    }

    private func install(_ scripts: UnsafeBufferPointer<web_layer_script>) {
        for script in scripts { install(script, Self.parameters, [host, web]) }
    }

    nonisolated(unsafe) private static let parameters = ["host", "web"].map {
        Optional(ScriptText.make($0))
    }

    /// Nothing more comes to it. What others hold of it stays as long as they hold it.
    ///
    /// `ignore`: a function of another realm.
    func discard(ignoringRejectionsBy ignore: JSObjectRef?) {
        for name in entryNames.values { JSValueUnprotect(context, name) }
        entryNames = [:]
        if let dispatcher { JSValueUnprotect(context, dispatcher) }
        // JavaScriptCore holds the function for good, and would hold the realm with one of its own.
        if let ignore { JSGlobalContextSetUnhandledRejectionCallback(context, ignore, nil) }
        JSGlobalContextRelease(context)
    }

    private func install(
        _ script: web_layer_script,
        _ parameters: [JSStringRef?],
        _ arguments: [JSValueRef?]
    ) {
        let name = String(cString: script.name)
        let body = JSStringCreateWithUTF8CString(script.text)
        let url = ScriptText.make("crumb:" + name)
        defer {
            JSStringRelease(body)
            JSStringRelease(url)
        }
        var exception: JSValueRef?
        let function = JSObjectMakeFunction(
            context,
            nil,
            UInt32(parameters.count),
            parameters,
            body,
            url,
            1,
            &exception
        )
        if let function {
            JSObjectCallAsFunction(
                context,
                function,
                nil,
                arguments.count,
                arguments,
                &exception
            )
        }
        if let exception { fail("\(name): \(describe(exception))") }
    }

    /// A mistake of the layer's own: nothing that a page does leads here.
    private func fail(_ text: String) -> Never {
        let line = Array("crumb-js: \(text)\n".utf8)
        _ = write(STDERR_FILENO, line, line.count)
        _exit(70)
    }

    private func describe(_ exception: JSValueRef) -> String {
        let object = JSValueToObject(context, exception, nil)
        let place = object.map { object in
            ["line", "column", "stack"].map { context.text(context.property($0, of: object)) }
                .joined(separator: ":").split(separator: "\n").joined(separator: " < ")
        }
        return context.text(exception) + " at " + (place ?? "")
    }

    /// Runs a task: `name` says which of the layer's entries, and what follows are its arguments.
    ///
    /// Returns whether the page waits for something else than timers.
    @discardableResult
    func dispatch(
        _ name: String,
        _ first: JSValueRef? = nil,
        _ second: JSValueRef? = nil
    ) -> Bool {
        var exception: JSValueRef?
        let undefined = JSValueMakeUndefined(context)
        // On the stack, where the collector finds them.
        var all = (Optional(value(ofEntry: name)), first ?? undefined, second ?? undefined)
        let result = withUnsafeBytes(of: &all) { bytes in
            let values = bytes.assumingMemoryBound(to: JSValueRef?.self)
            return JSObjectCallAsFunction(
                context,
                dispatcher,
                nil,
                values.count,
                values.baseAddress,
                &exception
            )
        }
        if let exception {
            reportException(exception, of: name)
        } else if crumb_js_drains_microtasks(), let result {
            return JSValueToBoolean(context, result)
        }
        // What its microtasks began is not in the result yet.
        var question = Optional(value(ofEntry: "pending"))
        let pending = JSObjectCallAsFunction(context, dispatcher, nil, 1, &question, nil)
        return pending.map { JSValueToBoolean(context, $0) } ?? false
    }

    /// Runs a message of the browser's as a task: a JSON text and what comes with it.
    func dispatch(_ message: PageChannel.Message) -> Bool {
        // Once for the whole, where the layer itself runs the microtasks: they run at the outermost end.
        let isLocked = crumb_js_drains_microtasks()
        if isLocked { JSLock(context) }
        defer { if isLocked { JSUnlock(context) } }
        let text = message.text.withUnsafeBytes { ScriptText.make(utf8: $0) }
        defer { JSStringRelease(text) }
        return dispatch(
            "message",
            JSValueMakeFromJSONString(context, text),
            context.body(of: message)
        )
    }

    private func value(ofEntry name: String) -> JSValueRef {
        if let known = entryNames[name] { return known }
        let value = context.string(name)
        JSValueProtect(context, value)
        entryNames[name] = value
        return value
    }

    /// The layer catches what a page throws; what comes here is of a page that has replaced what the
    /// layer is made of.
    private func reportException(_ exception: JSValueRef, of name: String) {
        EventLoop.current.channel.send(
            PageChannel.Message(
                text: Array(#"{"d":\#(document),"t":"error","kind":"error","source":""}"#.utf8),
                bytes: Array("crumb-js: \(name): \(describe(exception))".utf8)
            )
        )
    }

    /// Evaluates a classic script, and tells the layer its value or what it threw.
    func evaluate(_ source: UnsafeRawBufferPointer, name: String, wantsValue: Bool) -> Bool {
        let text = self.text(ofClassicScript: source, name: name)
        let url = ScriptText.make(name)
        defer { [text, url].forEach { JSStringRelease($0) } }
        dispatch("before", context.string(name))
        var exception: JSValueRef?
        let value = JSEvaluateScript(context, text, nil, url, 1, &exception)
        if let exception { return dispatch("threw", exception) }
        if wantsValue, let value { return dispatch("value", value) }
        return dispatch("after")
    }

    /// As it is, unless it calls `import()`.
    private func text(ofClassicScript bytes: UnsafeRawBufferPointer, name: String) -> JSStringRef {
        let source = Array(bytes)
        guard let script = ClassicScript(rewriting: source) else {
            return ScriptText.make(utf8: bytes)
        }
        dispatch(
            "noteRewritten",
            context.string(name),
            context.string(ModuleColumns(of: script.edits, in: source).text)
        )
        return script.body.withUnsafeBytes { ScriptText.make(utf8: $0) }
    }
}
