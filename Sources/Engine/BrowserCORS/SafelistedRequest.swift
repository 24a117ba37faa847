package import BrowserHTTP
internal import BrowserInfra

/// https://fetch.spec.whatwg.org/#cors-safelisted-request-header
package func isCORSSafelistedRequestHeader(_ header: Header, policy: CORSPolicy) -> Bool {
    let value = header.value.bytes
    let name = header.name.asciiLowercased
    if policy.unconditionallySafelistedRequestHeaders.contains(name) { return true }
    // 1. If value's length is greater than 128, then return false.
    if value.count > 128 { return false }
    // 2. Byte-lowercase name and switch on the result:
    switch name {
    case "accept":
        // If value contains a CORS-unsafe request-header byte, then return false.
        return !value.contains(where: isCORSUnsafeRequestHeaderByte)
    case "accept-language", "content-language":
        // If value contains a byte not in this list, then return false.
        return value.allSatisfy { byte in
            byte.isASCIIAlphanumeric || " *,-.;=".utf8.contains(byte)
        }
    case "content-type":
        // 1. If value contains a CORS-unsafe request-header byte, then return false.
        if value.contains(where: isCORSUnsafeRequestHeaderByte) { return false }
        // 2-3. If value does not parse as a MIME type, then return false.
        guard let type = MIMEType(parsing: header.value) else { return false }
        // 4. If its essence is not one of the three that a form can send, then return false.
        return ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"]
            .contains(type.essence)
    case "range":
        // 1-3. If value is not a single range with a start, then return false.
        let range = policy.rangeUnitIgnoresCase ? header.value.asciiLowercased.bytes : value
        return isSimpleRange(range)
    default:
        // Otherwise, return false, unless the browser safelists more names.
        return policy.safelistedClientHints[name]?.accepts(header.value) ?? false
    }
}

extension CORSPolicy.ClientHintValue {
    fileprivate func accepts(_ value: ByteString) -> Bool {
        switch self {
        case .integer: return !value.isEmpty && value.bytes.allSatisfy(\.isASCIIDigit)
        case .decimal:
            let parts = value.bytes.split(
                separator: UInt8(ascii: "."),
                maxSplits: 1,
                omittingEmptySubsequences: false
            )
            return parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isASCIIDigit) }
        case .oneOf(let values): return values.contains(value.asciiLowercased.utf8Decoded)
        }
    }
}

/// https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte
private func isCORSUnsafeRequestHeaderByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x09: false
    case 0..<0x20, 0x7F: true
    case UInt8(ascii: "\""), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ":"),
        UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "?"), UInt8(ascii: "@"),
        UInt8(ascii: "["), UInt8(ascii: "\\"), UInt8(ascii: "]"), UInt8(ascii: "{"),
        UInt8(ascii: "}"):
        true
    default: false
    }
}

/// Whether it is a single range header value without whitespace that has a start: `bytes=0-` or
/// `bytes=0-99`.
///
/// https://fetch.spec.whatwg.org/#simple-range-header-value
private func isSimpleRange(_ value: [UInt8]) -> Bool {
    let prefix = Array("bytes=".utf8)
    guard value.starts(with: prefix) else { return false }
    let parts = value.dropFirst(prefix.count).split(
        separator: UInt8(ascii: "-"),
        omittingEmptySubsequences: false
    )
    guard parts.count == 2, !parts[0].isEmpty,
        parts.allSatisfy({ $0.allSatisfy(\.isASCIIDigit) })
    else { return false }
    guard let start = UInt64(String(decoding: parts[0], as: UTF8.self)) else { return false }
    if parts[1].isEmpty { return true }
    guard let end = UInt64(String(decoding: parts[1], as: UTF8.self)) else { return false }
    return start <= end
}

/// Returns the names, in lower case and byte order, that a preflight must ask permission for.
///
/// https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names
package func corsUnsafeRequestHeaderNames(
    _ headers: HeaderList,
    policy: CORSPolicy
) -> [String] {
    if areAllSafelisted(headers, policy: policy) { return [] }
    // 1. Let unsafeNames be a new list. 2. Let potentiallyUnsafeNames be a new list.
    var unsafeNames: Set<String> = []
    var potentiallyUnsafeNames: Set<String> = []
    // 3. Let safelistValueSize be 0.
    var safelistValueSize = 0
    // 4. For each header of headers:
    for header in headers.headers {
        let name = header.name.asciiLowercased
        if !isCORSSafelistedRequestHeader(header, policy: policy) {
            // 1. If header is not a CORS-safelisted request-header, then append its name.
            unsafeNames.insert(name)
        } else {
            // 2. Otherwise, append its name to potentiallyUnsafeNames and count its value.
            potentiallyUnsafeNames.insert(name)
            safelistValueSize += header.value.count
        }
    }
    // 5. If safelistValueSize is greater than 1024, then append all of potentiallyUnsafeNames.
    if safelistValueSize > 1024 { unsafeNames.formUnion(potentiallyUnsafeNames) }
    // 6. Return unsafeNames, converted to a sorted-lowercase set.
    let names =
        policy.repeatsHeaderNames
        ? headers.headers.map(\.name.asciiLowercased).filter(unsafeNames.contains)
        : Array(unsafeNames)
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}

/// Whether the algorithm above would find no names, as for most requests.
private func areAllSafelisted(_ headers: HeaderList, policy: CORSPolicy) -> Bool {
    var size = 0
    for header in headers.headers {
        guard isCORSSafelistedRequestHeader(header, policy: policy) else { return false }
        size += header.value.count
    }
    return size <= 1024
}

/// https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header
package func isNoCORSSafelistedRequestHeader(_ header: Header, policy: CORSPolicy) -> Bool {
    // 1. If name is not a no-CORS-safelisted request-header name, then return false.
    let names = ["accept", "accept-language", "content-language", "content-type"]
    guard names.contains(header.name.asciiLowercased) else { return false }
    // 2. Return whether (name, value) is a CORS-safelisted request-header.
    return isCORSSafelistedRequestHeader(header, policy: policy)
}
