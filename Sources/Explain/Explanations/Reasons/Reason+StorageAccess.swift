internal import BrowserFetch

extension Reason {
    /// Why `document.requestStorageAccess()` rejects.
    package static let storageAccess: [Reason] = StorageAccessRefusal.allCases.map { refusal in
        Reason(
            refusal.code,
            .request,
            refusal.meaning,
            cause: refusal.sentence,
            fix: refusal.fix,
            browsers: refusal.browsers
        )
    }.sorted { $0.code < $1.code }
}

extension StorageAccessRefusal {
    fileprivate var meaning: String {
        switch self {
        case .opaqueOrigin: "requestStorageAccess() in a frame with an opaque origin"
        case .sandboxed: "requestStorageAccess() in a sandboxed frame"
        case .insecureContext: "requestStorageAccess() in a page that is not secure"
        case .credentiallessFrame: "requestStorageAccess() in a credentialless frame"
        case .permissionsPolicy: "requestStorageAccess() where Permissions-Policy forbids it"
        case .denied: "requestStorageAccess(), which the user has denied"
        case .withoutActivation: "requestStorageAccess() without a click"
        case .undecided: "requestStorageAccess(), on which the user is yet to be asked"
        }
    }

    fileprivate var browsers: String? {
        switch self {
        case .credentiallessFrame: "Firefox and Safari do not know credentialless frames."
        case .permissionsPolicy: "Firefox does not look at the header."
        case .withoutActivation: "Firefox and Safari; Chrome asks the user only after a click, too."
        default: nil
        }
    }
}
