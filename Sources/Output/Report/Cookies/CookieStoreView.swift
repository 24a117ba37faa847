internal import BrowserCookies
package import BrowserFetch
internal import BrowserInfra
package import BrowserJSON
internal import Explanations

extension CookieStoreFailure {
    package var json: JSONValue {
        .object([
            "name": .string(errorName),
            "blockedReasons": .strings(codes),
            "detail": .string(sentence),
        ])
    }
}
