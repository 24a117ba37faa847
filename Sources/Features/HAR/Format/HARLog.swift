package import BrowserHTTP
package import BrowserInfra
package import BrowserJSON

/// What an HTTP Archive holds: the requests of some pages, and what was answered.
///
/// The types are those of HAR 1.2 and bear its names; the members that begin with an underscore are
/// the ones that Chrome's DevTools writes and reads.
///
/// http://www.softwareishard.com/blog/har-12-spec/
package struct HARLog: Hashable, Sendable {
    package var creator: HARCreator
    package var pages: [HARPage]
    package var entries: [HAREntry]

    package init(creator: HARCreator, pages: [HARPage] = [], entries: [HAREntry] = []) {
        self.creator = creator
        self.pages = pages
        self.entries = entries
    }
}

/// The program that wrote it.
package struct HARCreator: Hashable, Sendable {
    package var name: String
    package var version: String

    package init(name: String, version: String) {
        self.name = name
        self.version = version
    }
}

package struct HARPage: Hashable, Sendable {
    package var id: String
    package var started: Moment
    /// Its URL, in DevTools' files.
    package var title: String
}

/// One request and what came of it.
package struct HAREntry: Hashable, Sendable {
    package var pageref: String?
    package var started: Moment
    package var request: HARRequest
    package var response: HARResponse
    /// From the request's start to the last byte of the body, in microseconds.
    package var durationMicroseconds: Int64
    /// `_initiator`.
    package var initiator: HARInitiator?
    /// `_resourceType`: document, fetch, xhr, image, preflight …
    package var resourceType: String?
    /// `_fromCache`: memory or disk.
    package var fromCache: String?
    /// `_was_pushed`: whether the server sent it before anybody asked.
    package var isPushed = false
    /// `_crumb`: the verdicts that a browser's rules come to.
    package var verdicts: JSONValue?
}

package struct HARRequest: Hashable, Sendable {
    package var method: String
    package var url: String
    package var httpVersion: String
    package var headers: HeaderList
    package var cookies: [HARCookie]
    package var postData: HARPostData?
}

package struct HARPostData: Hashable, Sendable {
    package var mimeType: String
    package var text: String
}

package struct HARResponse: Hashable, Sendable {
    /// 0 where none came.
    package var status: Int
    package var statusText: String
    package var httpVersion: String
    package var headers: HeaderList
    package var cookies: [HARCookie]
    package var content: HARContent
    package var redirectURL: String
    /// `_fetchedViaServiceWorker`.
    package var isFromServiceWorker = false
    /// `_error`: why DevTools calls it failed, such as `net::ERR_FAILED`.
    package var error: String?
}

package struct HARContent: Hashable, Sendable {
    /// Content codings undone.
    package var size: Int
    package var mimeType: String
    /// `nil` where it was not kept.
    package var body: ByteString?
    /// Whether `body` is its beginning alone.
    package var isCut = false
}

/// A cookie that was sent, or set.
package struct HARCookie: Hashable, Sendable {
    package var name: String
    package var value: String
    package var path: String?
    package var domain: String?
    package var expires: Moment?
    package var isHTTPOnly: Bool
    package var isSecure: Bool
    /// Strict, Lax or None.
    package var sameSite: String?
    /// Whether the file names a partition.
    package var isPartitioned = false
}

/// Who asked, as the DevTools protocol tells it.
///
/// https://chromedevtools.github.io/devtools-protocol/tot/Network/#type-Initiator
package struct HARInitiator: Hashable, Sendable {
    /// parser, script, preload, preflight, other …
    package var type: String
    package var url: String?
}
