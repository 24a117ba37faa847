package import Cookies
internal import Explanations
internal import Infra
internal import JSON

// What is to be said about other programs' cookie files. Like the other sentences, without a
// `default`.

extension SavedCookieRefusal {
    package var sentence: String {
        switch self {
        case .domainIsNoHost(let text):
            "\(quoted(text)) is no host name and no address."
        case .pathWithoutSlash(let path):
            "A path begins with a slash; this one is \(quoted(path.utf8Decoded))."
        case .partitionIsNoSite(let text):
            "\(quoted(text)) is no site: write a scheme and a registrable domain, "
                + "https://shop.example."
        case .unsayable(let part):
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
        case .domainIsNoHost: ["DomainIsNoHost"]
        case .pathWithoutSlash: ["PathWithoutSlash"]
        case .partitionIsNoSite: ["PartitionIsNoSite"]
        case .unsayable: ["UnsayableCookie"]
        case .rules(let refusals): refusals.map(\.code)
        }
    }
}

extension CookieEntryRefusal {
    package var sentence: String {
        switch self {
        case .fieldCount(let found):
            found == 1
                ? "A line has 7 fields with tabs between them; this one has no tab."
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
            "\(quoted(key)) is \(quoted(text)), which is no date: write 2026-01-31T12:00:00Z."
        case .notBase64(let key):
            "\(quoted(key)) is not Base64."
        case .otherJar("userContextId", let number):
            "It belongs to the container tab \(number): crumb has one jar."
        case .otherJar(let attribute, let value):
            "It belongs to another jar than the usual one (\(attribute)=\(value.prefix(60)))."
        case .unknownSameSite(let number):
            "Its sameSite is \(number), which is none of the numbers that there are."
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
        case .otherJar: "OtherJar"
        case .unknownSameSite: "UnknownSameSite"
        }
    }
}

extension CookieFileError {
    /// What stands behind `path: `.
    package var sentence: String {
        switch self {
        case .unrecognized:
            "this looks like no cookie file: crumb reads cookies.txt (netscape), its own JSON, "
                + "Playwright's storageState, HAR and Firefox's cookies.sqlite; name the format with "
                + "--format"
        case .tooManyCookies:
            "it has more than \(CookieFile.cookieLimit) entries"
        case .invalidJSON(let problem):
            String(problem.message.prefix(120))
        case .wrongShape(let expected, _):
            "this is not \(expected)"
        case .archiveWithoutCookies:
            "this HTTP Archive (HAR) has no cookies in it: DevTools leave them out unless the export "
                + "is the one with sensitive data"
        case .notADatabase:
            "this is no SQLite database"
        case .damagedDatabase(let detail):
            "the database cannot be read: \(detail)"
        case .tooMuchWork:
            "the database takes too long to read"
        case .noCookieTable:
            "this database has no table moz_cookies: it is not a Firefox profile's cookies.sqlite"
        case .encryptedValues:
            "this is a jar of Chrome or Chromium, whose values only that browser can decrypt: save a "
                + "storageState with Playwright instead"
        }
    }
}

extension CookieFileRemark {
    package var sentence: String {
        switch self {
        case .originsLeftOut(let count):
            "The local storage of \(counted(count, "origin")) was left out: crumb keeps cookies only."
        case .unknownKeys(let keys):
            "Keys that crumb does not know were left out: \(shortened(keys))."
        }
    }
}

extension CookieLoss {
    /// What becomes of the cookies in a file of that format.
    package func sentence(in format: CookieFileFormat) -> String {
        let those = "\(counted(names.count, "cookie")) (\(shortened(names)))"
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
        case .playwright: "Playwright's storageState"
        case .har: "an HTTP Archive"
        case .sqlite: "cookies.sqlite"
        }
    }
}

/// The first few of many, and how many more there are.
private func shortened(_ texts: [String]) -> String {
    let shown = texts.prefix(3).map { $0.isEmpty ? "no name" : String($0.prefix(60)) }
    let rest = texts.count - shown.count
    return rest > 0 ? shown.joined(separator: ", ") + " and \(rest) more" : enumerated(shown)
}

private func quoted(_ text: String) -> String {
    text.count > 60 ? "\"\(text.prefix(60))…\"" : "\"\(text)\""
}
