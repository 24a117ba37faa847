internal import BrowserCookies
internal import BrowserInfra

/// Reads cookies.txt: a cookie a line, seven fields with tabs between them.
///
/// As curl reads it, and with what wget (a port behind the domain), Python (no time for a session
/// cookie) and libsoup (SameSite behind the value) write. What curl takes for FALSE or skips because it does not understand it is refused
/// here.
///
/// https://curl.se/docs/http-cookies.html
enum NetscapeReader {
    static func read(_ bytes: [UInt8]) throws(CookieFileError) -> CookieFile {
        var file = CookieFile(format: .netscape)
        var rest = bytes.starts(with: byteOrderMark) ? bytes[3...] : bytes[...]
        var number = 0
        while !rest.isEmpty {
            let line = rest.prefix { $0 != 0x0A }
            rest = rest[line.endIndex...].dropFirst()
            number += 1
            if line.isEmpty { continue }
            try file.addNoting(at: .text(line: number, column: 1)) {
                (remarks) throws(CookieEntryError) in
                try cookie(in: line.last == 0x0D ? line.dropLast() : line, &remarks)
            }
        }
        return file
    }

    /// Whether it looks like one: the header that Python asks for, a line with tabs, or one that had
    /// them.
    static func recognizes(_ bytes: [UInt8]) -> Bool {
        let start = bytes.prefix(NetscapeFormat.lineLimit)
        guard !start.contains(0) else { return false }
        let text = start.starts(with: byteOrderMark) ? start.dropFirst(3) : start
        let hasHeader =
            text.starts(with: Array(NetscapeFormat.header.utf8))
            || text.starts(with: Array("# HTTP Cookie File".utf8))
        return hasHeader || bytes.isEmpty
            || text.split(separator: 0x0A).contains { line in
                line.count { $0 == 0x09 } >= 4 || spacedFields(of: line) != nil
            }
    }

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// `nil` for an empty line and for a comment.
    private static func cookie(
        in line: ArraySlice<UInt8>,
        _ remarks: inout [CookieRemark.Kind]
    ) throws(CookieEntryError) -> ImportedCookie? {
        var line = line
        let isHTTPOnly = line.starts(with: Array(NetscapeFormat.httpOnlyPrefix.utf8))
        if isHTTPOnly { line = line.dropFirst(NetscapeFormat.httpOnlyPrefix.utf8.count) }
        guard let first = line.first(where: { !$0.isHTTPTabOrSpace }),
            isHTTPOnly || first != UInt8(ascii: "#")
        else { return nil }
        guard line.count <= NetscapeFormat.lineLimit else {
            throw .lineTooLong(bytes: line.count)
        }
        var fields = line.split(separator: 0x09, omittingEmptySubsequences: false)
        let found = fields.count
        if found == 1, let spaced = spacedFields(of: line) {
            fields = spaced
            remarks.append(.spacesInsteadOfTabs)
        }
        // curl: the path may be missing, and so may be an empty value with the tab before it.
        if fields.count > 2, truth(fields[2]) != nil {
            fields.insert(ArraySlice("/".utf8), at: 2)
        }
        if fields.count == 6 { fields.append([]) }
        let sameSite = takeSameSite(from: &fields)
        guard fields.count == NetscapeField.allCases.count else { throw .fieldCount(found) }
        remarks.append(.unsaid((sameSite == nil ? [.sameSite] : []) + [.priority, .partitionKey]))
        var cookie = try cookie(of: fields, isHTTPOnly: isHTTPOnly, &remarks)
        // Without Secure it cannot be that: libsoup writes None for both.
        let isNone = sameSite == Cookie.SameSite.none && !cookie.isSecure
        cookie.sameSite = isNone ? .unspecified : sameSite ?? .unspecified
        return cookie
    }

