internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import BrowserJSON
internal import PageChannel
internal import WebOrigin

/// A request from a page's process, as its web layer writes it.
struct PageMessage {
    let json: JSONValue
    let bytes: [UInt8]

    /// `nil` for a message that the web layer never writes.
    init?(_ message: PageChannel.Message) {
        guard let json = JSONReader.value(of: message.text) else { return nil }
        self.json = json
        bytes = message.bytes
    }

    var type: String { json["t"].string ?? "" }
    var id: Int { number("id") ?? 0 }
    var text: String { String(decoding: bytes, as: UTF8.self) }

    func number(_ name: String) -> Int? {
        json[name].number.flatMap { Int(exactly: $0) }
    }

    func string(_ name: String) -> String { json[name].string ?? "" }

    /// The arguments of `fetch()` or `XMLHttpRequest` after the web layer has validated them.
    var fetchRequest: FetchRequest {
        var request = FetchRequest(url: "")
        guard case .object(let members) = json else { return request }
        var hasBody = false
        // Loop over the members, because most requests have only a few of them.
        for member in members {
            let value = member.value
            switch member.name {
            case "url": request.url = value.string ?? ""
            case "method": request.method = value.string ?? ""
            case "headers": request.headers = Self.headers(value)
            case "hasBody": hasBody = value.isTrue
            case "mode": request.mode = value.string.flatMap(RequestMode.init(rawValue:)) ?? .cors
            case "credentials":
                request.credentials =
                    value.string.flatMap(CredentialsMode.init(rawValue:)) ?? .sameOrigin
            case "redirect":
                request.redirect = value.string.flatMap(RedirectMode.init(rawValue:)) ?? .follow
            case "referrer": request.referrer = Self.referrer(value.string ?? "about:client")
            case "referrerPolicy":
                request.referrerPolicy = value.string.flatMap(ReferrerPolicy.init(rawValue:))
            case "cache":
                request.cache = value.string.flatMap(CacheMode.init(rawValue:)) ?? .default
            case "api": request.api = value.string == "xhr" ? .xhr : .fetch
            case "keepalive": request.keepalive = value.isTrue
            case "integrity": request.integrity = value.string ?? ""
            case "isStream":
                request.isStream = value.isTrue
                request.isHalfDuplex = request.isStream
            case "targetAddressSpace":
                request.targetAddressSpace = value.string.flatMap(AddressSpace.init(name:))
            case "usesCORSPreflight": request.usesCORSPreflight = value.isTrue
            default: break
            }
        }
        if hasBody { request.body = ByteString(bytes) }
        return request
    }

    private static func headers(_ pairs: JSONValue) -> [Header] {
        (pairs.elements ?? []).compactMap { pair in
            guard let parts = pair.elements, parts.count == 2, let name = parts[0].string,
                let value = parts[1].string.flatMap({ ByteString(isomorphicEncoding: $0) })
            else { return nil }
            return Header(name: name, value: value)
        }
    }

    private static func referrer(_ text: String) -> RequestReferrer {
        text == "" ? .none : text == "about:client" ? .client : .url(text)
    }
}
