internal import BrowserCookies
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

/// What a response says by `Activate-Storage-Access`.
///
/// https://privacycg.github.io/storage-access-headers/#activate-storage-access
enum ActivateStorageAccess: Hashable, Sendable {
    /// The document may have its cookies.
    case load
    /// The request is to be repeated with them; `nil` where every origin may have that.
    case retry(allowedOrigin: String?)

    /// A structured field: a token with a parameter. Several headers are none.
    init?(of headers: HeaderList) {
        let values = headers.values(of: "Activate-Storage-Access")
        guard values.count == 1, let value = values.first else { return nil }
        let parts = value.isomorphicDecoded.split(separator: ";").map { part in
            String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
        switch parts.first {
        case "load": self = .load
        case "retry":
            let name = "allowed-origin="
            guard let parameter = parts.dropFirst().last(where: { $0.hasPrefix(name) }) else {
                return nil
            }
            let text = parameter.dropFirst(name.count)
            if text == "*" {
                self = .retry(allowedOrigin: nil)
            } else if text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") {
                self = .retry(allowedOrigin: String(text.dropFirst().dropLast()))
            } else {
                return nil
            }
        default: return nil
        }
    }
}

extension Browser {
    /// Whether the response wants the request again, with cookies that it could have had.
    func requestsRetry(_ response: HTTPResponse, of request: Request) -> Bool {
        guard policy.headers.storageAccessHeader != .never, request.storageAccess == .inactive,
            !request.isRetriedWithStorageAccess, request.credentials == .include,
            case .retry(let allowed)? = ActivateStorageAccess(of: response.headers)
        else { return false }
        return allowed == nil || allowed == serializedOrigin(of: request)
    }
}

extension BrowserPolicy {
    /// Whether the document that a navigation ends at has storage access.
    ///
    /// https://privacycg.github.io/storage-access/#navigation
    func grantsStorageAccess(
        to document: Page,
        _ request: Request,
        _ response: HTTPResponse
    ) -> Bool {
        guard !document.ancestors.isEmpty, !document.origin.isOpaque,
            document.credentialless == nil
        else { return false }
        let isActivated =
            headers.storageAccessHeader != .never
            && [.inactive, .active].contains(request.storageAccess)
            && ActivateStorageAccess(of: response.headers) == .load
        let isRetried =
            request.isRetriedWithStorageAccess && storageAccess.retriedDocuments == .withAccess
        let isKept =
            request.keepsStorageAccess
            && request.target?.document?.origin.isSameOrigin(as: document.origin) == true
            && request.urlList.allSatisfy { $0.origin.isSameOrigin(as: document.origin) }
        return isActivated || isRetried || isKept
    }
}
