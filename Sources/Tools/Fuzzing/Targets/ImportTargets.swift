internal import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import CookieFiles
internal import CopiedRequests
internal import Report
internal import Terminal
internal import WebOrigin

extension FuzzTarget {
    /// Another program's jar: cookies.txt, storageState, JSON, cookies.sqlite.
    static let cookieFile = FuzzTarget(
        name: "cookie-file",
        pieces: [
            "# Netscape HTTP Cookie File\n", "#HttpOnly_", "shop.example", ".shop.example", "\t",
            "\tTRUE\t", "\tFALSE\t", "/", "1900000000", "-1", "0", "99999999999999999999", "\n",
            "\r\n", "::1", "127.0.0.1:5000", "name", "é", "\u{0}", "\u{1B}", ";", " ",
            "{\"cookies\":[",
            "{", "}", "[", "]", ",", "\"name\":", "\"value\":", "\"domain\":", "\"path\":\"/\"",
            "\"expires\":", "1e300", "\"sameSite\":\"None\"", "\"partitionKey\":",
            "\"hostOnly\":true",
            "\"nameBase64\":", "\"origins\":[]", "\"log\":", "SQLite format 3\u{0}",
        ],
        seeds: ["fixtures/cookie-files/storage-state.json"]
    ) { input throws(BrokenClaim) in
        let file: CookieFile
        do throws(CookieFileError) {
            file = try CookieFile.read(input.bytes)
        } catch {
            return try expect(!error.sentence.isEmpty, "what is no cookie file is told why")
        }
        for policy in BrowserPolicy.presets {
            let jar = jar(of: file, policy: policy.cookies)
            for format in CookieFileFormat.writable {
                try expectSurvived(jar, as: format, policy: policy.cookies)
            }
        }
    }

    private static let now = Moment(secondsSinceEpoch: 1_793_491_200)

    private static func jar(of file: CookieFile, policy: CookiePolicy) -> [Cookie] {
        var jar = CookieJar(suffixes: .builtin)
        for entry in file.entries(importedAt: now) {
            _ = jar.restore(entry.cookie, policy: policy, now: now)
        }
        return jar.allCookies(at: now)
    }

    /// Written cookies are read back unchanged, except for what the format is known to lose.
    private static func expectSurvived(
        _ cookies: [Cookie],
        as format: CookieFileFormat,
        policy: CookiePolicy
    ) throws(BrokenClaim) {
        guard let exported = ExportedCookies(cookies, format: format) else { return }
        let file: CookieFile
        do throws(CookieFileError) {
            file = try CookieFile.read(exported.bytes, format: format)
        } catch {
            throw BrokenClaim(
                claim: "what is exported is a cookie file",
                detail: "\(format): \(error): \(Corpus.line(ByteString(exported.bytes)))"
            )
        }
        try expect(
            file.entries.count == exported.count && file.refused.isEmpty,
            "every exported cookie is read",
            "\(format): \(file.refused) \(Corpus.line(ByteString(exported.bytes)))"
        )
        guard exported.losses.isEmpty else { return }
        let pairs = Set(cookies.map { [$0.name, $0.value] })
        let restored = jar(of: file, policy: policy)
        try expect(
            Set(restored.map { [$0.name, $0.value] }) == pairs,
            "an exported cookie is imported as what it was",
            "\(format): \(Corpus.line(ByteString(exported.bytes)))"
        )
    }

    /// *Copy as fetch*, and *Copy as fetch (Node.js)*.
    static let copiedScript = FuzzTarget(
        name: "copied-script",
        pieces: [
            "fetch(\"http://a.test/\", {", "});", "\"headers\": {", "\"body\": null",
            "\"method\": ",
            "\"mode\": \"cors\"", "\"credentials\": \"include\"", "\"referrer\": ", "await ", "`",
            "${",
            "'", "\"", "\\u{1F600}", "\\x41", "\\\n", "//", "/*", "*/", "[", "]", ",", ":", "...",
            "+",
            "new Headers(", "JSON.stringify(", "\u{0}", "\u{2028}", "é", "\u{1B}[2J", "({",
        ]
    ) { input throws(BrokenClaim) in
        try expectCopied(input, as: .script)
    }

    /// *Copy as cURL (bash)*.
    static let copiedCurl = FuzzTarget(
        name: "copied-curl",
        pieces: [
            "curl ", "'http://a.test/'", " -H ", "'A: b'", " --data-raw ", "$'", "\\'", "\\u00e9",
            "\\x1b", "\\101", " \\\n", "\"", "'", "`", "$(", "${a}", "|", ";", "&&", ">", "-b ",
            "a=b", "--compressed", "--insecure", "-X PUT", "-XPUT", "-F a=@/etc/passwd", "-d @-",
            "--data-binary ", "-G", "-I", "-u a:b", "--url ", "--next", "[1-9]", "{a,b}", "\u{0}",
            "é",
            "\u{1B}[2J", "--",
        ]
    ) { input throws(BrokenClaim) in
        try expectCopied(input, as: .curl)
    }

    private static func expectCopied(
        _ input: ByteString,
        as form: CopiedRequest.Form
    ) throws(BrokenClaim) {
        do throws(InvalidFile) {
            let copied = try CopiedRequest(parsing: input.bytes, as: form, path: "fuzz.txt")
            for note in copied.notes { _ = note.sentence }
        } catch {
            try expect(!error.problems.isEmpty, "an invalid copy has a mistake")
            try expectHarmless(
                error.layout.rendered(width: 80, inColor: false),
                "what is wrong with a copy"
            )
        }
    }
}
