internal import CORS
internal import Cookies
internal import Explanations
internal import Fetch
internal import Fixes
internal import HTTP
internal import Infra

// What is worth knowing, and no mistake.

extension Examination {
    var notes: [Finding] {
        hiddenHeaders + uncachedPreflights + narrowPaths + scriptReadable
    }

    private var hiddenHeaders: [Finding] {
        guard let report = result(.readWithCredentials)?.reports.first, let answer = report.answer
        else { return [] }
        let names = report.hiddenHeaders(of: answer)
        guard !names.isEmpty else { return [] }
        var grant = grant
        grant.exposedHeaders = names
        return [
            Finding(
                .note,
                code: "HeadersNotExposed",
                text:
                    "The page cannot read \(names.joined(separator: ", ")). If it is to, name them in "
                    + "Access-Control-Expose-Headers.",
                fixes: grant.fixes,
                in: browsers
            )
        ]
    }

    /// Two hours: as long as every browser but the most careful one keeps it.
    private static let suggestedMaxAge = 7200

    private var uncachedPreflights: [Finding] {
        let preflights = results.flatMap(\.reports).flatMap(\.exchanges)
            .filter { $0.kind == .preflight && $0.cors == .passed }.compactMap(\.response)
        guard let first = preflights.first, !first.headers.contains("Access-Control-Max-Age") else {
            return []
        }
        var grant = grant
        grant.maxAge = Self.suggestedMaxAge
        return [
            Finding(
                .note,
                code: "PreflightNotCached",
                text:
                    "Without Access-Control-Max-Age a preflight's answer is forgotten after 5 seconds: "
                    + "nearly every such request costs two.",
                fixes: grant.fixes,
                in: browsers
            )
        ]
    }

    private var narrowPaths: [Finding] {
        cookies.filter { $0.path != "/" }.map { cookie in
            var change = SetCookieCall(cookie)
            change.path = "/"
            let path = cookie.path.utf8Decoded
            return Finding(
                .note,
                code: "NarrowPath",
                text:
                    "\(cookie.shownName) goes to URLs below \(path) only; without Path that is the "
                    + "directory of the URL that set it. If others want it, set it for all.",
                fixes: change.fixes,
                in: browsers
            )
        }
    }

    /// By its name it is a key to an account.
    private var scriptReadable: [Finding] {
        cookies.filter { !$0.isHTTPOnly && $0.soundsLikeAKey }.map { cookie in
            var change = SetCookieCall(cookie)
            change.isHTTPOnly = true
            return Finding(
                .note,
                code: "ReadableByScript",
                text:
                    "Every script of the page can read \(cookie.shownName). If it is a login, mark it "
                    + "HttpOnly.",
                fixes: change.fixes,
                in: browsers
            )
        }
    }
}

extension Cookie {
    /// A token against request forgery is meant to be read.
    fileprivate var soundsLikeAKey: Bool {
        let name = name.utf8Decoded.asciiLowercased
        guard !name.contains("csrf"), !name.contains("xsrf") else { return false }
        return ["sess", "token", "auth", "jwt", "sid", "login"].contains { name.contains($0) }
    }
}
