package import BrowserHTTP
package import BrowserInfra
package import BrowserJSON

/// The contents of an HTTP Archive: the requests of some pages, and their responses.
///
/// The types are those of HAR 1.2, with its names; the members that begin with an underscore are
/// those that Chrome's DevTools writes and reads.
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

/// The program that wrote the file.
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
    /// The page's title; in DevTools' files, its URL.
    package var title: String
}

/// A request and its response.
package struct HAREntry: Hashable, Sendable {
    package var pageref: String?
    package var started: Moment
    package var request: HARRequest
    package var response: HARResponse
    /// The time from the request's start to the last byte of the body, in microseconds.
    package var durationMicroseconds: Int64
    /// `_initiator`.
    package var initiator: HARInitiator?
    /// `_resourceType`: document, fetch, xhr, image, preflight …
    package var resourceType: String?
    /// `_fromCache`: memory or disk.
    package var fromCache: String?
    /// `_was_pushed`: whether the server sent it before it was requested.
    package var isPushed = false
    /// `_crumb`: the verdicts of a browser's rules.
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
    /// The status code; 0 when there was no response.
    package var status: Int
    package var statusText: String
    package var httpVersion: String
    package var headers: HeaderList
    package var cookies: [HARCookie]
    package var content: HARContent
    package var redirectURL: String
    /// `_fetchedViaServiceWorker`.
    package var isFromServiceWorker = false
    /// `_error`: the reason why DevTools shows it as failed, such as `net::ERR_FAILED`.
    package var error: String?
}

package struct HARContent: Hashable, Sendable {
    /// The size of the decoded body in bytes.
    package var size: Int
    package var mimeType: String
    /// The decoded body; `nil` when it was not saved.
    package var body: ByteString?
    /// Whether `body` is only the beginning.
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
    /// Strict, Lax, or None.
    package var sameSite: String?
    /// Whether the file has a partition key.
    package var isPartitioned = false
}

/// The initiator of a request, as in the DevTools protocol.
///
/// https://chromedevtools.github.io/devtools-protocol/tot/Network/#type-Initiator
package struct HARInitiator: Hashable, Sendable {
    /// parser, script, preload, preflight, other …
    package var type: String
    package var url: String?
}