    /// libsoup's eighth field; `nil` where there is none.
    private static func takeSameSite(
        from fields: inout [ArraySlice<UInt8>]
    ) -> Cookie.SameSite? {
        guard fields.count == 8, let last = fields.last else { return nil }
        let text = String(decoding: last, as: UTF8.self)
        let sameSite = Cookie.SameSite.choices.first { $0.0 == text }?.1
        if sameSite != nil { fields.removeLast() }
        return sameSite
    }

    /// The fields of a line whose tabs an editor or a web page has turned into spaces, which is told
    /// by the second and the fourth; `nil` where it cannot be told where the value begins or ends.
    private static func spacedFields(of line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>]? {
        let fields = line.split(separator: 0x20)
        guard fields.count == 6 || fields.count == 7, truth(fields[1]) != nil,
            truth(fields[3]) != nil, fields[4].allSatisfy({ $0.isASCIIDigit })
        else { return nil }
        return fields
    }

    private static func cookie(
        of fields: [ArraySlice<UInt8>],
        isHTTPOnly: Bool,
        _ remarks: inout [CookieRemark.Kind]
    ) throws(CookieEntryError) -> ImportedCookie {
        func field(_ field: NetscapeField) -> ByteString { ByteString(fields[field.rawValue]) }
        func flag(_ field: NetscapeField) throws(CookieEntryError) -> Bool {
            let text = fields[field.rawValue]
            guard let truth = truth(text) else {
                throw .neitherTrueNorFalse(
                    field: field,
                    String(decoding: text.prefix(80), as: UTF8.self)
                )
            }
            return truth
        }
        guard let domain = field(.domain).utf8Validated else {
            throw .notUTF8(field: NetscapeField.domain.title)
        }
        return ImportedCookie(
            name: field(.name),
            value: field(.value),
            domain: host(domain),
            isHostOnly: try !flag(.includesSubdomains),
            path: field(.path),
            expiry: try expiry(field(.expires), &remarks),
            isSecure: try flag(.secure),
            isHTTPOnly: isHTTPOnly
        )
    }

    private static func truth(_ text: ArraySlice<UInt8>) -> Bool? {
        switch String(decoding: text, as: UTF8.self).uppercased() {
        case "TRUE": true
        case "FALSE": false
        default: nil
        }
    }

    /// Without a leading dot, which says again what the second field does, and without a port:
    /// cookies have none.
    private static func host(_ text: String) -> String {
        let domain = text.hasPrefix(".") ? text.dropFirst() : text[...]
        let parts = domain.split(separator: ":", omittingEmptySubsequences: false)
        let hasPort = parts.count == 2 && parts[1].utf8.allSatisfy(\.isASCIIDigit)
        return String(hasPort ? parts[0] : domain)
    }

    /// `nil` for a session cookie: 0, nothing at all, or -1, which converters of other formats
    /// write; no jar keeps what ended in 1969.
    private static func expiry(
        _ text: ByteString,
        _ remarks: inout [CookieRemark.Kind]
    ) throws(CookieEntryError) -> Moment? {
        if text == "-1" {
            remarks.append(.minusOne)
            return nil
        }
        let isNegative = text.bytes.first == UInt8(ascii: "-")
        let parts = text.bytes.dropFirst(isNegative ? 1 : 0)
            .split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        // Browser extensions write fractions of a second.
        guard parts.allSatisfy({ $0.allSatisfy(\.isASCIIDigit) }),
            parts.first?.isEmpty == text.isEmpty
        else { throw .notATime(String(text.utf8Decoded.prefix(80))) }
        let digits = parts[0].drop { $0 == UInt8(ascii: "0") }
        guard !digits.isEmpty else { return nil }
        if isNegative { return .distantPast }
        // More than nineteen digits are more seconds than anybody will see.
        let number = Int64(String(decoding: digits.prefix(20), as: UTF8.self))
        guard let number else { return .distantFuture }
        let (moment, unit) = CookieTime.moment(Double(number))
        guard let unit else { return Moment(secondsSinceEpoch: number) }
        remarks.append(.takenAs(unit))
        return moment
    }
}
