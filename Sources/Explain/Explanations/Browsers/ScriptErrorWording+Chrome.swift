extension ScriptErrorWording {
    static let chrome = ScriptErrorWording(
        networkError: "Failed to fetch",
        foreignWorker:
            "Failed to construct 'Worker': Script at '{url}' cannot be accessed "
            + "from origin '{origin}'.",
        foreignSharedWorker:
            "Failed to construct 'SharedWorker': Script at '{url}' cannot be "
            + "accessed from origin '{origin}'.",
        importDenied: "Failed to fetch dynamically imported module: {url}",
        importFailed: "Failed to fetch dynamically imported module: {url}",
        bareSpecifier:
            "Failed to resolve module specifier \"{specifier}\". Relative references must start with "
            + "either \"/\", \"./\", or \"../\".",
        missingExport:
            "The requested module '{specifier}' does not provide an export named '{name}'",
        ambiguousExport:
            "The requested module '{specifier}' contains conflicting star exports for name '{name}'",
        moduleType:
            "Failed to load module script: Expected a JavaScript-or-Wasm module script but the server "
            + "responded with a MIME type of \"{type}\". Strict MIME type checking is enforced for "
            + "module scripts per HTML spec.",
        jsonModuleType:
            "Failed to load module script: Expected a JSON module script but the server responded with "
            + "a MIME type of \"{type}\". Strict MIME type checking is enforced for module scripts "
            + "per HTML spec.",
        crossOriginAccess:
            "Failed to {verb} a named property '{name}' {preposition} '{type}': Blocked a frame with "
            + "origin \"{origin}\" from accessing a cross-origin frame.",
        prefix: "Failed to execute 'fetch' on 'Window': ",
        invalidURL: "Failed to parse URL from {url}",
        urlHasCredentials:
            "Request cannot be constructed from a URL that includes credentials: {url}",
        invalidMethod: "'{method}' is not a valid HTTP method.",
        forbiddenMethod: "'{method}' HTTP method is unsupported.",
        methodNotAllowedInNoCORS: "'{method}' is unsupported in no-cors mode.",
        bodyWithGetOrHead: "Request with GET/HEAD method cannot have body.",
        invalidHeaderName: "Invalid name",
        invalidHeaderValue: "Invalid value",
        navigateMode:
            "Cannot construct a Request with a RequestInit whose mode member is set as 'navigate'.",
        notInEnumeration:
            "Failed to read the '{member}' property from 'RequestInit': The provided value '{value}' "
            + "is not a valid enum value of type {type}.",
        notAByteString:
            "Failed to read the 'headers' property from 'RequestInit': String contains non ISO-8859-1 "
            + "code point.",
        onlyIfCachedOutsideSameOrigin: "'only-if-cached' can be set only with 'same-origin' mode",
        contentBlocked: "SecurityError",
        aborted: "signal is aborted without reason",
        timedOut: "TimeoutError",
        streamOutsideCORS:
            "If request is made from ReadableStream, mode should be\"same-origin\" or \"cors\"",
        streamInKeepalive: "Keepalive request cannot have a ReadableStream body.",
        streamWithoutDuplex:
            "The `duplex` member must be specified for a request with a streaming body",
        streamUnsupported: "",
        cookieGetterPrefix: "Failed to read the 'cookie' property from 'Document': ",
        cookieSetterPrefix: "Failed to set the 'cookie' property on 'Document': ",
        cookiesOfSandbox: "The document is sandboxed and lacks the 'allow-same-origin' flag.",
        cookiesOfDataURL: "Cookies are disabled inside 'data:' URLs.",
        storageGetterPrefix: "Failed to read the '{name}' property from 'Window': ",
        storageOfSandbox: "The document is sandboxed and lacks the 'allow-same-origin' flag.",
        storageOfDataURL: "Storage is disabled inside 'data:' URLs."
    )
}
