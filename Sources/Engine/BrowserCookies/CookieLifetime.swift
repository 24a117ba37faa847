internal import BrowserInfra

extension CookiePolicy.MaxAgeGrammar {
    /// The number of seconds in a `Max-Age` attribute, saturated; `nil` if the attribute must be
    /// ignored.
    ///
    /// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-5.6.2
    func seconds(in value: Bytes) -> Int64? {
        let isNegative = value.first == UInt8(ascii: "-")
        if isNegative && self == .minusAndAnything { return .min }
        let mayHavePlus = self == .signedInteger && value.first == UInt8(ascii: "+")
        let digits = isNegative || mayHavePlus ? value.dropFirst() : value

        // 1. to 3. Ignore an empty value, and a value with anything but digits after the sign.
        guard !digits.isEmpty else { return nil }
        var seconds: Int64 = 0
        var isSaturated = false
        for byte in digits {
            guard byte.isASCIIDigit else {
                return isSaturated && self == .signedInteger ? seconds : nil
            }
            guard !isSaturated else { continue }
            let (tens, overflowed) = seconds.multipliedReportingOverflow(by: 10)
            let digit = Int64(byte - UInt8(ascii: "0"))
            let (sum, overflows) = tens.addingReportingOverflow(isNegative ? -digit : digit)
            isSaturated = overflowed || overflows
            seconds = isSaturated ? (isNegative ? .min : .max) : sum
        }
        return seconds
    }
}

extension SetCookieHeader {
    /// The moment when the cookie expires; `nil` for a session cookie.
    ///
    /// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-5.7, step 5,
    /// with the limit of section 5.5.
    func expiry(
        at now: Moment,
        responseDate: Moment?,
        access: CookieContext.Access,
        policy: CookiePolicy
    ) -> Moment? {
        var limit = Moment.distantFuture
        if let lifetime = policy.longestLifetime { limit = now.advanced(bySeconds: lifetime) }
        if access == .script, let lifetime = policy.longestScriptLifetime {
            limit = min(limit, now.advanced(bySeconds: lifetime))
        }
        // 1. Max-Age takes precedence over Expires, whichever comes first in the line. Zero or less
        //    means the earliest possible moment.
        if let maxAge {
            return maxAge <= 0 ? .distantPast : min(now.advanced(bySeconds: maxAge), limit)
        }
        // 2. Otherwise, use Expires if it is valid, corrected by the server's clock if that is
        //    known.
        guard let expires else { return nil }
        guard policy.clockSkew == .corrected, let responseDate else { return min(expires, limit) }
        return min(expires.advanced(byMicroseconds: now.microseconds(since: responseDate)), limit)
    }
}
