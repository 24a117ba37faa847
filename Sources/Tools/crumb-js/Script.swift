internal import CJSC
internal import PageChannel

/// Conversion of text between Swift and JavaScript through UTF-16, because a C string would end at
/// NUL and cannot represent lone surrogates.
enum ScriptText {
    static func make(_ text: String) -> JSStringRef { make(Array(text.utf16)) }

    static func make(_ units: [JSChar]) -> JSStringRef {
        guard let string = JSStringCreateWithCharacters(units, units.count) else {
            // JavaScriptCore itself ends the process when it runs out of memory.
            fatalError("JavaScriptCore makes no strings")
        }
        return string
    }

    /// From UTF-8; invalid sequences become U+FFFD.
    static func make(utf8 bytes: UnsafeRawBufferPointer) -> JSStringRef {
        // JavaScriptCore stores such strings with one byte per character and parses them faster.
        let isPlain = bytes.allSatisfy { $0 &- 1 < 0x7F }
        guard isPlain else { return make(String(decoding: bytes, as: UTF8.self)) }
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: bytes.count + 1) { text in
            UnsafeMutableRawBufferPointer(text).copyMemory(from: bytes)
            text[bytes.count] = 0
            guard let string = JSStringCreateWithUTF8CString(text.baseAddress) else {
                fatalError("JavaScriptCore makes no strings")
            }
            return string
        }
    }

    /// From code units in native byte order.
    static func make(utf16 bytes: UnsafeRawBufferPointer) -> JSStringRef {
        make(Array(bytes.bindMemory(to: JSChar.self)))
    }

    /// Lone surrogates become U+FFFD.
    static func text(_ string: JSStringRef) -> String {
        let units = UnsafeBufferPointer(
            start: JSStringGetCharactersPtr(string),
            count: JSStringGetLength(string)
        )
        return String(decoding: units, as: UTF16.self)
    }
}

extension JSContextRef {
    func string(_ text: String) -> JSValueRef {
        var text = text
        let string = text.withUTF8 { ScriptText.make(utf8: UnsafeRawBufferPointer($0)) }
        defer { JSStringRelease(string) }
        return JSValueMakeString(self, string)
    }

    /// From UTF-8; invalid sequences become U+FFFD.
    func string(utf8 bytes: ArraySlice<UInt8>) -> JSValueRef {
        let string = bytes.withUnsafeBytes { ScriptText.make(utf8: $0) }
        defer { JSStringRelease(string) }
        return JSValueMakeString(self, string)
    }

    /// The bytes of a message; undefined if there are none.
    func body(of message: PageChannel.Message) -> JSValueRef {
        message.bytes.isEmpty ? JSValueMakeUndefined(self) : arrayBuffer(message.bytes)
    }

    /// The result of `String(value)` in UTF-8; empty if it throws.
    func utf8(_ value: JSValueRef?) -> [UInt8] {
        guard let value, let string = JSValueToStringCopy(self, value, nil) else { return [] }
        defer { JSStringRelease(string) }
        let most = JSStringGetMaximumUTF8CStringSize(string)
        return [UInt8](unsafeUninitializedCapacity: most) { buffer, filled in
            // The count includes NUL.
            filled = buffer.withMemoryRebound(to: CChar.self) {
                Swift.max(0, JSStringGetUTF8CString(string, $0.baseAddress, most) - 1)
            }
        }
    }

    /// The result of `String(value)`; empty if it throws.
    func text(_ value: JSValueRef?) -> String {
        guard let value, let string = JSValueToStringCopy(self, value, nil) else { return "" }
        defer { JSStringRelease(string) }
        return ScriptText.text(string)
    }

    /// `nil` unless the value is an ArrayBuffer or a view of one. The bytes belong to the script
    /// and are only valid until it runs again.
    func bytes(_ value: JSValueRef?) -> UnsafeRawBufferPointer? {
        guard let value, JSValueIsObject(self, value) else { return nil }
        let type = JSValueGetTypedArrayType(self, value, nil)
        guard type != kJSTypedArrayTypeNone,
            let object = JSValueToObject(self, value, nil)
        else { return nil }
        if type == kJSTypedArrayTypeArrayBuffer {
            let count = JSObjectGetArrayBufferByteLength(self, object, nil)
            return UnsafeRawBufferPointer(
                start: JSObjectGetArrayBufferBytesPtr(self, object, nil),
                count: count
            )
        }
        let count = JSObjectGetTypedArrayByteLength(self, object, nil)
        let offset = JSObjectGetTypedArrayByteOffset(self, object, nil)
        guard let start = JSObjectGetTypedArrayBytesPtr(self, object, nil) else {
            return UnsafeRawBufferPointer(start: nil, count: 0)
        }
        return UnsafeRawBufferPointer(start: start + offset, count: count)
    }

    /// An ArrayBuffer with a copy of the bytes.
    func arrayBuffer(_ bytes: some Collection<UInt8>) -> JSValueRef {
        let copy = UnsafeMutableRawBufferPointer.allocate(
            byteCount: Swift.max(1, bytes.count),
            alignment: 16
        )
        copy.copyBytes(from: bytes)
        let buffer = JSObjectMakeArrayBufferWithBytesNoCopy(
            self,
            copy.baseAddress,
            bytes.count,
            { start, _ in start?.deallocate() },
            nil,
            nil
        )
        // Without this, megabytes of garbage would stay until there were many objects.
        JSReportExtraMemoryCost(self, bytes.count)
        return buffer ?? JSValueMakeUndefined(self)
    }

    /// Stores each value in the array before creating the next one: the garbage collector sees the
    /// stack and JavaScript's objects, but not values in Swift's own memory.
    func array(count: Int, _ value: (Int) -> JSValueRef) -> JSValueRef {
        guard let array = JSObjectMakeArray(self, 0, nil, nil) else {
            return JSValueMakeUndefined(self)
        }
        for index in 0..<count {
            JSObjectSetPropertyAtIndex(self, array, UInt32(index), value(index), nil)
        }
        return array
    }

    func property(_ name: String, of object: JSObjectRef) -> JSValueRef? {
        let key = ScriptText.make(name)
        defer { JSStringRelease(key) }
        return JSObjectGetProperty(self, object, key, nil)
    }

    func set(_ name: String, of object: JSObjectRef, to value: JSValueRef) {
        let key = ScriptText.make(name)
        defer { JSStringRelease(key) }
        JSObjectSetProperty(self, object, key, value, JSPropertyAttributes(0), nil)
    }
}
