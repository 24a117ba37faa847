package import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

/// Checks whether a response may be shared with the page that requested it.
///
/// The reasons come in Chrome's order, which also distinguishes a malformed value from a wrong one;
/// the check fails exactly where the standard returns failure.
///
/// https://fetch.spec.whatwg.org/#cors-check
///
/// `origin` is the request's origin, serialized; `includesCredentials` is true if its credentials
/// mode is `include`.
package func corsCheck(
    _ headers: HeaderList,
    origin: String,
    includesCredentials: Bool
) throws(CORSCheckFailure) {
    // 1. Let origin be the result of getting `Access-Control-Allow-Origin`.
    // 2. If it is null, then return failure.
    guard let allowed = headers.get("Access-Control-Allow-Origin") else {
        throw .missingAllowOriginHeader
    }
    // 3. If the credentials mode is not "include" and origin is `*`, then return success.
    if allowed == "*" {
        if includesCredentials { throw .wildcardOriginNotAllowed }
        return
    }
    // 4. If the request's origin, serialized, is not origin, then return failure.
    if allowed.isomorphicDecoded != origin {
        throw mismatch(of: allowed, origin: origin)
    }
    // 5. If the credentials mode is not "include", then return success.
    guard includesCredentials else { return }
    // 6. Let credentials be the result of getting `Access-Control-Allow-Credentials`.
    // 7. If it is `true`, then return success. 8. Return failure.
    let credentials = headers.get("Access-Control-Allow-Credentials")
    guard credentials == "true" else { throw .invalidAllowCredentials(value: credentials) }
}

private func mismatch(of allowed: ByteString, origin: String) -> CORSCheckFailure {
    if allowed.bytes.contains(where: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: " ") }) {
        return .multipleAllowOriginValues(value: allowed)
    }
    if allowed != "null", (try? WebURL(parsing: allowed.isomorphicDecoded)) == nil {
        return .invalidAllowOriginValue(value: allowed)
    }
    return .allowOriginMismatch(value: allowed, origin: origin)
}
