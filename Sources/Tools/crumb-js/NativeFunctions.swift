internal import BrowserDigests
internal import BrowserInfra
internal import BrowserJSON
internal import CJSC
internal import CWebLayer
internal import Glibc
internal import MarkupTrees
internal import ModuleScripts
internal import PageChannel
internal import WebOrigin

/// Everything in a page's process that is not JavaScript; the web layer sees these functions as
/// `host`.
///
/// They never throw: the layer reports errors in the wording of the standards.
let nativeFunctions: [(String, JSObjectCallAsFunctionCallback)] = [
    // send(text, bytes): sends a message to the browser.
    (
        "send",
        { context, _, _, count, arguments, _ in
            call(context, count, arguments) { context, arguments in
                EventLoop.current.channel.send(
                    text: context.utf8(arguments[0]),
                    bytes: context.bytes(arguments[1])
                        ?? UnsafeRawBufferPointer(start: nil, count: 0)
                )
                return nil
            }
        }
    ),
    // call(text, bytes): makes a call to the browser and waits; returns [text, buffer], or
    // undefined if it is gone.
    (
        "call",
        { context, _, _, count, arguments, _ in
            call(context, count, arguments) { context, arguments in
                EventLoop.current.call(
                    text: context.utf8(arguments[0]),
                    bytes: context.bytes(arguments[1])
                        ?? UnsafeRawBufferPointer(start: nil, count: 0)
                ).map { message in
                    context.array(count: 2) {
                        $0 == 0
                            ? context.string(utf8: message.text.dropFirst())
                            : context.body(of: message)
                    }
                }
            }
        }
    ),
    // timer(id, milliseconds, isIdle): calls the layer's `timer` with the id when it is due; the
    // page does not become quiet before a timer unless it is idle.
    (
        "timer",
        { context, _, _, count, arguments, _ in
            call(context, count, arguments) { context, arguments in
                let delay = JSValueToNumber(context, arguments[1], nil)
                EventLoop.current.addTimer(
                    Int(JSValueToNumber(context, arguments[0], nil)),
                    of: context,
                    after: delay.isFinite ? Swift.max(0, delay) : 0,
                    holds: !JSValueToBoolean(context, arguments[2])
                )
                return nil
            }
        }
    ),
    // cancelTimer(id)
    (
        "cancelTimer",
        { context, _, _, count, arguments, _ in
            call(context, count, arguments) { context, arguments in
                EventLoop.current.cancelTimer(
                    Int(JSValueToNumber(context, arguments[0], nil)),
                    of: context
                )
                return nil
            }
        }
    ),
    // checkpoint(): performs a microtask checkpoint.
    (
        "checkpoint",
        { context, _, _, count, arguments, _ in
            call(context, count, arguments) { context, _ in
                crumb_js_drain_microtasks(context)
                return nil
            }
        }
    ),
    // makeRealm(document, scope): returns its `web`; `scope` names the interface of a worker's
    // global object.
    (
        "makeRealm",
        { context, _, _, count, arguments, _ in
            call(context, count, arguments) { context, arguments in
                EventLoop.current.makeRealm(
                    for: Int(JSValueToNumber(context, arguments[0], nil)),
                    Realm.Kind(rawValue: context.text(arguments[1])) ?? .window
                ).web
            }
        }
    ),
    // discardRealm(document): stops its messages and timers.
    (
        "discardRealm",
        { context, _, _, count, arguments, _ in
            call(context, count, arguments) { context, arguments in
                EventLoop.current.discardRealm(
                    of: Int(JSValueToNumber(context, arguments[0], nil))
                )
                return nil
            }
        }
    ),
    // namedProperties(lookup): returns an object whose properties come from the function.
    (
        "namedProperties",
        { context, _, _, count, arguments, _ in
            call(context, count, arguments) { context, arguments in
                NamedProperties.make(in: context, lookup: arguments[0])
            }
        }
    ),
    // documentOf(function): the document number of its realm; undefined if the document is gone.
    (
        "documentOf",
        { context, _, _, count, arguments, _ in
            call(context, count, arguments) { context, arguments in
                guard let value = arguments[0],
                    let object = JSValueToObject(context, value, nil),
                    let global = JSObjectGetGlobalContext(object),
                    let document = EventLoop.current.document(of: global)
                else { return nil }
                return JSValueMakeNumber(context, Double(document))
            }
        }
    ),
    // setMain(document): makes it receive the messages that are addressed to no document.
    (
        "setMain",
        { context, _, _, count, arguments, _ in
            call(context, count, arguments) { context, arguments in
                EventLoop.current.mainDocument = Int(
                    JSValueToNumber(context, arguments[0], nil)
                )
                return nil
            }
        }
    ),
    // beginPage(): from now on, notifies the browser when the page is quiet.
    (
        "beginPage",
        { context, _, _, count, arguments, _ in
            call(context, count, arguments) { _, _ in
                EventLoop.current.isFinished = true
                return nil
            }
        }
    ),
    // advance(milliseconds): advances the timers' clock.
    (
        "advance",
        { context, _, _, count, arguments, _ in
            call(context, count, arguments) { context, arguments in
                EventLoop.current.advance(by: JSValueToNumber(context, arguments[0], nil))
                return nil
            }
        }
    ),
    // now(): milliseconds of a monotonic clock.
    (
        "now",
        { context, _, _, count, arguments, _ in
            call(context, count, arguments) { context, _ in
                JSValueMakeNumber(context, EventLoop.current.now())
            }
        }
    ),
    // parseURL(input, base): the parts of the URL; undefined on failure.
    (
        "parseURL",
        { context, _, _, count, arguments, _ in
            call(context, count, arguments) { context, arguments in
                var base: WebURL?
                if let text = arguments[1], !JSValueIsUndefined(context, text) {
                    base = try? WebURL(parsing: context.text(text))
                    if base == nil { return nil }
                }
                return (try? WebURL(parsing: context.text(arguments[0]), base: base)).map {
                    parts(of: $0, in: context)
                }
            }
        }
    ),
    // resolveURL(text, base): the resulting href; undefined if the URL is invalid.
    (
        "resolveURL",
        { context, _, _, count, arguments, _ in
            call(context, count, arguments) { context, arguments in
                guard let base = EventLoop.current.baseURL.url(of: arguments[1], in: context) else {
                    return nil
                }
                let text = String(decoding: context.utf8(arguments[0]), as: UTF8.self)
                return (try? WebURL(parsing: text, base: base)).map { context.string($0.href) }
            }
        }
    ),
    // setURL(href, part, value): the parts after calling the setter; undefined if nothing changes.
    (
        "setURL",
        { context, _, _, count, arguments, _ in
            call(context, count, arguments) { context, arguments in
                guard let url = try? WebURL(parsing: context.text(arguments[0])),
                    let part = WebURL.Part(rawValue: context.text(arguments[1]))
                else { return nil }
                return url.setting(part, to: context.text(arguments[2])).map {
                    parts(of: $0, in: context)
                }
            }
        }
    ),
    // random(view): fills the view with random bytes.
    (
        "random",
        { context, _, _, count, arguments, _ in
            call(context, count, arguments) { context, arguments in
                guard let bytes = context.bytes(arguments[0]), bytes.count > 0 else { return nil }
                let target = UnsafeMutableRawBufferPointer(mutating: bytes)
                var generator = SystemRandomNumberGenerator()
                for index in target.indices { target[index] = generator.next() }
                return nil
            }
        }
    ),
    // digest(name, bytes): returns an ArrayBuffer; undefined for an unknown name.
    (
        "digest",
        { context, _, _, count, arguments, _ in
            call(context, count, arguments) { context, arguments in
                guard let algorithm = DigestAlgorithm(rawValue: context.text(arguments[0])),
                    let bytes = context.bytes(arguments[1])
                else { return nil }
                return context.arrayBuffer(algorithm.digest(of: ByteString(bytes)).bytes)
            }
        }
    ),
    // encode(text): returns the text in UTF-8 as an ArrayBuffer.
    (
        "encode",
        { context, _, _, count, arguments, _ in
            call(context, count, arguments) { context, arguments in
                context.arrayBuffer(Array(context.text(arguments[0]).utf8))
            }
        }
    ),
    // utf16(units): returns the text of a Uint16Array.
    (
        "utf16",
        { context, _, _, count, arguments, _ in
            call(context, count, arguments) { context, arguments in
                let text = ScriptText.make(
                    utf16: context.bytes(arguments[0])
                        ?? UnsafeRawBufferPointer(start: nil, count: 0)
                )
                defer { JSStringRelease(text) }
                return JSValueMakeString(context, text)
            }
        }
    ),
    // encodingTable(name): returns the text of an encoding's index file.
    (
        "encodingTable",
        { context, _, _, count, arguments, _ in
            call(context, count, arguments) { context, arguments in
                let name = context.text(arguments[0])
                var count = 0
                let tables = UnsafeBufferPointer(start: web_layer_encodings(&count), count: count)
                return tables.first { String(cString: $0.name) == name }.flatMap { table in
                    guard let text = JSStringCreateWithUTF8CString(table.text) else { return nil }
                    defer { JSStringRelease(text) }
                    return JSValueMakeString(context, text)
                }
            }
        }
    ),
    // rewriteModule(bytes): [code, JSON of its record, false], or [undefined, JSON of the error,
    // true].
    (
        "rewriteModule",
        { context, _, _, count, arguments, _ in
            call(context, count, arguments) { context, arguments in
                let module = RewrittenModule(
                    Array(
                        context.bytes(arguments[0])
                            ?? UnsafeRawBufferPointer(start: nil, count: 0)
                    )
                )
                return context.array(count: 3) { index in
                    switch index {
                    case 0:
                        module.code.map { context.string(utf8: $0[...]) }
                            ?? JSValueMakeUndefined(context)
                    case 1: context.string(module.told.lineText)
                    default: JSValueMakeBoolean(context, module.code == nil)
                    }
                }
            }
        }
    ),
    // rewriteScript(bytes, importName, flags): [text, JSON of its columns] of a classic script;
    // undefined if it stays unchanged. flags: 1 function body, 2 async function body, 4 generator
    // body.
    (
        "rewriteScript",
        { context, _, _, count, arguments, _ in
            call(context, count, arguments) { context, arguments in
                let flags = Int(JSValueToNumber(context, arguments[2], nil))
                guard let source = context.bytes(arguments[0]).map({ Array($0) }),
                    let script = ClassicScript(
                        rewriting: source,
                        importName: context.text(arguments[1]),
                        as: flags == 0
                            ? ClassicScript.Code()
                            : ClassicScript.Code(
                                functionThatIsAsync: flags & 2 != 0,
                                isGenerator: flags & 4 != 0
                            )
                    )
                else { return nil }
                return context.array(count: 2) { index in
                    index == 0
                        ? context.string(utf8: script.body[...])
                        : context.string(ModuleColumns(of: script.edits, in: source).text)
                }
            }
        }
    ),
    // scriptNames(): [the name for import(), the name for eval outside eval(…)].
    (
        "scriptNames",
        { context, _, _, count, arguments, _ in
            call(context, count, arguments) { context, _ in
                context.array(count: 2) { index in
                    context.string(index == 0 ? ClassicScript.importName : ClassicScript.evalName)
                }
            }
        }
    ),
    // parseHTML(text, context, flags): [text, Int32Array, names] of a MarkupTree. `context`:
    // undefined for a document, or the local name of an element; flags: 1 scripting, 2 SVG context,
    // 4 MathML context.
    (
        "parseHTML",
        { context, _, _, count, arguments, _ in
            call(context, count, arguments) { context, arguments in
                guard let string = JSValueToStringCopy(context, arguments[0], nil) else {
                    return nil
                }
                defer { JSStringRelease(string) }
                let flags = Int(JSValueToNumber(context, arguments[2], nil))
                let name =
                    JSValueIsUndefined(context, arguments[1]) ? nil : context.text(arguments[1])
                let tree = MarkupTree(
                    parsing: UnsafeBufferPointer(
                        start: JSStringGetCharactersPtr(string),
                        count: JSStringGetLength(string)
                    ),
                    context: name.map { ($0, flags >> 1) },
                    isScripting: flags & 1 != 0
                )
                return context.array(count: 3) { index in
                    switch index {
                    case 0:
                        let text = ScriptText.make(tree.text)
                        defer { JSStringRelease(text) }
                        return JSValueMakeString(context, text)
                    case 1: return tree.words.withUnsafeBytes { context.arrayBuffer($0) }
                    default:
                        return context.array(count: tree.names.count) {
                            context.string(tree.names[$0])
                        }
                    }
                }
            }
        }
    ),
    // parseXML(text): [text, Int32Array, names, error or undefined] of an XMLTree.
    (
        "parseXML",
        { context, _, _, count, arguments, _ in
            call(context, count, arguments) { context, arguments in
                let tree = XMLTree(parsing: Array(context.text(arguments[0]).utf8))
                return context.array(count: 4) { index in
                    switch index {
                    case 0:
                        let text = ScriptText.make(tree.text)
                        defer { JSStringRelease(text) }
                        return JSValueMakeString(context, text)
                    case 1: return tree.words.withUnsafeBytes { context.arrayBuffer($0) }
                    case 2:
                        return context.array(count: tree.names.count) {
                            context.string(tree.names[$0])
                        }
                    default:
                        return tree.error.map { context.string($0) }
                            ?? JSValueMakeUndefined(context)
                    }
                }
            }
        }
    ),
    // loadDocument(): runs the scripts of the layer's document group in this realm.
    (
        "loadDocument",
        { context, _, _, count, arguments, _ in
            call(context, count, arguments) { context, _ in
                Realm.of(context)?.installDocumentGroup()
                return nil
            }
        }
    ),
    // read(name): runs a part of the layer in this realm.
    (
        "read",
        { context, _, _, count, arguments, _ in
            call(context, count, arguments) { context, arguments in
                Realm.of(context)?.installPart(named: context.text(arguments[0]))
                return nil
            }
        }
    ),
    // evaluate(code, name, line): evaluates a classic script that starts in that line; returns its
    // value, or throws what it throws.
    (
        "evaluate",
        { context, _, _, count, arguments, exception in
            guard let context, count >= 2, let arguments,
                let code = JSValueToStringCopy(context, arguments[0], nil),
                let name = JSValueToStringCopy(context, arguments[1], nil)
            else { return nil }
            defer { [code, name].forEach { JSStringRelease($0) } }
            let line = count > 2 ? JSValueToNumber(context, arguments[2], nil) : 1
            return JSEvaluateScript(
                context,
                code,
                nil,
                name,
                line.isFinite ? Int32(line) : 1,
                exception
            )
        }
    ),
    // decode(bytes): decodes UTF-8; invalid sequences become U+FFFD.
    (
        "decode",
        { context, _, _, count, arguments, _ in
            call(context, count, arguments) { context, arguments in
                let bytes = context.bytes(arguments[0])
                let text = ScriptText.make(
                    utf8: bytes ?? UnsafeRawBufferPointer(start: nil, count: 0)
                )
                defer { JSStringRelease(text) }
                return JSValueMakeString(context, text)
            }
        }
    ),
]

