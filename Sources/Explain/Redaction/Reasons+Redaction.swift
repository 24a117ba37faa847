internal import BrowserCORS
package import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra
internal import WebOrigin

// The facts in a reason may be secrets. Every case stands here, so that a new one does not compile
// until somebody has asked.

extension Redaction {
    private func sandboxed(_ refusal: SandboxedNavigation) -> SandboxedNavigation {
        switch refusal {
        case .popup, .download: refusal
        case .top(let url, let needsUser): .top(self.url(url), needsUser: needsUser)
        case .otherFrame(let url): .otherFrame(self.url(url))
        }
    }

    func failure(_ failure: FetchFailure) -> FetchFailure {
        switch failure {
        case .invalidURL(let input, let reason):
            .invalidURL(input: urlText(input), reason.hidingUserinfo(of: input))
        case .urlHasCredentials(let url): .urlHasCredentials(url: urlText(url))
        case .invalidMethod(let method): .invalidMethod(text(method))
        case .invalidHeaderName(let name): .invalidHeaderName(text(name))
        case .invalidHeaderValue(let name, let value):
            .invalidHeaderValue(name: name, hidesAnything ? placeholderBytes(for: name) : value)
        case .mixedContent(let url, let destination): .mixedContent(url: self.url(url), destination)
        case .localNetwork(let refusal): .localNetwork(self.refusal(refusal))
        case .disallowedByMode(let url, let origin, let kind):
            .disallowedByMode(url: self.url(url), origin: origin, by: kind)
        case .notRequested(let kind, let url): .notRequested(kind, url: self.url(url))
        case .noCORSRedirectModeNotFollow(let url): .noCORSRedirectModeNotFollow(url: self.url(url))
        case .unsupportedScheme(let url): .unsupportedScheme(self.url(url))
        case .cors(let failure): .cors(self.failure(failure))
        case .redirectDisallowed(let status, let location):
            .redirectDisallowed(status: status, location: urlText(location))
        case .invalidRedirect(let location): .invalidRedirect(location: urlText(location))
        case .corpNotSameOrigin(let url): .corpNotSameOrigin(url: self.url(url))
        case .corpNotSameSite(let url): .corpNotSameSite(url: self.url(url))
        case .transport(let error): .transport(self.error(error))
        case .bindingError(.notInEnumeration(let member, let value, let type)):
            .bindingError(.notInEnumeration(member: member, value: text(value), type: type))
        case .notAWebSocketURL(let url): .notAWebSocketURL(self.url(url))
        case .webSocketFragment(let url): .webSocketFragment(self.url(url))
        case .invalidSubprotocol(let name): .invalidSubprotocol(text(name))
        case .notABeaconURL(let url): .notABeaconURL(self.url(url))
        case .contentSecurityPolicy(let url, let violation):
            .contentSecurityPolicy(url: self.url(url), violation)
        case .sandboxedForm(let url): .sandboxedForm(url: self.url(url))
        case .sandboxedNavigation(let url, let refusal):
            .sandboxedNavigation(url: self.url(url), sandboxed(refusal))
        case .framing(let url, let refusal): .framing(url: self.url(url), refusal)
        case .embedderPolicy(let url, let refusal): .embedderPolicy(url: self.url(url), refusal)
        case .webSocketHandshake(let failure): .webSocketHandshake(self.failure(failure))
        case .integrity(let url, let failure): .integrity(url: self.url(url), failure)
        case .aborted(let reason):
            .aborted(reason.map { AbortReason(name: $0.name, message: text($0.message)) })
        case .timedOut, .streamOutsideCORS, .streamWithoutDuplex, .streamUnsupported,
            .streamOverHTTP1:
            failure
        case .eventStream(.type(let type)): .eventStream(.type(text(type)))
        case .eventStream(.charset(let charset)): .eventStream(.charset(text(charset)))
        case .eventStream(.status), .keepaliveQuota, .streamInKeepalive, .forbiddenMethod,
            .methodNotAllowedInNoCORS, .bodyWithGetOrHead, .navigateMode,
            .bindingError(.notAByteString), .onlyIfCachedOutsideSameOrigin, .badPort,
            .tooManyRedirects, .onlyIfCachedMiss, .storage:
            failure
        }
    }

    private func refusal(_ refusal: LocalNetworkRefusal) -> LocalNetworkRefusal {
        var refusal = refusal
        refusal.url = url(refusal.url)
        return refusal
    }

