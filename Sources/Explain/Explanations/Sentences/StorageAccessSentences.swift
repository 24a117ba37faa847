internal import BrowserCookies
package import BrowserFetch

extension StorageAccessRefusal {
    /// The code of the report, as `crumb reasons` has it.
    package var code: String {
        switch self {
        case .opaqueOrigin: "StorageAccessOpaqueOrigin"
        case .sandboxed: "StorageAccessSandboxed"
        case .insecureContext: "StorageAccessInsecureContext"
        case .credentiallessFrame: "StorageAccessCredentialless"
        case .permissionsPolicy: "StorageAccessPermissionsPolicy"
        case .denied: "StorageAccessDenied"
        case .withoutActivation: "StorageAccessWithoutActivation"
        case .undecided: "StorageAccessUndecided"
        }
    }

    /// The name of what the promise rejects with.
    package var errorName: String { "NotAllowedError" }

    package var scriptMessage: String { "requestStorageAccess not allowed" }

    /// What Chrome's console says.
    package var consoleMessages: [String] {
        let call = "requestStorageAccess: "
        switch self {
        case .opaqueOrigin: return [call + "Cannot be used by opaque origins."]
        case .sandboxed:
            return [
                call + "Refused to execute request. The document is sandboxed, and the "
                    + "'allow-storage-access-by-user-activation' keyword is not set."
            ]
        case .insecureContext: return [call + "May not be used in an insecure context."]
        case .credentiallessFrame: return [call + "May not be used in a credentialless iframe"]
        case .permissionsPolicy:
            return [
                call + "Permission denied.",
                "StorageAccess permission has been blocked because of a permissions policy applied "
                    + "to the current document. See https://crbug.com/414348233 for more details.",
            ]
        case .withoutActivation: return [call + "Must be handling a user gesture to use."]
        case .denied, .undecided: return [call + "Permission denied."]
        }
    }

    /// Why, for a person.
    package var sentence: String {
        switch self {
        case .opaqueOrigin: "The frame's origin is opaque, and an opaque origin has no cookies."
        case .sandboxed:
            "The frame is sandboxed without allow-storage-access-by-user-activation."
        case .insecureContext:
            "The frame, or a page around it, is not secure: storage access needs https, or this "
                + "machine."
        case .credentiallessFrame: "The frame is credentialless, and has a jar of its own."
        case .permissionsPolicy:
            "A Permissions-Policy says storage-access=(): the frame may not ask."
        case .denied: "The user has denied it."
        case .withoutActivation:
            "The user has done nothing in the frame yet: it may ask only in response to a click "
                + "or a key press."
        case .undecided:
            "No one has decided yet. A browser would ask the user now; here it counts as no."
        }
    }

    /// What helps in that browser.
    package func fix(in policy: BrowserPolicy) -> String {
        guard self == .denied || self == .undecided,
            policy.cookies.partitionedAttribute == .honored
        else { return fix }
        return "\(fix) A cookie with Partitioned needs no permission."
    }

    /// What helps in each.
    package var fix: String {
        switch self {
        case .opaqueOrigin:
            "Write sandbox=\"allow-scripts allow-same-origin "
                + "allow-storage-access-by-user-activation\" on the iframe, or no sandbox."
        case .sandboxed: "Add allow-storage-access-by-user-activation to the iframe's sandbox."
        case .insecureContext: "Serve both the page and the frame over https."
        case .credentiallessFrame: "Remove the credentialless attribute from the iframe."
        case .permissionsPolicy:
            "Remove storage-access from the header, or list the frame's origin there."
        case .denied, .undecided:
            "Allow it with --permission storage-access=granted, or for good with crumb "
                + "storage-access grant."
        case .withoutActivation:
            "Call it in a click's handler, or allow it with --permission storage-access=granted."
        }
    }
}
