internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import BrowserJSON
internal import PageChannel
internal import WebOrigin

/// What a page's process asks for, as its web layer writes it.
struct PageMessage {
    let json: JSONValue
    let bytes: [UInt8]

    /// `nil` for what the layer never writes.
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

    /// What `fetch()` or `XMLHttpRequest` was given, once the layer has checked it.
    var fetchRequest: FetchRequest {
        let headers = (json["headers"].elements ?? []).compactMap { pair -> Header? in
            guard let parts = pair.elements, parts.count == 2, let name = parts[0].string,
                let value = parts[1].string.flatMap({ ByteString(isomorphicEncoding: $0) })
            else { return nil }
            return Header(name: name, value: value)
        }
        let referrer = json["referrer"].string ?? "about:client"
        var request = FetchRequest(
            url: string("url"),
            method: string("method"),
            headers: headers,
            body: json["hasBody"].isTrue ? ByteString(bytes) : nil,
            mode: RequestMode(rawValue: string("mode")) ?? .cors,
            credentials: CredentialsMode(rawValue: string("credentials")) ?? .sameOrigin,
            redirect: RedirectMode(rawValue: string("redirect")) ?? .follow,
            referrer: referrer == ""
                ? .none : referrer == "about:client" ? .client : .url(referrer),
            referrerPolicy: ReferrerPolicy(rawValue: string("referrerPolicy")),
            cache: CacheMode(rawValue: string("cache")) ?? .default,
            api: string("api") == "xhr" ? .xhr : .fetch
        )
        request.keepalive = json["keepalive"].isTrue
        request.integrity = string("integrity")
        request.isStream = json["isStream"].isTrue
        request.isHalfDuplex = request.isStream
        request.targetAddressSpace = AddressSpace(name: string("targetAddressSpace"))
        request.usesCORSPreflight = json["usesCORSPreflight"].isTrue
        return request
    }
}