/// Missing arguments are undefined; a result of `nil` is also converted to undefined.
private func call(
    _ context: JSContextRef?,
    _ count: Int,
    _ arguments: UnsafePointer<JSValueRef?>?,
    _ body: (JSContextRef, [JSValueRef?]) -> JSValueRef?
) -> JSValueRef? {
    guard let context else { return nil }
    var values = Array(UnsafeBufferPointer(start: arguments, count: count))
    while values.count < 3 { values.append(JSValueMakeUndefined(context)) }
    return body(context, values) ?? JSValueMakeUndefined(context)
}

/// [href, origin, protocol, username, password, host, hostname, port, pathname, search, hash]
private func parts(of url: WebURL, in context: JSContextRef) -> JSValueRef {
    let hostname = url.host?.serialized ?? ""
    let port = url.port.map { "\($0)" } ?? ""
    let texts = [
        url.href, url.scriptOrigin, url.scheme + ":", url.username, url.password,
        port.isEmpty ? hostname : "\(hostname):\(port)", hostname, port, url.serializedPath,
        url.query.map { $0.isEmpty ? "" : "?" + $0 } ?? "",
        url.fragment.map { $0.isEmpty ? "" : "#" + $0 } ?? "",
    ]
    return context.array(count: texts.count) { context.string(texts[$0]) }
}

extension WebURL {
    /// https://url.spec.whatwg.org/#dom-url-origin
    fileprivate var scriptOrigin: String {
        guard scheme == "blob" else { return origin.serialized }
        let inner = try? WebURL(parsing: serializedPath)
        return inner.flatMap { $0.isHTTP ? $0.origin.serialized : nil } ?? "null"
    }
}
