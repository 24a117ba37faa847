extension Reason {
    /// The reasons of `CorsError` in the DevTools protocol, and crumb's own for other rejected requests.
    package static let requests: [Reason] = [
        Reason(
            "AbortTimeout",
            .request,
            "the signal timed out before the body arrived",
            cause: "The page passed fetch() an AbortSignal.timeout() that is shorter than the "
                + "server takes.",
            fix: "Allow more time."
        ),
        Reason(
            "Aborted",
            .request,
            "the page aborted the request",
            cause: "The page called abort() on the signal that it passed to fetch().",
            fix: "Do not abort it, or make a new AbortController for each request."
        ),
        Reason(
            "AllowOriginMismatch",
            .request,
            "Access-Control-Allow-Origin names an origin other than the page's",
            cause: "The server allows one fixed origin, and the page is open at a different one: "
                + "localhost instead of 127.0.0.1, another port, https instead of http, or a "
                + "trailing slash.",
            fix: "Add the page's origin to the server's list, exactly as location.origin shows it."
        ),
        Reason(
            "BadPort",
            .request,
            "browsers never connect to that port",
            cause: "The port belongs to a different protocol, such as 25 (mail) or 6000 (X11).",
            fix: "Serve the API on another port."
        ),
        Reason(
            "BodyTooLarge",
            .request,
            "the body is longer than crumb reads",
            cause: "It is larger than --max-body (64 MiB). A browser would keep reading.",
            fix: "Raise --max-body."
        ),
        Reason(
            "BodyWithGetOrHead",
            .request,
            "GET and HEAD cannot have a body",
            cause: "fetch() was given a body without a method, which is GET.",
            fix: "Set the method (POST, PUT …), or put the data into the URL."
        ),
        Reason(
            "CoepMissing",
            .request,
            "the page requires an embedder policy (Cross-Origin-Embedder-Policy), and the frame "
                + "or worker has none",
            cause: "A page with Cross-Origin-Embedder-Policy only shows frames, and only starts "
                + "workers, that have such a policy too.",
            fix: "Send Cross-Origin-Embedder-Policy: require-corp (or credentialless) with "
                + "the frame's or the worker's response."
        ),
        Reason(
            "ContentSecurityPolicy",
            .request,
            "the page's Content-Security-Policy does not allow the connection",
            cause: "connect-src, or default-src as its fallback, does not list the server.",
            fix: "Add the server's origin to connect-src; for a WebSocket, with wss:."
        ),
        Reason(
            "CorpNotSameOrigin",
            .request,
            "Cross-Origin-Resource-Policy is same-origin, and the page is of another origin",
            cause: "A security middleware (helmet, for example) sends it by default.",
            fix:
                "Send Cross-Origin-Resource-Policy: cross-origin for resources that other "
                + "origins may embed, or same-site for your own."
        ),
        Reason(
            "CorpNotSameOriginByCoep",
            .request,
            "the page's Cross-Origin-Embedder-Policy requires a Cross-Origin-Resource-Policy, "
                + "and the response has none",
            cause: "Without CORS, a cross-origin isolated page may only load resources that "
                + "allow it.",
            fix: "Send Cross-Origin-Resource-Policy: cross-origin with the resource, or "
                + "load it with crossorigin and CORS headers."
        ),
        Reason(
            "CorpNotSameSite",
            .request,
            "Cross-Origin-Resource-Policy is same-site, and the page is of another site",
            cause: "The resource is meant for pages of its own site.",
            fix: "Send Cross-Origin-Resource-Policy: cross-origin for resources that other sites "
                + "may embed."
        ),
        Reason(
            "CorsDisabledScheme",
            .request,
            "across origins a page can only fetch http, https and data URLs",
            cause: "The URL has no http:// in front (localhost:5000/x is a URL of the scheme "
                + "localhost:), or is a file: URL.",
            fix: "Write http:// or https:// in front, or serve the file."
        ),
        Reason(
            "DisallowedByMode",
            .request,
            "mode same-origin, and the URL is of another origin",
            cause: "mode: \"same-origin\" was set, or the server redirected to another origin.",
            fix: "Leave mode out: the default is cors."
        ),
        Reason(
            "EventStream",
            .request,
            "the response is not an event stream",
            cause: "Its status is not 200, or its Content-Type is not text/event-stream.",
            fix: "Respond with status 200 and Content-Type: text/event-stream."
        ),
        Reason(
            "ForbiddenMethod",
            .request,
            "CONNECT, TRACE, TRACK, or something that is not a method",
            cause: "Browsers never allow a page to send these.",
            fix: "Use another method."
        ),
        Reason(
            "FrameAncestors",
            .request,
            "the response's Content-Security-Policy does not let this page frame it",
            cause: "frame-ancestors lists the pages that may frame the document, and this one is "
                + "not on the list.",
            fix: "Add the page's origin: frame-ancestors 'self' https://shop.example"
        ),
        Reason(
            "FrameOptions",
            .request,
            "the response's X-Frame-Options does not let this page frame it",
            cause: "DENY allows no page, SAMEORIGIN only pages of the document's own origin.",
            fix: "Send Content-Security-Policy: frame-ancestors with the pages that may; "
                + "X-Frame-Options is ignored next to it."
        ),
        Reason(
            "HeaderDisallowedByPreflightResponse",
            .request,
            "Access-Control-Allow-Headers does not list a header that the page sends",
            cause:
                "Authorization, Content-Type: application/json or a header of the app's own needs "
                + "the server's consent. With credentials, * is not a wildcard.",
            fix:
                "Add the header to Access-Control-Allow-Headers in the response to OPTIONS. If "
                + "the header "
                + "is Access-Control-…, remove it from the request: it belongs in responses."
        ),
        Reason(
            "HeadersTooLarge",
            .request,
            "the response's headers exceed 256 KiB, or one of them exceeds 100 KiB, libcurl's limit",
            cause: "The same header is added again and again, or whole documents are sent in "
                + "headers.",
            fix: "Send less; look for a Set-Cookie in a loop."
        ),
        Reason(
            "InsecureLocalNetwork",
            .request,
            "a page that came over http from the internet sends a request to this machine or the "
                + "local network",
            cause: "Only a secure page can be allowed to do that (Local Network Access).",
            fix: "Serve the page over https, or from this machine.",
            browsers: "Firefox asks the user for http pages too; Safari does not ask."
        ),
        Reason(
            "Integrity",
            .request,
            "the body does not match integrity",
            cause:
                "The file was changed after its digest was made, or the page may not read the response.",
            fix: "Recompute the digest, and fetch with mode cors."
        ),
        Reason(
            "InvalidAllowCredentials",
            .request,
            "credentials were included, and Access-Control-Allow-Credentials is not `true`",
            cause: "The server allows the origin, but not credentials; or the value is True or 1.",
            fix: "Send Access-Control-Allow-Credentials: true, in lower case."
        ),
        Reason(
            "InvalidAllowHeadersPreflightResponse",
            .request,
            "Access-Control-Allow-Headers is not a list of header names",
            cause: "It has quotes, brackets or spaces inside names.",
            fix: "Separate the names by commas: content-type, authorization."
        ),
        Reason(
            "InvalidAllowMethodsPreflightResponse",
            .request,
            "Access-Control-Allow-Methods is not a list of methods",
            cause: "It has quotes, brackets or spaces inside names.",
            fix: "Separate the methods by commas: GET, POST, PUT."
        ),
        Reason(
            "InvalidAllowOriginValue",
            .request,
            "Access-Control-Allow-Origin is neither an origin nor `*`",
            cause: "It is a host without a scheme, a URL with a path, true, or a pattern.",
            fix: "Send the page's origin, scheme and port included, and no trailing slash."
        ),
        Reason(
            "InvalidHeader",
            .request,
            "not a header name, or a value with a line break, a NUL or characters beyond U+00FF",
            cause: "A value was not encoded, or ends in a line break.",
            fix: "Trim it, and encode it, with encodeURIComponent() for example."
        ),
        Reason(
            "InvalidInit",
            .request,
            "a member of fetch's init has an invalid value",
            cause: "A misspelling, such as credentials: \"included\".",
            fix: "Use one of the values that the error lists.",
            browsers: "Each browser has its own text for the TypeError."
        ),
        Reason(
            "InvalidLocalNetworkAccess",
            .request,
            "targetAddressSpace is not where the server is",
            cause: "The page promised one address space, and the server's address is in another.",
            fix: "Leave targetAddressSpace out, or use the right one."
        ),
        Reason(
            "InvalidMode",
            .request,
            "mode navigate is reserved for the browser",
            cause: "The call was copied from DevTools' view of a navigation.",
            fix: "Leave mode out."
        ),
        Reason(
            "InvalidRedirect",
            .request,
            "a redirect to something that is not an http or https URL",
            cause: "The server redirects an API call to an app's scheme or to data:.",
            fix: "Redirect to an http or https URL."
        ),
        Reason(
            "InvalidStream",
            .request,
            "a stream body needs mode cors or same-origin, and duplex half",
            cause: "fetch() was given a ReadableStream without them.",
            fix: "Add duplex: \"half\", and leave mode out."
        ),
        Reason(
            "InvalidSubprotocol",
            .request,
            "a subprotocol is not a token, or is offered twice",
            cause: "new WebSocket() was given a name with a space or comma, or the same one twice.",
            fix: "Offer each name once, as an element of an array."
        ),
        Reason(
            "InvalidURL",
            .request,
            "the requested URL is not valid",
            cause: "The host is empty or has a space or bracket in it, or the port is above 65535.",
            fix: "Correct the URL; new URL(text) in a console reports the same error."
        ),
        Reason(
            "KeepaliveQuota",
            .request,
            "more than 64 KiB of beacons and keepalive requests in flight",
            cause: "The body is too large for a request that outlives its page.",
            fix: "Send less, or without keepalive."
        ),
        Reason(
            "LocalNetworkAccessPermissionDenied",
            .request,
            "a page from the internet sends a request to this machine or the local network, which "
                + "the user has not allowed",
            cause: "Since Chrome 142 the browser asks the user first (Local Network Access): "
                + "loopback-network for this machine, local-network for the network. In a frame "
                + "of another origin, the allow attribute must name it too.",
            fix: "Have the user allow it, or serve the page from this machine. In crumb: crumb "
                + "permissions set loopback-network granted --origin PAGE (local-network for the "
                + "network)",
            browsers: "Firefox asks too, but not for WebSockets; Safari does not ask."
        ),
        Reason(
            "MethodDisallowedByPreflightResponse",
            .request,
            "Access-Control-Allow-Methods does not list the method",
            cause: "The server only allows GET and POST, or lists methods in lower case. With "
                + "credentials, * is not a wildcard.",
            fix: "Add the method to Access-Control-Allow-Methods in the response to OPTIONS."
        ),
        Reason(
            "MethodNotAllowedInNoCors",
            .request,
            "mode no-cors only allows GET, HEAD and POST",
            cause: "mode: \"no-cors\" was set to get rid of a CORS error.",
            fix: "Leave mode out, and have the server allow the page's origin."
        ),
        Reason(
            "MissingAllowOriginHeader",
            .request,
            "the response has no Access-Control-Allow-Origin",
            cause:
                "CORS is not enabled for this path, or an error page, a proxy or a login redirect "
                + "responded instead of the app.",
            fix:
                "Have the server send Access-Control-Allow-Origin with the page's origin, on errors "
                + "too."
        ),
        Reason(
            "MixedContent",
            .request,
            "an https page requested an http URL",
            cause:
                "The API's URL is http, or the server redirected to http because it does not know "
                + "that it is behind https.",
            fix: "Call https, or have the server trust X-Forwarded-Proto.",
            browsers: "http://localhost and 127.0.0.1 are allowed from https pages in Chrome and "
                + "Firefox, not in Safari."
        ),
        Reason(
            "MultipleAllowOriginValues",
            .request,
            "Access-Control-Allow-Origin has several values",
            cause:
                "Both the app and the proxy in front of it add the header, or a list of origins was "
                + "sent.",
            fix: "Send one origin, in one place: look it up in a list and echo it if it is there."
        ),
        Reason(
            "NetworkError",
            .request,
            "no connection, no such host, or a response that is not HTTP",
            cause: "The server is not running, listens on another address or port, or closed the "
                + "connection.",
            fix: "Check that it runs: curl -v URL."
        ),
        Reason(
            "NoCorsRedirectModeNotFollow",
            .request,
            "mode no-cors only works with redirect follow",
            cause: "mode: \"no-cors\" and redirect: \"manual\" or \"error\" were set together.",
            fix: "Leave one of them out."
        ),
        Reason(
            "NotAskedFor",
            .request,
            "the browser does not request this kind of resource on its own",
            cause:
                "Each browser omits something: Firefox does not request pings, manifests or "
                + "preloaded tracks.",
            fix: "Do without it, or request it with fetch().",
            browsers: "crumb browsers lists how each element is requested."
        ),
        Reason(
            "OnlyIfCachedMiss",
            .request,
            "cache only-if-cached, and the cache does not have it; or the mode is not same-origin",
            cause: "That cache mode never goes to the network.",
            fix: "Use cache: \"force-cache\", which does."
        ),
        Reason(
            "PreflightAllowOriginMismatch",
            .request,
            "in the response to the preflight: `AllowOriginMismatch`",
            cause: "The server's response to OPTIONS allows an origin other than the page's.",
            fix: "Add the page's origin to the server's list, exactly as location.origin shows it."
        ),
        Reason(
            "PreflightDisallowedRedirect",
            .request,
            "the server responded to the preflight with a redirect",
            cause:
                "The path is missing a trailing slash, http is redirected to https, or OPTIONS "
                + "is sent to a login page.",
            fix: "Call the URL it redirects to, or respond to OPTIONS before anything redirects."
        ),
        Reason(
            "PreflightInvalidAllowCredentials",
            .request,
            "in the response to the preflight: `InvalidAllowCredentials`",
            cause: "The response to OPTIONS lacks Access-Control-Allow-Credentials: true.",
            fix: "Send it there too, in lower case."
        ),
        Reason(
            "PreflightInvalidAllowOriginValue",
            .request,
            "in the response to the preflight: `InvalidAllowOriginValue`",
            cause: "The response to OPTIONS has an Access-Control-Allow-Origin that is not an "
                + "origin.",
            fix: "Send the page's origin, scheme and port included, and no trailing slash."
        ),
        Reason(
            "PreflightInvalidStatus",
            .request,
            "the preflight response has a status other than 200 to 299",
            cause:
                "The route does not handle OPTIONS (404, 405), or authentication rejects it "
                + "(401, 403): preflights never carry cookies or Authorization.",
            fix: "Respond to OPTIONS before routing and authentication: 204 with the CORS headers."
        ),
        Reason(
            "PreflightMissingAllowOriginHeader",
            .request,
            "in the response to the preflight: `MissingAllowOriginHeader`",
            cause: "CORS headers are sent with GET and POST, but not with the response to OPTIONS.",
            fix: "Send the CORS headers in response to OPTIONS too."
        ),
        Reason(
            "PreflightMultipleAllowOriginValues",
            .request,
            "in the response to the preflight: `MultipleAllowOriginValues`",
            cause: "Both the app and the proxy in front of it add the header.",
            fix: "Send one origin, in one place."
        ),
        Reason(
            "PreflightWildcardOriginNotAllowed",
            .request,
            "in the response to the preflight: `WildcardOriginNotAllowed`",
            cause: "The response to OPTIONS allows *, and the request includes credentials.",
            fix: "Send the page's origin instead of *."
        ),
        Reason(
            "RedirectContainsCredentials",
            .request,
            "a cross-origin redirect to a URL with a username or a password",
            cause: "Location contains user:password@.",
            fix: "Remove them from Location."
        ),
        Reason(
            "RedirectDisallowed",
            .request,
            "`redirect: \"error\"` was set, and the server redirected",
            cause:
                "The path is missing a trailing slash, or the server redirects to a login page.",
            fix: "Call the URL it redirects to, or leave redirect out."
        ),
        Reason(
            "RequiredPolicy",
            .request,
            "the frame's csp attribute requires a policy that the response does not agree to",
            cause: "The document must have a policy that is at least as strict, or let "
                + "its embedder impose one.",
            fix: "Send Allow-CSP-From with the embedder's origin, or the policy itself."
        ),
        Reason(
            "SandboxedDownload",
            .request,
            "a file was to be downloaded for a document sandboxed without allow-downloads",
            cause: "Neither the document that requests a file nor the frame that receives it may "
                + "be sandboxed against downloads. The file was requested all the same, and its "
                + "cookies took effect.",
            fix: "Add allow-downloads to the frame's sandbox attribute, or link to the file from "
                + "outside the sandbox."
        ),
        Reason(
            "SandboxedForm",
            .request,
            "the form's document is sandboxed without allow-forms",
            cause: "A sandboxed document submits forms only where that is allowed.",
            fix: "Add allow-forms to the frame's sandbox attribute, or to the "
                + "Content-Security-Policy's sandbox."
        ),
        Reason(
            "SandboxedNavigation",
            .request,
            "a sandboxed document tried to navigate a frame that is not inside it",
            cause:
                "A sandboxed document may navigate itself and the frames inside it; nothing "
                + "allows more.",
            fix: "Have the document around the frames do it: ask it with postMessage()."
        ),
        Reason(
            "SandboxedPopup",
            .request,
            "a document sandboxed without allow-popups tried to open a tab",
            cause: "target=_blank and window.open() do nothing there.",
            fix: "Add allow-popups to the frame's sandbox attribute, and "
                + "allow-popups-to-escape-sandbox if the new tab should not be sandboxed too."
        ),
        Reason(
            "SandboxedTopNavigation",
            .request,
            "a sandboxed frame tried to navigate the tab that it is in",
            cause: "It needs allow-top-navigation for that, or "
                + "allow-top-navigation-by-user-activation and a user's click.",
            fix: "Add one of the two to the frame's sandbox attribute."
        ),
        Reason(
            "StreamInKeepalive",
            .request,
            "a stream cannot be the body of a request that outlives its page",
            cause: "keepalive or sendBeacon() was given a ReadableStream.",
            fix: "Read the stream first, or leave keepalive out."
        ),
        Reason(
            "StreamNeedsHTTP2",
            .request,
            "a stream body requires HTTP/2 or HTTP/3",
            cause: "The server speaks HTTP/1.1.",
            fix: "Serve HTTP/2, or send the body in one piece."
        ),
        Reason(
            "TLSError",
            .request,
            "the certificate or the handshake was rejected",
            cause: "The certificate is self-signed, expired, or for another name.",
            fix: "Trust its issuer with --cacert FILE; -k accepts any, for this command alone."
        ),
        Reason(
            "Timeout",
            .request,
            "no response in time",
            cause:
                "The server is slow or the address unreachable; --max-time and --connect-timeout "
                + "decide how long crumb waits.",
            fix: "Raise them, or check the server."
        ),
        Reason(
            "TooManyRedirects",
            .request,
            "more than 20 redirects",
            cause:
                "Two URLs redirect to each other, often because a cookie that would end the loop "
                + "is not stored.",
            fix: "Look at the cookies of each hop in the output."
        ),
        Reason(
            "URLHasCredentials",
            .request,
            "fetch() rejects a URL with a username or a password",
            cause: "The URL contains user:password@.",
            fix: "Send an Authorization header instead: -u user:password."
        ),
        Reason(
            "WebSocketExtension",
            .request,
            "the server uses an extension that was not offered",
            cause: "The server sends Sec-WebSocket-Extensions without being asked.",
            fix: "Have the server use only what the browser offers."
        ),
        Reason(
            "WebSocketInvalidHandshake",
            .request,
            "the response does not complete the WebSocket handshake",
            cause:
                "A proxy or another program responded: Upgrade, Connection or "
                + "Sec-WebSocket-Accept is missing or wrong.",
            fix: "Have the proxy forward Upgrade and Connection (proxy_http_version 1.1 in nginx)."
        ),
        Reason(
            "WebSocketSubprotocol",
            .request,
            "the server's subprotocol is not one of those that were offered",
            cause: "The server chose none, or another one; case matters.",
            fix: "Return exactly one of the offered names in Sec-WebSocket-Protocol, or offer none."
        ),
        Reason(
            "WebSocketUnexpectedStatus",
            .request,
            "the server responded to the handshake with a status other than 101",
            cause: "The route is wrong, the server requires a login, or it rejects the Origin.",
            fix:
                "Look at the status; a redirect is not followed, and a login needs a cookie that is sent."
        ),
        Reason(
            "WildcardOriginNotAllowed",
            .request,
            "credentials were included, and Access-Control-Allow-Origin is `*`",
            cause: "The server allows everyone, which does not cover requests with cookies.",
            fix: "Send the page's origin and Access-Control-Allow-Credentials: true, or leave "
                + "credentials out of the call."
        ),
    ]
}
