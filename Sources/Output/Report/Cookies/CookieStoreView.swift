internal import Cookies
internal import Explanations
package import Fetch
internal import Infra
package import JSON

extension CookieStoreFailure {
    package var json: JSONValue {
        .object([
            "name": .string(errorName),
            "blockedReasons": .strings(codes),
            "detail": .string(sentence),
        ])
    }
}
