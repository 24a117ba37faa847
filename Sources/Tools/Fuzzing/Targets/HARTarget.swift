internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import CookieFiles
internal import Explanations
internal import Fixes
internal import HAR
internal import Report
internal import Terminal
internal import WebOrigin

extension FuzzTarget {
    /// An HTTP archive, replayed by a browser as in `explain`, and imported for its cookies.
    static let har = FuzzTarget(
        name: "har",
        pieces: [
            "{\"log\":{\"entries\":[", "]}}", "{", "}", "[", "]", ",", "\"request\":{",
            "\"response\":{", "\"method\":\"OPTIONS\"", "\"url\":\"http://a.test/\"",
            "\"status\":302",
            "\"redirectURL\":\"/\"", "\"headers\":[",
            "{\"name\":\"Origin\",\"value\":\"http://b.test\"}",
            "{\"name\":\"Set-Cookie\",\"value\":\"a=b; Secure\\nc=d\"}", "\"cookies\":[",
            "\"startedDateTime\":\"2026-01-01T00:00:00Z\"", "\"time\":1e300",
            "\"_resourceType\":\"fetch\"",
            "\"_initiator\":{\"type\":\"preflight\"}", "\"_fromCache\":\"disk\"",
            "\"_fetchedViaServiceWorker\":true", "\"pageref\":\"p\"",
            "\"content\":{\"encoding\":\"base64\",",
            "null", "-1", "\\u0000", "\\u001b[2J", "\u{202E}", "\u{1B}", "\u{0}", "\u{FEFF}",
        ],
        seeds: ["fixtures/har"]
    ) { input throws(BrokenClaim) in
        try expectImported(input)
        let log: HARLog
        do throws(InvalidFile) {
            log = try HARLog(parsing: input.bytes, path: "fuzz.har")
        } catch {
            try expect(!error.problems.isEmpty, "an invalid archive has a mistake")
            return try expectHarmless(
                error.layout.rendered(width: 80, inColor: false),
                "what is wrong with an archive"
            )
        }
        try expectKept(log)
        let policy = BrowserPolicy.presets[input.count % BrowserPolicy.presets.count]
        let replay = HARReplay(
            log,
            policy: policy,
            suffixes: .builtin,
            page: (try? WebURL(parsing: "http://a.test/page")).map { Page(url: $0) }
        )
        let requests = waitFor {
            var requests = await replay.replayed()
            for index in requests.indices {
                guard let report = requests[index].report else { continue }
                requests[index].advice = await Adviser(report: report).advice()
            }
            return requests
        }
        try expect(requests.count <= log.entries.count, "no request comes out of nothing")
        for isVerbose in [false, true] {
            let explanation = HARExplanation(
                requests,
                of: log,
                path: "fuzz.har",
                browser: policy.name,
                framework: .flask,
                isVerbose: isVerbose
            )
            let text = explanation.layout.rendered(width: 80, inColor: false)
            try expectHarmless(text, "an explanation")
            if !isVerbose { try expectHarmless(explanation.json.text, "an explanation's JSON") }
        }
    }

    private static func expectImported(_ input: ByteString) throws(BrokenClaim) {
        do throws(CookieFileError) {
            _ = try CookieFile.read(input.bytes, format: .har).entries(importedAt: .epoch)
        } catch {
            try expect(!error.sentence.isEmpty, "what is no archive of cookies is told why")
        }
    }

    /// An archive written for DevTools is read back unchanged.
    private static func expectKept(_ log: HARLog) throws(BrokenClaim) {
        let written = log.json
        let text = written.text
        let again = try? HARLog(parsing: Array(text.utf8), path: "fuzz.har")
        try expect(
            again?.json == written,
            "an archive that is written is read as what it was",
            "\(text) becomes \(again?.json.text ?? "no archive")"
        )
    }
}
