package import BrowserHTTP
internal import BrowserInfra

/// The token against cross-site request forgery that a library of the page copies from a cookie to
/// a header, which proves that the page could read the cookie.
///
/// axios (`xsrfCookieName`, `xsrfHeaderName`) and Angular (`withXsrfConfiguration`) have the same names.
package struct XSRFToken: Hashable, Sendable {
    package var cookieName: String
    package var headerName: String

    /// The default names of axios and Angular.
    package static let `default` = XSRFToken(cookieName: "XSRF-TOKEN", headerName: "X-XSRF-TOKEN")

    /// Parses `COOKIE:HEADER`; `nil` if the text has another form.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            .map { String($0.trimmingPrefix { $0 == " " }) }
        guard parts.count == 2, !parts[0].isEmpty, Header.isValidName(parts[1]) else { return nil }
        self.init(cookieName: parts[0], headerName: parts[1])
    }

    private init(cookieName: String, headerName: String) {
        self.cookieName = cookieName
        self.headerName = headerName
    }

    /// Returns the header with the cookie's decoded value; `nil` if there is no value to send. A
    /// value that cannot be decoded is sent as it is.
    package func header(for cookie: ScriptCookie) -> Header? {
        guard case .value(let value) = cookie else { return nil }
        let text = value.decodedURIComponent ?? value
        return Header(
            name: headerName,
            value: ByteString(isomorphicEncoding: text) ?? ByteString(utf8: text)
        )
    }
}

/// References `{{cookie:NAME}}` in a header's value, each to the value of a cookie as scripts read
/// it.
package struct CookieReferences: Hashable, Sendable {
    private enum Piece: Hashable, Sendable {
        case text(String)
        case cookie(String)
    }

    private var pieces: [Piece] = []

    package init(_ text: String) {
        var rest = text[...]
        while let start = rest.firstRange(of: Self.opening) {
            let tail = rest[start.upperBound...]
            guard let end = tail.firstRange(of: "}}") else { break }
            pieces.append(.text(String(rest[..<start.lowerBound])))
            pieces.append(.cookie(tail[..<end.lowerBound].trimming { $0 == " " }))
            rest = tail[end.upperBound...]
        }
        pieces.append(.text(String(rest)))
    }

    package static let opening = "{{cookie:"

    package var isEmpty: Bool { pieces.count == 1 }

    /// Returns the text with the values filled in; throws the error that `missing` returns for the
    /// first missing cookie.
    package func text<Failure: Error>(
        in report: DocumentCookieReport,
        missing: (_ name: String, ScriptCookie) -> Failure
    ) throws(Failure) -> String {
        var text = ""
        for piece in pieces {
            switch piece {
            case .text(let plain): text += plain
            case .cookie(let name):
                let cookie = report.scriptCookie(named: name)
                guard case .value(let value) = cookie else { throw missing(name, cookie) }
                text += value
            }
        }
        return text
    }
}

extension Substring {
    fileprivate func trimming(while predicate: (Character) -> Bool) -> String {
        String(drop(while: predicate).reversed().drop(while: predicate).reversed())
    }
}
