internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import BrowserJSON
internal import Explanations
internal import WebOrigin

extension ScriptedPage {
    /// https://html.spec.whatwg.org/#fetch-a-single-module-script
    func loadModule(_ message: PageMessage) async {
        let url = message.string("url")
        if let file = files.file(for: url) {
            return send(
                .object([
                    "t": "head", "id": .integer(message.id), "type": "basic",
                    "url": .string(url), "redirected": .bool(false), "status": .integer(200),
                    "statusText": "OK",
                    "headers": .array([.array(["Content-Type", .string(file.type)])]),
                    "hasBody": .bool(true), "done": .bool(true),
                ]),
                bytes: file.bytes
            )
        }
        var request = LoadRequest(
            url: url,
            as: message.string("type") == "json"
                ? .jsonModule : message.json["isDynamic"].isTrue ? .dynamicImport : .module
        )
        request.adoptMetadata(of: message)
        request.referrerPolicy = ReferrerPolicy(rawValue: message.string("referrerPolicy"))
        request.integrity = message.string("integrity")
        if message.string("crossorigin") == LoadRequest.CORSSetting.useCredentials.rawValue {
            request.credentials = .include
        } else if message.string("crossorigin") == "omit" {
            request.credentials = .omit
        }
        request.destination = message.json["destination"].string.flatMap {
            Destination(rawValue: $0)
        }
        // What a script imports, the script refers.
        let referrer = message.string("referrer")
        if referrer != "about:client", (try? WebURL(parsing: referrer)) != nil {
            request.referrer = .url(referrer)
        }
        let report = await browser.load(request, from: page)
        await applySideEffects(of: report)
        switch report.outcome {
        case .rejected(let failure):
            var isDenied = false
            if case .cors = failure { isDenied = true }
            send(
                .object([
                    "t": "fail", "id": .integer(message.id), "error": .bool(isDenied),
                ])
            )
        case .fulfilled(let response):
            // The page may not see the header; what the module imports goes by it.
            let header = report.elementResponse?.headers.get("Referrer-Policy")
            let policy = header.flatMap { ReferrerPolicy(parsingHeader: $0.decodedAndSplit) }
            program.send(
                head(response, of: report, id: message.id, policy: policy).text(isAll: true),
                bytes: response.body?.bytes ?? []
            )
        }
        await listener.requested(report)
    }
}
