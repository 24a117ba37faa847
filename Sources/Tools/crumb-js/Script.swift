internal import CJSC
internal import PageChannel

/// Text between Swift and JavaScript: UTF-16 on the way, because a C string would end at NUL and has no
/// lone surrogates.
enum ScriptText {
    static func make(_ text: String) -> JSStringRef { make(Array(text.utf16)) }

    static func make(_ units: [JSChar]) -> JSStringRef {
        guard let string = JSStringCreateWithCharacters(units, units.count) else {
            // JavaScriptCore ends the process itself where memory is out.
            fatalError("JavaScriptCore makes no strings")
        }
        return string
    }

    /// Of UTF-8; what is not, becomes U+FFFD.
    static func make(utf8 bytes: UnsafeRawBufferPointer) -> JSStringRef {
        // JavaScriptCore has a byte for each character of what is made this way, and reads that faster.
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

    /// Of code units in this machine's byte order.
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

    /// Of UTF-8; what is not, becomes U+FFFD.
    func string(utf8 bytes: ArraySlice<UInt8>) -> JSValueRef {
        let string = bytes.withUnsafeBytes { ScriptText.make(utf8: $0) }
        defer { JSStringRelease(string) }
        return JSValueMakeString(self, string)
    }

    /// What comes with a message; undefined where that is nothing.
    func body(of message: PageChannel.Message) -> JSValueRef {
        message.bytes.isEmpty ? JSValueMakeUndefined(self) : arrayBuffer(message.bytes)
    }

    /// What `String(value)` is, in UTF-8; empty where that throws.
    func utf8(_ value: JSValueRef?) -> [UInt8] {
        guard let value, let string = JSValueToStringCopy(self, value, nil) else { return [] }
        defer { JSStringRelease(string) }
        let most = JSStringGetMaximumUTF8CStringSize(string)
        return [UInt8](unsafeUninitializedCapacity: most) { buffer, filled in
            // NUL is counted.
            filled = buffer.withMemoryRebound(to: CChar.self) {
                Swift.max(0, JSStringGetUTF8CString(string, $0.baseAddress, most) - 1)
            }
        }
    }

    /// What `String(value)` is; empty where that throws.
    func text(_ value: JSValueRef?) -> String {
        guard let value, let string = JSValueToStringCopy(self, value, nil) else { return "" }
        defer { JSStringRelease(string) }
        return ScriptText.text(string)
    }

    /// `nil` for what is neither an ArrayBuffer nor a view of one. The bytes are the script's own, and
    /// good until something of it runs.
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
        // Else megabytes of what nobody needs any more would wait for a few objects to be many.
        JSReportExtraMemoryCost(self, bytes.count)
        return buffer ?? JSValueMakeUndefined(self)
    }

    /// Each value is in the array before the next one is made: the collector sees the stack and what
    /// JavaScript holds, and nothing that is in Swift's memory alone.
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
