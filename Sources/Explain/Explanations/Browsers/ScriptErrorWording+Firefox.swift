extension ScriptErrorWording {
    static let firefox = ScriptErrorWording(
        networkError: "NetworkError when attempting to fetch resource.",
        foreignWorker: "",
        foreignSharedWorker: "",
        importDenied: "error loading dynamically imported module: {url}",
        importFailed: "error loading dynamically imported module: {url}",
        bareSpecifier:
            "The specifier “{specifier}” was a bare specifier, but was not remapped to anything. "
            + "Relative module specifiers must start with “./”, “../” or “/”.",
        missingExport:
            "The requested module '{specifier}' doesn't provide an export named: '{name}'",
        ambiguousExport:
            "The requested module '{specifier}' contains ambiguous star export: '{name}'",
        moduleType:
            "Loading module from “{url}” was blocked because of a disallowed MIME type (“{type}”).",
        jsonModuleType:
            "Loading module from “{url}” was blocked because of a disallowed MIME type (“{type}”).",
        crossOriginAccess:
            "Permission denied to {access} property \"{name}\" on cross-origin object",
        prefix: "Window.fetch: ",
        invalidURL: "{url} is not a valid URL.",
        urlHasCredentials: "{url} is an url with embedded credentials.",
        invalidMethod: "Invalid request method {method}.",
        forbiddenMethod: "Invalid request method {method}.",
        methodNotAllowedInNoCORS: "Invalid request method {method}.",
        bodyWithGetOrHead: "HEAD or GET Request cannot have a body.",
        invalidHeaderName: "{lower-case name} is an invalid header name.",
        invalidHeaderValue: "{value} is an invalid header value.",
        navigateMode: "Invalid request mode navigate.",
        notInEnumeration:
            "'{value}' (value of '{member}' member of RequestInit) is not a valid value for "
            + "enumeration {type}.",
        notAByteString:
            "Cannot convert element of element of sequence<sequence<ByteString>> branch of "
            + "(sequence<sequence<ByteString>> or record<ByteString, ByteString>) to ByteString "
            + "because the character at index {index} has value {code point} which is greater than "
            + "255.",
        onlyIfCachedOutsideSameOrigin:
            "Request mode '{mode}' was used, but request cache mode 'only-if-cached' can only be "
            + "used with request mode 'same-origin'.",
        contentBlocked: "NS_ERROR_CONTENT_BLOCKED",
        aborted: "The operation was aborted. ",
        timedOut: "AbortError",
        streamOutsideCORS: "",
        streamInKeepalive: "",
        streamWithoutDuplex: "",
        streamUnsupported: "",
        cookieGetterPrefix: "Document.cookie getter: ",
        cookieSetterPrefix: "Document.cookie setter: ",
        cookiesOfSandbox:
            "Forbidden in a sandboxed document without the 'allow-same-origin' flag.",
        cookiesOfDataURL: "",
        storageGetterPrefix: "",
        storageOfSandbox: "The operation is insecure.",
        storageOfDataURL: "The operation is insecure."
    )
}
