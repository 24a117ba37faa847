import BrowserCookies
import BrowserInfra
import Explanations
import Foundation
import Redaction
import Report
import TestSupport
import Testing

@testable import CookieFiles

/// A cookie as the tables of `fixtures/cookie-files` write it.
struct WrittenCookie: Decodable, Sendable {
    var name: String?
    var value: String?
    var domain: String?
    var hostOnly: Bool?
    var path: String?
    /// The expiry; `never` means later than any date that can be written.
    var expires: String?
    var httpOnly: Bool?
    var secure: Bool?
    var sameSite: String?
    var priority: String?
    var partition: String?
    var crossSite: Bool?
    var created: String?
    var lastAccess: String?
    var setBy: String?

    var cookie: ImportedCookie {
        var cookie = ImportedCookie(
            name: ByteString(utf8: name ?? ""),
            value: ByteString(utf8: value ?? ""),
            domain: domain ?? "",
            isHostOnly: hostOnly ?? true,
            path: ByteString(utf8: path ?? "/"),
            expiry: moment(expires),
            isSecure: secure ?? false,
            isHTTPOnly: httpOnly ?? false
        )
        cookie.sameSite = sameSite.flatMap { .init(rawValue: $0.lowercased()) } ?? .unspecified
        cookie.priority = priority.flatMap { .init(rawValue: $0.lowercased()) } ?? .medium
        cookie.partitionKey = partition.map {
            Cookie.PartitionKey(topLevelSite: $0, hasCrossSiteAncestor: crossSite ?? true)
        }
        cookie.hasPartitionedAttribute = partition != nil && secure == true
        cookie.creation = moment(created)
        cookie.lastAccess = moment(lastAccess)
        cookie.setBy = setBy
        return cookie
    }

    private func moment(_ text: String?) -> Moment? {
        switch text {
        case "never": .distantFuture
        // No date can be written before the first year.
        case "0001-01-01T00:00:00.000000Z": .distantPast
        default: text.flatMap { Moment(iso8601: $0) }
        }
    }
}

/// A case of one of the tables; which members it has depends on the table.
struct FileCase: Decodable, Sendable, CustomTestStringConvertible {
    var claim: String
    var line: String?
    var object: Value?
    var cookie: WrittenCookie?
    var becomes: WrittenCookie?
    var refused: Refused?

    /// One code or several, by which the cookie is rejected.
    enum Refused: Decodable, Sendable, Equatable {
        case codes([String])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let code = try? container.decode(String.self) {
                self = .codes([code])
            } else {
                self = .codes(try container.decode([String].self))
            }
        }

        var codes: [String] {
            switch self {
            case .codes(let codes): codes
            }
        }
    }

    /// Any JSON, which is written out again for the reader.
    enum Value: Codable, Sendable {
        case null
        case bool(Bool)
        case number(Double)
        case string(String)
        case object([String: Value])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                self = .null
            } else if let bool = try? container.decode(Bool.self) {
                self = .bool(bool)
            } else if let number = try? container.decode(Double.self) {
                self = .number(number)
            } else if let string = try? container.decode(String.self) {
                self = .string(string)
            } else {
                self = .object(try container.decode([String: Value].self))
            }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .null: try container.encodeNil()
            case .bool(let bool): try container.encode(bool)
            case .number(let number): try container.encode(number)
            case .string(let string): try container.encode(string)
            case .object(let object): try container.encode(object)
            }
        }
    }

    var testDescription: String { claim }

    static func table(_ name: String) -> [FileCase] {
        let file = fixtureURL("cookie-files/\(name).json")
        do {
            return try JSONDecoder().decode([FileCase].self, from: Data(contentsOf: file))
        } catch {
            fatalError("\(file.lastPathComponent): \(error)")
        }
    }
}
