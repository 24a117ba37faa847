internal import CJSC
internal import WebOrigin

/// A cache of the last base URL, parsed, because successive URLs usually have the same base.
struct BaseURL {
    private var text: JSStringRef?
    private var url: WebURL?

    /// `nil` if the text is not a valid URL.
    mutating func url(of value: JSValueRef?, in context: JSContextRef) -> WebURL? {
        guard let value, let text = JSValueToStringCopy(context, value, nil) else { return nil }
        if let known = self.text, JSStringIsEqual(known, text) {
            JSStringRelease(text)
            return url
        }
        if let known = self.text { JSStringRelease(known) }
        self.text = text
        url = try? WebURL(parsing: ScriptText.text(text))
        return url
    }
}
