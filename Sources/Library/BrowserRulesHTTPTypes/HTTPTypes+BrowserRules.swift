#if HTTPTypes
    public import BrowserRules
    public import HTTPTypes

    extension Headers {
        /// Creates a list from the fields of a request or response.
        public init(_ fields: HTTPFields) {
            self.init(fields.map { Field(name: $0.name.rawName, value: $0.value) })
        }
    }

    extension HTTPFields {
        /// Creates fields from these headers; omits any whose name is not a token.
        public init(_ headers: Headers) {
            self.init(
                headers.fields.compactMap { field in
                    HTTPField.Name(field.name).map { HTTPField(name: $0, value: field.value) }
                }
            )
        }
    }

    extension WebURL {
        /// Creates the URL of a request.
        ///
        /// - Throws: ``InvalidURL``, if scheme, authority and path do not make a URL.
        public init(_ request: HTTPRequest) throws(InvalidURL) {
            try self.init(
                "\(request.scheme ?? "")://\(request.authority ?? "")\(request.path ?? "/")"
            )
        }
    }

    extension CookieJar {
        /// Applies the `Set-Cookie` fields of a response.
        ///
        /// - Parameters:
        ///   - response: The response.
        ///   - url: The URL of the response.
        ///   - initiator: What caused the request.
        ///   - now: The current time.
        /// - Returns: The outcome of each field, in order.
        @discardableResult
        public mutating func store(
            _ response: HTTPResponse,
            from url: WebURL,
            askedBy initiator: Initiator = .user,
            at now: Timestamp = .now
        ) -> [SetCookieVerdict] {
            store(Headers(response.headerFields), from: url, askedBy: initiator, at: now)
        }

        /// Sets the `Cookie` field that the browser would send with a request, and replaces an existing
        /// one.
        ///
        /// - Parameters:
        ///   - request: The request.
        ///   - initiator: What causes the request.
        ///   - now: The current time.
        /// - Throws: ``InvalidURL``, if the request does not have a valid URL.
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
        /// Creates a request made by script.
        ///
        /// - Parameters:
        ///   - request: The method, the URL and the fields set by script.
        ///   - page: The page that makes the request.
        ///   - includesCredentials: Whether the credentials mode is `include`.
        /// - Throws: ``InvalidURL``, if the request does not have a valid URL.
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

        /// Checks whether the page may read a response, and which of its fields.
        ///
        /// - Parameter response: The response.
        /// - Returns: The fields that script can read.
        /// - Throws: ``CORSRefusal``, if the page may not read the response at all.
        @discardableResult
        public func check(_ response: HTTPResponse) throws(CORSRefusal) -> HTTPFields {
            HTTPFields(try check(Headers(response.headerFields)))
        }
    }

    extension Preflight {
        /// Checks whether the server's response allows the actual request.
        ///
        /// - Parameter response: The response to the preflight.
        /// - Returns: What the server allows.
        /// - Throws: ``CORSRefusal``, if the request may not be sent.
        @discardableResult
        public func check(_ response: HTTPResponse) throws(CORSRefusal) -> Grant {
            try check(status: response.status.code, headers: Headers(response.headerFields))
        }
    }
#endif