    private func failure(_ failure: WebSocketHandshakeFailure) -> WebSocketHandshakeFailure {
        switch failure {
        case .notWebSocket(let upgrade): .notWebSocket(upgrade: text(upgrade))
        case .unrequestedSubprotocol(let name): .unrequestedSubprotocol(text(name))
        case .unofferedSubprotocol(let name): .unofferedSubprotocol(text(name))
        case .unsupportedExtension(let name): .unsupportedExtension(text(name))
        case .unexpectedStatus, .authentication, .missing, .repeated, .notUpgrade, .wrongAccept,
            .noSubprotocol:
            failure
        }
    }

    /// A transport names URLs and header lines in its own words.
    func error(_ error: TransportError) -> TransportError {
        switch error {
        case .network(let code, let detail): .network(code: code, detail: sentence(detail))
        case .timeout(let detail): .timeout(detail: sentence(detail))
        case .tls(let code, let detail): .tls(code: code, detail: sentence(detail))
        case .refusedAddress(let detail): .refusedAddress(detail: sentence(detail))
        case .unreadableFile(let detail): .unreadableFile(detail: sentence(detail))
        case .bodyTooLarge, .headersTooLarge, .headerLineTooLong, .cancelled,
            .refusedAddressSpace:
            error
        }
    }

    func failure(_ failure: CORSFailure) -> CORSFailure {
        switch failure {
        case .check(let check, let response): .check(self.check(check), on: response)
        case .invalidAllowMethods(let value): .invalidAllowMethods(value: bytes(value))
        case .invalidAllowHeaders(let value): .invalidAllowHeaders(value: bytes(value))
        case .methodDisallowed(let method, let allowed, let credentials):
            .methodDisallowed(method: method, allowed: allowed.map(text), credentials: credentials)
        case .headerDisallowed(let name, let allowed, let credentials):
            .headerDisallowed(name: name, allowed: allowed.map(text), credentials: credentials)
        case .redirectContainsCredentials(let location):
            .redirectContainsCredentials(location: urlText(location))
        case .preflightInvalidStatus, .preflightDisallowedRedirect, .disabledScheme:
            failure
        }
    }

    private func check(_ failure: CORSCheckFailure) -> CORSCheckFailure {
        switch failure {
        case .multipleAllowOriginValues(let value): .multipleAllowOriginValues(value: bytes(value))
        case .invalidAllowOriginValue(let value): .invalidAllowOriginValue(value: bytes(value))
        case .allowOriginMismatch(let value, let origin):
            .allowOriginMismatch(value: bytes(value), origin: origin)
        case .invalidAllowCredentials(let value):
            .invalidAllowCredentials(value: value.map(bytes))
        case .wildcardOriginNotAllowed, .missingAllowOriginHeader: failure
        }
    }

    package func refusal(_ refusal: CookieRefusal) -> CookieRefusal {
        guard hidesAnything else { return refusal }
        return switch refusal {
        case .emptyName: .emptyName(value: placeholderBytes(for: ""))
        case .ambiguousSerialization: .ambiguousSerialization(value: placeholderBytes(for: ""))
        case .hiddenPrefix(let prefix, _): .hiddenPrefix(prefix, value: placeholderBytes(for: ""))
        case .domainMismatch(let attribute, let host):
            .domainMismatch(attribute: text(attribute), host: host)
        case .publicSuffixDomain(let attribute, let host):
            .publicSuffixDomain(attribute: text(attribute), host: host)
        case .domainNotASCII(let attribute): .domainNotASCII(attribute: bytes(attribute))
        case .noContent, .pairTooLong, .disallowedCharacter, .emptyLabelInHost, .missingForPrefix,
            .partitionedWithoutSecure, .thirdPartyBlocked, .schemeNotSupported, .secureOnly,
            .httpOnly, .sameSiteNoneInsecure, .sameSite, .overwriteSecure, .overwriteHTTPOnly,
            .expired:
            refusal
        }
    }

    func exclusion(_ exclusion: CookieExclusion) -> CookieExclusion {
        switch exclusion {
        case .notOnPath(let cookie, let request):
            .notOnPath(cookie: bytes(cookie), request: bytes(request))
        case .httpOnly, .secureOnly, .domainMismatch, .sameSite, .sameSiteNoneInsecure,
            .otherPartition, .thirdPartyBlocked, .credentiallessFrame:
            exclusion
        }
    }

    func warning(_ warning: CookieWarning) -> CookieWarning {
        switch warning {
        case .invalidExpires(let value, let failure): .invalidExpires(bytes(value), failure)
        case .invalidMaxAge(let value): .invalidMaxAge(bytes(value))
        case .unknownSameSite(let value): .unknownSameSite(bytes(value))
        case .domainNotASCII(let value): .domainNotASCII(bytes(value))
        case .attributeTooLong, .secureOnLoopback, .laxAllowingUnsafe: warning
        }
    }
}
