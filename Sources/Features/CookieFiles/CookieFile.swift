package import BrowserCookies
package import BrowserInfra
package import BrowserJSON
internal import Explanations
package import WebOrigin

/// What a reader found: every cookie with its place, or the reason why it is none.
package struct CookieFile: Hashable, Sendable {
    package struct Entry: Hashable, Sendable {
        package var place: CookieFileLocation
        package var cookie: ImportedCookie
    }

    package struct RefusedEntry: Hashable, Sendable {
        package var place: CookieFileLocation
        /// As far as it could be read.
        package var title: CookieLabel?
        package var refusal: CookieEntryError
    }

    package var format: CookieFileFormat
    /// In the order of the file.
    package var entries: [Entry] = []
    /// In the order of the file.
    package var refused: [RefusedEntry] = []
    package var remarks: [CookieRemark] = []

    /// How many cookies a file may have: many more than a browser keeps.
    package static let cookieLimit = 50_000
    /// How many bytes it may have.
    package static let byteLimit = 64 << 20

    /// The cookies with the age that their order gives them.
    ///
    /// curl and wget write the newest first, which is all that cookies.txt says of it.
    package func entries(importedAt now: Moment) -> [Entry] {
        guard format == .netscape else { return entries }
        return entries.enumerated().map { index, entry in
            var entry = entry
            entry.cookie.creation = now.advanced(byMicroseconds: -Int64(index))
            return entry
        }
    }

    /// Takes what `read` finds at a place: a cookie, a reason why it is none, or nothing to speak of.
    mutating func add(
        at place: CookieFileLocation,
        title: @autoclosure () -> CookieLabel? = nil,
        _ read: () throws(CookieEntryError) -> ImportedCookie?
    ) throws(CookieFileError) {
        guard entries.count + refused.count < Self.cookieLimit else { throw .tooManyCookies }
        do throws(CookieEntryError) {
            if let cookie = try read() { entries.append(Entry(place: place, cookie: cookie)) }
        } catch {
            refused.append(RefusedEntry(place: place, title: title(), refusal: error))
        }
    }
}

extension CookieFile {
    /// The cookies of a copied request to `url`, which says of most no more than a name and a value.
    ///
    /// `pairs`: a domain and a path where it says them.
    package init(
        copied pairs: [(name: ByteString, value: ByteString, domain: String?, path: String?)],
        to url: WebURL
    ) {
        self.init(format: .header)
        for (number, pair) in pairs.enumerated() {
            var cookie = ImportedCookie(pair: pair.name, pair.value, of: url)
            var unsaid = ImportedCookie.missingFromPair
            if let domain = pair.domain, !domain.isEmpty {
                cookie.isHostOnly = !domain.hasPrefix(".")
                cookie.domain = String(domain.drop { $0 == "." })
                unsaid.removeAll { $0 == .domain }
            }
            if let path = pair.path, !path.isEmpty {
                cookie.path = ByteString(utf8: path)
                unsaid.removeAll { $0 == .path }
            }
            entries.append(Entry(place: .row(Int64(number + 1)), cookie: cookie))
            note(.unsaid(unsaid), of: cookie.name.utf8Decoded)
        }
    }
}

/// What a message calls a cookie: the value is nobody's business.
package struct CookieLabel: Hashable, Sendable {
    package var name: String
    package var domain: String

    package init(name: String, domain: String) {
        self.name = name
        self.domain = domain
    }
}

/// Where a cookie stands in its file.
package enum CookieFileLocation: Hashable, Sendable, Comparable {
    case text(line: Int, column: Int)
    /// The number that a table gives it.
    case row(Int64)

    init(_ place: Place) {
        self = .text(line: place.line, column: place.column)
    }
}

/// What an entry of a file lacks to be a cookie.
package enum CookieEntryError: Error, Hashable, Sendable {
    // cookies.txt
    case fieldCount(Int)
    case lineTooLong(bytes: Int)
    case neitherTrueNorFalse(field: NetscapeField, String)
    case notATime(String)
    case notUTF8(field: String)

    // JSON
    case notAnObject(found: String)
    case missingKey(String)
    case wrongKind(key: String, expected: String, found: String)
    case unknownChoice(key: String, String, choices: [String])
    case notADate(key: String, String)
    case notBase64(key: String)
    case notAURL(key: String, String)
    /// A URL or a port in the place of a domain; `host` is empty where there is none in it.
    case domainIsAddress(String, host: String)

    // Headers and tables
    case notASetCookie(CookieRefusal)
    case columnCount(Int)

    // cookies.sqlite
    /// A browser of several jars has it in another one than the usual.
    case otherJar(attribute: String, String)
    case unknownSameSite(Int64)
    /// Its value can be read only with a key that somebody else has.
    case encrypted(KeyHolder)
}

/// Who has the key of a value of Chrome's.
package enum KeyHolder: Hashable, Sendable {
    /// GNOME's or KDE's.
    case keyring
    case windows
    /// macOS, Windows, or a value that was damaged.
    case otherSystem
}

/// Why a file as a whole has no cookies to give.
package enum CookieFileError: Error, Hashable, Sendable {
    case unrecognized
    /// Something else that a program writes, and that is not read.
    case otherProgram(OtherProgram)
    /// Cookies without a host, and no URL that says whose they are.
    case unknownHost(HostlessInput)
    /// Neither `Cookie:` nor `Set-Cookie:`.
    case wrongHeader
    case tooManyCookies
    case invalidJSON(FileProblem)
    /// JSON, but another one than the format's.
    case wrongShape(expected: String, at: Place)
    /// DevTools leave the cookies out, unless they are asked for.
    case archiveWithoutCookies

    case notADatabase
    case damagedDatabase(String)
    /// A file that was made to keep its reader busy.
    case tooMuchWork
    case noCookieTable
    /// A browser's of which no value can be read.
    case encryptedValues(KeyHolder)

    /// What does not say whose cookies they are.
    package enum HostlessInput: Hashable, Sendable {
        case cookieHeader, setCookieLines, namesAndValues, httpieSession, cookieStore
    }

    package enum OtherProgram: Hashable, Sendable {
        /// Python's pickle, in which Selenium's cookies are often kept.
        case pickle
        /// Perl's and Python's LWP-Cookies.
        case lwp
        /// Safari's Cookies.binarycookies.
        case binaryCookies
        /// Its list of cookies, in which a line has eleven fields.
        case w3m
        /// What Python prints for its lists, mappings and jars of cookies.
        case pythonText
        /// aiohttp's jar, as newer versions save it.
        case aiohttp
        /// What chrome://net-export and --log-net-log write.
        case netLog
        case packed(PackedFile)
    }

    package var place: Place? {
        switch self {
        case .invalidJSON(let problem): problem.place
        case .wrongShape(_, let place): place
        case .unrecognized, .otherProgram, .unknownHost, .wrongHeader, .tooManyCookies,
            .archiveWithoutCookies, .notADatabase,
            .damagedDatabase,
            .tooMuchWork, .noCookieTable, .encryptedValues:
            nil
        }
    }
}
