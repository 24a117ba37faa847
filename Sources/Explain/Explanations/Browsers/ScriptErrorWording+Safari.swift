extension ScriptErrorWording {
    static let safari = ScriptErrorWording(
        networkError: "Load failed",
        foreignWorker: "The operation is insecure.",
        foreignSharedWorker: "URL of the shared worker is cross-origin",
        importDenied: "Cross-origin script load denied by Cross-Origin Resource Sharing policy.",
        importFailed: "Importing a module script failed.",
        bareSpecifier: "Module name, '{specifier}' does not resolve to a valid URL.",
        missingExport: "Importing binding name '{name}' is not found.",
        ambiguousExport:
            "Importing binding name '{name}' cannot be resolved due to ambiguous multiple bindings.",
        moduleType: "'{type}' is not a valid JavaScript MIME type.",
        jsonModuleType: "'{type}' is not a valid JSON MIME type.",
        crossOriginAccess:
            "Blocked a frame with origin \"{origin}\" from accessing a cross-origin frame. "
            + "Protocols, domains, and ports must match.",
        prefix: "",
        invalidURL: "URL is not valid or contains user credentials.",
        urlHasCredentials: "URL is not valid or contains user credentials.",
        invalidMethod: "Method is not a valid HTTP token.",
        forbiddenMethod: "Method is forbidden.",
        methodNotAllowedInNoCORS: "Method must be GET, POST or HEAD in no-cors mode.",
        bodyWithGetOrHead: "Request has method '{method}' and cannot have a body",
        invalidHeaderName: "Invalid header name: '{name}'",
        invalidHeaderValue: "Header '{name}' has invalid value: '{value}'",
        navigateMode: "Request constructor does not accept navigate fetch mode.",
        notInEnumeration: "Type error",
        notAByteString: "Type error",
        onlyIfCachedOutsideSameOrigin:
            "only-if-cached cache option requires fetch mode to be same-origin.",
        contentBlocked: "SecurityError",
        aborted: "The operation was aborted.",
        timedOut: "AbortError",
        streamOutsideCORS: "",
        streamInKeepalive:
            "Request cannot have a ReadableStream body and keepalive set to true",
        streamWithoutDuplex: "",
        streamUnsupported: "ReadableStream uploading is not supported",
        cookieGetterPrefix: "",
        cookieSetterPrefix: "",
        cookiesOfSandbox: "The operation is insecure.",
        cookiesOfDataURL: "The operation is insecure.",
        storageGetterPrefix: "",
        storageOfSandbox: "The operation is insecure.",
        storageOfDataURL: "The operation is insecure."
    )
}
