#if HTTPTypes
    public import BrowserRules
    public import HTTPTypes

    extension Headers {
        /// The fields of a request or a response.
        public init(_ fields: HTTPFields) {
            self.init(fields.map { Field(name: $0.name.rawName, value: $0.value) })
        }
    }

    extension HTTPFields {
        /// These headers; one whose name is not a token is left out.
        public init(_ headers: Headers) {
            self.init(
                headers.fields.compactMap { field in
                    HTTPField.Name(field.name).map { HTTPField(name: $0, value: field.value) }
                }
            )
        }
    }

    extension WebURL {
        /// What a request asks for.
        ///
        /// - Throws: ``InvalidURL``, if scheme, authority and path do not make a URL.
        public init(_ request: HTTPRequest) throws(InvalidURL) {
            try self.init(
                "\(request.scheme ?? "")://\(request.authority ?? "")\(request.path ?? "/")"
            )
        }
    }

    extension CookieJar {
        /// Stores what a response's `Set-Cookie` fields ask for.
        ///
        /// - Parameters:
        ///   - response: The response.
        ///   - url: Whose response it is.
        ///   - initiator: Who made the browser ask.
        ///   - now: The time.
        /// - Returns: What became of each, in order.
        @discardableResult
        public mutating func store(
            _ response: HTTPResponse,
            from url: WebURL,
            askedBy initiator: Initiator = .user,
            at now: Timestamp = .now
        ) -> [SetCookieVerdict] {
            store(Headers(response.headerFields), from: url, askedBy: initiator, at: now)
        }

        /// Gives a request the `Cookie` field that it has in this browser, in place of the one it has.
        ///
        /// - Parameters:
        ///   - request: The request.
        ///   - initiator: Who makes the browser ask.
        ///   - now: The time.
        /// - Throws: ``InvalidURL``, if the request has no URL.
        public mutating func addCookies(
            to request: inout HTTPRequest,
            askedBy initiator: Initiator = .user,
            at now: Timestamp = .now
        ) throws(InvalidURL) {
            let url = try WebURL(request)
            request.headerFields[.cookie] = header(for: url, askedBy: initiator, at: now)
        }
    }

    extension CrossOriginRequest {
        /// A request that script makes.
        ///
        /// - Parameters:
        ///   - request: Method, URL and the fields that script sets.
        ///   - page: The page that asks.
        ///   - includesCredentials: Whether its credentials mode is `include`.
        /// - Throws: ``InvalidURL``, if the request has no URL.
        public init(
            _ request: HTTPRequest,
            from page: WebURL,
            includesCredentials: Bool = false
        ) throws(InvalidURL) {
            self.init(
                try WebURL(request),
                method: request.method.rawValue,
                from: page,
                headers: Headers(request.headerFields),
                includesCredentials: includesCredentials
            )
        }

        /// Whether the page may see a response, and what of it.
        ///
        /// - Parameter response: The response.
        /// - Returns: The fields that script sees.
        /// - Throws: ``CORSRefusal``, if it may not see it at all.
        @discardableResult
        public func check(_ response: HTTPResponse) throws(CORSRefusal) -> HTTPFields {
            HTTPFields(try check(Headers(response.headerFields)))
        }
    }

    extension Preflight {
        /// Whether the server's answer allows the request.
        ///
        /// - Parameter response: The answer.
        /// - Returns: What is allowed.
        /// - Throws: ``CORSRefusal``, if the request may not be sent.
        @discardableResult
        public func check(_ response: HTTPResponse) throws(CORSRefusal) -> Grant {
            try check(status: response.status.code, headers: Headers(response.headerFields))
        }
    }
#endif
