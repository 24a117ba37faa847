package import BrowserCookies
internal import BrowserInfra
internal import BrowserJSON
internal import Explanations

// What is to be said about other programs' cookie files. Like the other sentences, without a
// `default`.

extension ImportedCookieRefusal {
    package var sentence: String {
        switch self {
        case .invalidDomain(let text):
            "\(quoted(text)) is neither a host name nor an address."
        case .pathWithoutSlash(let path):
            "A path begins with a slash; this one is \(quoted(path.utf8Decoded))."
        case .invalidPartition(let text):
            "\(quoted(text)) is not a site: write a scheme and a registrable domain, "
                + "https://shop.example."
        case .notRepresentable(let part):
            "No Set-Cookie line can say this \(part.rawValue): it has "
                + (part == .path ? "a character" : "a semicolon, an equals sign or a space")
                + " where none can be."
        case .rules(let refusals):
            refusals.map { $0.sentence(nil) }.joined(separator: " ")
        }
    }

    /// As reports have them.
    package var codes: [String] {
        switch self {
        case .invalidDomain: ["DomainIsNoHost"]
        case .pathWithoutSlash: ["PathWithoutSlash"]
        case .invalidPartition: ["PartitionIsNoSite"]
        case .notRepresentable: ["UnsayableCookie"]
        case .rules(let refusals): refusals.map(\.code)
        }
    }
}

extension CookieEntryError {
    package var sentence: String {
        switch self {
        case .fieldCount(let found):
            found == 1
                ? "A line has 7 fields with tabs between them; this one has no tab."
                : found > 7
                    ? "A line has 7 fields with tabs between them; this one has \(found): no "
                        + "value can have a tab, so put what was meant in its place, or delete the "
                        + "line."
                    : "A line has 7 fields with tabs between them; this one has \(found)."
        case .lineTooLong(let bytes):
            "The line has \(bytes) bytes; no cookie needs more than 16384."
        case .neitherTrueNorFalse(let field, let text):
            "Field \(field.rawValue + 1) (\(field.title)) is TRUE or FALSE; this one is "
                + "\(quoted(text))."
        case .notATime(let text):
            "Field 5 (expires) is seconds since 1970, or 0 for a session cookie; this one is "
                + "\(quoted(text))."
        case .notUTF8(let field):
            "The \(field) is not UTF-8."
        case .notAnObject(let found):
            "A cookie is an object; this is \(found)."
        case .missingKey(let key):
            "\(quoted(key)) is missing."
        case .wrongKind(let key, let expected, let found):
            "\(quoted(key)) is \(found); it has to be \(expected)."
        case .unknownChoice(let key, let text, let choices):
            "\(quoted(key)) is \(quoted(text)), which is none of \(enumerated(choices))."
        case .notADate(let key, let text):
            "\(quoted(key)) is \(quoted(text)), which is not a date: write 2026-01-31T12:00:00Z."
        case .notBase64(let key):
            "\(quoted(key)) is not Base64."
        case .notAURL(let key, let text):
            "\(quoted(key)) is \(quoted(text)), which is not a valid http or https URL."
        case .domainIsAddress(let text, let host):
            "A domain has neither a scheme nor a port; this one is \(quoted(text))"
                + (host.isEmpty ? "." : ": write \(quoted(host)).")
        case .notASetCookie(let refusal):
            refusal.sentence(nil)
        case .columnCount(let found):
            "A row has name, value, domain, path and more, with tabs between them; this one has "
                + "\(counted(found, "field"))."
        case .otherJar("userContextId", let number):
            "It belongs to the container tab \(number): crumb has one jar."
        case .otherJar(let attribute, let value):
            "It belongs to a jar other than the default one (\(attribute)=\(value.prefix(60)))."
        case .encrypted(let holder):
            "Its value cannot be read: \(holder.sentence)."
        case .unknownSameSite(let number):
            "Its sameSite is \(number), which is not a known number."
        }
    }

    package var code: String {
        switch self {
        case .fieldCount: "FieldCount"
        case .lineTooLong: "LineTooLong"
        case .neitherTrueNorFalse: "NeitherTrueNorFalse"
        case .notATime: "NotATime"
        case .notUTF8: "NotUTF8"
        case .notAnObject: "NotAnObject"
        case .missingKey: "MissingKey"
        case .wrongKind: "WrongKind"
        case .unknownChoice: "UnknownChoice"
        case .notADate: "NotADate"
        case .notBase64: "NotBase64"
        case .notAURL: "InvalidURL"
        case .domainIsAddress: "DomainIsAddress"
        case .notASetCookie(let refusal): refusal.code
        case .columnCount: "ColumnCount"
        case .otherJar: "OtherJar"
        case .unknownSameSite: "UnknownSameSite"
        case .encrypted: "Encrypted"
        }
    }
}

