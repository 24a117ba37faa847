internal import CJSC

/// An object whose properties are looked up by a function: the window's named properties, for which
/// JavaScriptCore does not allow a Proxy.
///
/// https://webidl.spec.whatwg.org/#named-properties-object
enum NamedProperties {
    private static let key = "lookup"

    nonisolated(unsafe) private static let windowProperties: JSClassRef? = {
        var definition = kJSClassDefinitionEmpty
        definition.getProperty = { context, object, name, _ in
            guard let context, let object, let name else { return nil }
            let key = ScriptText.make(NamedProperties.key)
            defer { JSStringRelease(key) }
            guard let lookup = JSObjectGetPrivateProperty(context, object, key),
                let function = JSValueToObject(context, lookup, nil)
            else { return nil }
            var argument = JSValueMakeString(context, name)
            // Ignore exceptions, which no page could have caused.
            let value = JSObjectCallAsFunction(context, function, nil, 1, &argument, nil)
            guard let value, !JSValueIsUndefined(context, value) else { return nil }
            return value
        }
        return "WindowProperties".withCString { name in
            definition.className = name
            return JSClassCreate(&definition)
        }
    }()

    /// `lookup`: a function of the name, which returns undefined for names that do not exist.
    static func make(in context: JSContextRef, lookup: JSValueRef?) -> JSObjectRef? {
        // Objects without private data cannot have private properties.
        let object = JSObjectMake(context, windowProperties, nil)
        guard let object, let lookup else { return nil }
        let key = ScriptText.make(key)
        defer { JSStringRelease(key) }
        _ = JSObjectSetPrivateProperty(context, object, key, lookup)
        return object
    }
}
