package import BrowserCookies
package import BrowserInfra
package import BrowserJSON
internal import Explanations
package import WebOrigin

/// The result of reading a file: every cookie with its location, or the reason why an entry is not
/// a cookie.
package struct CookieFile: Hashable, Sendable {
    package struct Entry: Hashable, Sendable {
        package var place: CookieFileLocation
        package var cookie: ImportedCookie
    }

    package struct RefusedEntry: Hashable, Sendable {
        package var place: CookieFileLocation
        /// The name and domain, as far as they could be read.
        package var title: CookieLabel?
        package var refusal: CookieEntryError
    }

    package var format: CookieFileFormat
    /// The cookies, in file order.
    package var entries: [Entry] = []
    /// The entries that are not cookies, in file order.
    package var refused: [RefusedEntry] = []
    package var remarks: [CookieRemark] = []

    /// The maximum number of cookies in a file: many more than a browser keeps.
    package static let cookieLimit = 50_000
    /// The maximum size of a file in bytes.
    package static let byteLimit = 64 << 20

    /// The cookies, with creation times that reflect their order.
    ///
    /// curl and wget write the newest cookie first; that order is all cookies.txt has on a cookie's
    /// age.
    package func entries(importedAt now: Moment) -> [Entry] {
        guard format == .netscape else { return entries }
        return entries.enumerated().map { index, entry in
            var entry = entry
            entry.cookie.creation = now.advanced(byMicroseconds: -Int64(index))
            return entry
        }
    }

    /// Adds what `read` finds at a location: a cookie, the reason why it is not one, or nothing.
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
    /// Creates a file from the cookies of a copied request to `url`, most of which are only a name
    /// and a value.
    ///
    /// `pairs`: the names and values, with a domain and a path where the copy has them.
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

/// How messages name a cookie. The value is left out because it is confidential.
package struct CookieLabel: Hashable, Sendable {
    package var name: String
    package var domain: String

    package init(name: String, domain: String) {
        self.name = name
        self.domain = domain
    }
}

/// The location of a cookie in its file.
package enum CookieFileLocation: Hashable, Sendable, Comparable {
    case text(line: Int, column: Int)
    /// The number that the table gives the row.
    case row(Int64)

    init(_ place: Place) {
        self = .text(line: place.line, column: place.column)
    }
}

/// The reason why an entry of a file is not a cookie.
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
    /// A URL, or a host with a port, where a domain is expected; `host` is empty when it contains
    /// none.
    case domainIsAddress(String, host: String)

    // Headers and tables
    case notASetCookie(CookieRefusal)
    case columnCount(Int)

    // cookies.sqlite
    /// In a browser with several jars, the cookie is not in the default one.
    case otherJar(attribute: String, String)
    case unknownSameSite(Int64)
    /// The value can only be read with a key that this program does not have.
    case encrypted(KeyHolder)
}

/// The holder of the key for an encrypted value of Chrome.
package enum KeyHolder: Hashable, Sendable {
    /// The keyring of GNOME or KDE.
    case keyring
    case windows
    /// macOS, Windows, or unknown because the value is damaged.
    case otherSystem
}

/// The reason why a file as a whole cannot be read.
package enum CookieFileError: Error, Hashable, Sendable {
    case unrecognized
    /// A file of another program, in a format that is not supported.
    case otherProgram(OtherProgram)
    /// Cookies without a host, and no URL was given for them.
    case unknownHost(HostlessInput)
    /// A header other than `Cookie:` and `Set-Cookie:`.
    case wrongHeader
    case tooManyCookies
    case invalidJSON(FileProblem)
    /// JSON, but not in the shape that the format requires.
    case wrongShape(expected: String, at: Place)
    /// DevTools omits the cookies unless it is asked to include sensitive data.
    case archiveWithoutCookies

    case notADatabase
    case damagedDatabase(String)
    /// A file crafted to take very long to read.
    case tooMuchWork
    case noCookieTable
    /// A browser's database in which no value can be read.
    case encryptedValues(KeyHolder)

    /// A kind of input that does not name the host of its cookies.
    package enum HostlessInput: Hashable, Sendable {
        case cookieHeader, setCookieLines, namesAndValues, httpieSession, cookieStore
    }

    package enum OtherProgram: Hashable, Sendable {
        /// Python's pickle, in which Selenium cookies are often stored.
        case pickle
        /// LWP-Cookies of Perl and Python.
        case lwp
        /// Cookies.binarycookies of Safari.
        case binaryCookies
        /// The cookie list of w3m, in which a line has eleven fields.
        case w3m
        /// The printed form of Python's lists, mappings, and jars of cookies.
        case pythonText
        /// A jar of aiohttp, as newer versions save it.
        case aiohttp
        /// The log that chrome://net-export and --log-net-log write.
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
