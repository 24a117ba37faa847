internal import CJSC
internal import CWebLayer
internal import Glibc
internal import ModuleScripts
internal import PageChannel

/// A global object with the web layer in it, and the functions on which the layer is built.
///
/// JavaScriptCore drains microtasks when the outermost call into it returns, so each call from here
/// is a task.
final class Realm {
    let context: JSGlobalContextRef
    /// The number of the realm's document.
    let document: Int
    /// The object through which the web layer's scripts share values.
    private(set) var web: JSObjectRef?
    private var host: JSObjectRef?
    /// The function that the web layer returns: it handles messages, timers and scripts.
    private var dispatcher: JSObjectRef?
    /// The names of its entries as JavaScript values.
    private var entryNames: [String: JSValueRef] = [:]

    /// The type of the global object, which also determines which scripts of the layer it gets.
    enum Kind: String {
        case window = "Window"
        case dedicatedWorker = "DedicatedWorkerGlobalScope"
        case serviceWorker = "ServiceWorkerGlobalScope"
    }
    private let kind: Kind

    /// `group`: the group of all realms in the process, which makes their objects usable in each
    /// other.
    init(document: Int, _ kind: Kind, in group: JSContextGroupRef) {
        self.document = document
        self.kind = kind
        // A global object without a class has an immutable prototype; with a class, the prototype
        // is an object of its own, which the layer turns into Window.prototype.
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
        // The realm lives as long as its global object, to which others may hold references after
        // the document is gone.
        JSObjectSetPrivate(
            JSContextGetGlobalObject(context),
            Unmanaged.passRetained(self).toOpaque()
        )
    }

    /// The realm of a running function, even if its document is gone.
    static func of(_ context: JSContextRef) -> Realm? {
        JSObjectGetPrivate(JSContextGetGlobalObject(context)).map {
            Unmanaged<Realm>.fromOpaque($0).takeUnretainedValue()
        }
    }

    /// Runs the web layer's scripts. Each is the body of a function of `host`, the native
    /// functions, and `web`, which the scripts use to share values.
    ///
    /// `shared`: the object that all realms share.
    func installWebLayer(shared: JSObjectRef) {
        guard let host = JSObjectMake(context, nil, nil), let web = JSObjectMake(context, nil, nil)
        else { fail("JavaScriptCore cannot create objects") }
        for (name, function) in nativeFunctions {
            let text = ScriptText.make(name)
            defer { JSStringRelease(text) }
            if let value = JSObjectMakeFunctionWithCallback(context, text, function) {
                context.set(name, of: host, to: value)
            }
        }
        // The global object references them and they reference it, so nothing outside must hold
        // them.
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

    /// Runs the scripts of the DOM: at once for a page, but only on demand for individual scripts.
    func installDocumentGroup() {
        var count = 0
        let scripts = web_layer_document(&count)
        install(UnsafeBufferPointer(start: scripts, count: count))
    }

    /// Runs one of the scripts that load on demand.
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

    /// Stops all messages to the realm. Objects that others reference live as long as the
    /// references.
    ///
    /// `ignore`: a function of another realm.
    func discard(ignoringRejectionsBy ignore: JSObjectRef?) {
        for name in entryNames.values { JSValueUnprotect(context, name) }
        entryNames = [:]
        if let dispatcher { JSValueUnprotect(context, dispatcher) }
        // JavaScriptCore never releases this function; one from the realm itself would keep the
        // realm alive.
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

    /// A bug in the layer itself: nothing that a page does leads here.
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

    /// Runs a task: `name` selects the layer's entry, and the rest are its arguments.
    ///
    /// Returns whether the page is waiting for anything other than timers.
    @discardableResult
    func dispatch(
        _ name: String,
        _ first: JSValueRef? = nil,
        _ second: JSValueRef? = nil
    ) -> Bool {
        var exception: JSValueRef?
        let undefined = JSValueMakeUndefined(context)
        // Keep the values on the stack, where the garbage collector finds them.
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
        // The result does not yet include what microtasks started.
        var question = Optional(value(ofEntry: "pending"))
        let pending = JSObjectCallAsFunction(context, dispatcher, nil, 1, &question, nil)
        return pending.map { JSValueToBoolean(context, $0) } ?? false
    }

    /// Handles a message from the browser as a task: a JSON text with optional bytes.
    func dispatch(_ message: PageChannel.Message) -> Bool {
        // If the layer itself drains microtasks, take the lock for the whole message: they run when
        // the outermost lock is released.
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

    /// The layer catches what a page throws; exceptions only get here if the page has replaced
    /// built-ins that the layer uses.
    private func reportException(_ exception: JSValueRef, of name: String) {
        EventLoop.current.channel.send(
            PageChannel.Message(
                text: Array(#"{"d":\#(document),"t":"error","kind":"error","source":""}"#.utf8),
                bytes: Array("crumb-js: \(name): \(describe(exception))".utf8)
            )
        )
    }

    /// Evaluates a classic script and passes the layer its value or the exception.
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

    /// Unchanged, unless it calls `import()`.
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
