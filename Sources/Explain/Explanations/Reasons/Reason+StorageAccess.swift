internal import BrowserFetch

extension Reason {
    /// The reasons why `document.requestStorageAccess()` rejects.
    package static let storageAccess: [Reason] = StorageAccessRefusal.allCases.map { refusal in
        Reason(
            refusal.code,
            .request,
            refusal.meaning,
            cause: refusal.sentence,
            fix: refusal.fix + refusal.otherFix,
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
        case .undecided: "requestStorageAccess(), before the user has decided"
        }
    }

    /// An additional fix that only works in some browsers.
    fileprivate var otherFix: String {
        switch self {
        case .denied, .undecided:
            " In Chrome and Firefox, a cookie with Partitioned needs no permission."
        default: ""
        }
    }

    fileprivate var browsers: String? {
        switch self {
        case .credentiallessFrame: "Firefox and Safari do not support credentialless frames."
        case .permissionsPolicy: "Firefox ignores the header."
        case .withoutActivation:
            "In Firefox and Safari; Chrome, too, asks the user only after a "
                + "click."
        default: nil
        }
    }
}