extension CookieFileError {
    /// What stands behind `path: `.
    package var sentence: String {
        switch self {
        case .unrecognized:
            "this does not look like a cookie file: crumb reads cookies.txt, JSON of browsers' tools "
                + "and extensions (and its own), a Cookie: header, rows of DevTools' table, copied "
                + "requests, HAR, Firefox's cookies.sqlite and Chrome's Cookies; --format names one"
        case .otherProgram(.pickle):
            "this is a Python pickle, which is a program and not data: write the cookies as JSON, "
                + "json.dump(driver.get_cookies(), file) with Selenium, "
                + "json.dump(session.cookies.get_dict(), file) with requests"
        case .otherProgram(.lwp):
            "this is LWP's cookie file: save it as cookies.txt, with http.cookiejar."
                + "MozillaCookieJar in Python or HTTP::Cookies::Netscape in Perl"
        case .otherProgram(.binaryCookies):
            "this is Safari's Cookies.binarycookies, which is not read: export the page as HAR in "
                + "Web Inspector (Network, Export) and import that"
        case .otherProgram(.w3m):
            "this is w3m's list of cookies, which is not read: curl -c cookies.txt URL writes one that "
                + "is"
        case .otherProgram(.pythonText):
            "this is what Python prints, and not JSON: write json.dump(driver.get_cookies(), file) with "
                + "Selenium, json.dump(session.cookies.get_dict(), file) with requests"
        case .otherProgram(.aiohttp):
            "this is aiohttp's jar, which is not read: write json.dump({c.key: c.value for c in jar}, "
                + "file), and import that with --url URL"
        case .otherProgram(.netLog):
            "this is Chrome's net log (chrome://net-export), which is not read: export a HAR file in "
                + "DevTools, Network, Export HAR (with sensitive data)"
        case .otherProgram(.packed(let packed)): packed.sentence
        case .unknownHost(let what):
            "\(what.phrase) does not say whose cookies they are: add --url URL, such as --url "
                + "http://127.0.0.1:5000/"
        case .wrongHeader:
            "there is neither a Cookie: nor a Set-Cookie: line in it"
        case .tooManyCookies:
            "it has more than \(CookieFile.cookieLimit) entries"
        case .invalidJSON(let problem):
            String(problem.message.prefix(120))
        case .wrongShape(let expected, _):
            "this is not \(expected)"
        case .archiveWithoutCookies:
            "this HTTP Archive (HAR) has no cookies in it: if there were any, the program that "
                + "wrote it left them out, as DevTools does unless you export with sensitive data"
        case .notADatabase:
            "this is not an SQLite database"
        case .damagedDatabase(let detail):
            "the database cannot be read: \(detail)"
        case .tooMuchWork:
            "the database takes too long to read"
        case .noCookieTable:
            "this database has no table of cookies: neither moz_cookies, as a Firefox profile's "
                + "cookies.sqlite, nor cookies, as a Chrome profile's Cookies"
        case .encryptedValues(let holder):
            "no value of this jar of Chrome's can be read: \(holder.sentence)"
        }
    }
}

extension ExportLoss {
    /// What becomes of the cookies in a file of that format.
    package func sentence(in format: CookieFileFormat) -> String {
        let those = "\(counted(names.count, "cookie")) (\(listed(names, 3)))"
        switch kind {
        case .attribute(.sameSite):
            return "\(format.title) has no place for SameSite, which \(those) lost."
        case .attribute(.partitionKey):
            return "\(format.title) has no place for the partition key, which \(those) lost: "
                + "who reads the file sends them under every top-level site."
        case .attribute(.priority):
            return "\(format.title) has no place for Priority, which \(those) lost."
        case .unspecifiedSameSite:
            return "\(format.title) asks for a SameSite: \(those) had none, and got Lax."
        case .leftOut(.noName):
            return "\(those) left out: \(format.title) has no cookies without a name."
        case .leftOut(.tab):
            return "\(those) left out: \(format.title) ends a field at a tab, and they have one."
        case .leftOut(.notUTF8):
            return "\(those) left out: \(format.title) is text, and they are not UTF-8."
        }
    }
}

extension CookieFileFormat {
    package var title: String {
        switch self {
        case .netscape: "cookies.txt"
        case .json: "crumb's JSON"
        case .array: "a list of cookies"
        case .header: "a Cookie header"
        case .table: "the developer tools' table"
        case .playwright: "Playwright's storageState"
        case .har: "an HTTP Archive"
        case .sqlite: "cookies.sqlite"
        }
    }
}

extension KeyHolder {
    /// Without a full stop.
    fileprivate var sentence: String {
        let way =
            "export them with an extension such as Cookie-Editor, or save a storageState with "
            + "Playwright"
        return switch self {
        case .keyring:
            "it is encrypted (v11) with a key in the desktop's keyring; \(way), or start "
                + "the browser with --password-store=basic before it makes the profile"
        case .windows:
            "it is encrypted (v20) with a key that Windows only gives to Chrome; \(way)"
        case .otherSystem:
            "it is encrypted with a key kept by the operating system (macOS's keychain, "
                + "Windows); \(way)"
        }
    }
}

extension CookieFileError.HostlessInput {
    fileprivate var phrase: String {
        switch self {
        case .cookieHeader: "a Cookie header"
        case .setCookieLines: "a Set-Cookie header"
        case .namesAndValues: "an object of names and values"
        case .httpieSession: "a session of an HTTPie before 3.1"
        case .cookieStore: "what cookieStore.getAll() gives"
        }
    }
}

/// The first few of many, and how many more there are.
package func listed(_ names: [String], _ limit: Int) -> String {
    let shown = names.prefix(limit).map { $0.isEmpty ? "no name" : String($0.prefix(60)) }
    let rest = names.count - shown.count
    return rest > 0 ? shown.joined(separator: ", ") + " and \(rest) more" : enumerated(shown)
}

private func quoted(_ text: String) -> String {
    text.count > 60 ? "\"\(text.prefix(60))…\"" : "\"\(text)\""
}
