import Foundation
import Testing
import WebOrigin

/// The standards' test vectors, which are not part of this package: they are read from the folder
/// `shared/vectors` beside the package, and these tests do not run without it.
///
/// ``KnownFailures`` lists every row that fails, with the reason. The test fails if a row fails
/// that is not listed, or a listed row passes.
private enum Vectors {
    static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "shared/vectors")

    static var exist: Bool { FileManager.default.fileExists(atPath: folder.path) }

    static func text(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    /// The objects of a JSON array, without comments (strings).
    static func objects<Row: Decodable>(_ name: String, as _: Row.Type) throws -> [Row] {
        try JSONDecoder().decode([Optionally<Row>].self, from: Data(text(name).utf8))
            .compactMap(\.row)
    }

    private struct Optionally<Row: Decodable>: Decodable {
        let row: Row?

        init(from decoder: any Decoder) throws {
            let isComment = (try? decoder.singleValueContainer().decode(String.self)) != nil
            row = isComment ? nil : try Row(from: decoder)
        }
    }
}

/// The outcome of one row.
private struct Outcome {
    let row: String
    let problem: String?
}

private func expect(_ outcomes: [Outcome], failOnlyAsIn known: [String: String], table: String) {
    #expect(!outcomes.isEmpty, "\(table) has no rows")
    var failing: Set<String> = []
    for outcome in outcomes {
        if let problem = outcome.problem {
            failing.insert(outcome.row)
            #expect(known[outcome.row] != nil, "\(table): \(outcome.row): \(problem)")
        }
    }
    for row in known.keys where !failing.contains(row) {
        Issue.record("\(table): the row \(row) is listed as failing, but passes or is missing")
    }
}

@Suite(
    "The standards' own test vectors",
    .enabled(if: Vectors.exist, "the folder ../shared/vectors does not exist")
)
struct SharedVectorTests {
    private struct URLRow: Decodable {
        let input: String
        let base: String?
        let failure: Bool?
        let href: String?
        let origin: String?
        let `protocol`, username, password, host, hostname, port: String?
        let pathname, search, hash: String?
    }

    private static func problem(of row: URLRow) -> String? {
        let url: WebURL
        do {
            let base = try row.base.map { base throws(URLFailure) in try WebURL(parsing: base) }
            url = try WebURL(parsing: row.input, base: base)
        } catch {
            return row.failure == true ? nil : "rejected as \(error)"
        }
        if row.failure == true { return "accepted as \(url.href)" }
        let host = url.host?.serialized ?? ""
        let port = url.port.map(String.init) ?? ""
        let actual: [(String, String, String?)] = [
            ("href", url.href, row.href),
            ("protocol", url.scheme + ":", row.protocol),
            ("username", url.username, row.username),
            ("password", url.password, row.password),
            ("host", port.isEmpty ? host : "\(host):\(port)", row.host),
            ("hostname", host, row.hostname),
            ("port", port, row.port),
            ("pathname", url.serializedPath, row.pathname),
            ("search", url.query.map { $0.isEmpty ? "" : "?" + $0 } ?? "", row.search),
            ("hash", url.fragment.map { $0.isEmpty ? "" : "#" + $0 } ?? "", row.hash),
            ("origin", url.origin.serialized, row.origin),
        ]
        for (name, value, expected) in actual {
            if let expected, value != expected {
                return "\(name) is \(value), expected \(expected)"
            }
        }
        // The serialized URL must parse to the same URL.
        guard let again = try? WebURL(parsing: url.href), again == url else {
            return "\(url.href) does not parse to itself"
        }
        return nil
    }

    @Test func urlsMatchTheVectorsOfTheURLStandard() throws {
        let outcomes = try Vectors.objects("urltestdata.json", as: URLRow.self).map { row in
            Outcome(
                row: row.base.map { "\(row.input) on \($0)" } ?? row.input,
                problem: Self.problem(of: row)
            )
        }
        expect(outcomes, failOnlyAsIn: KnownFailures.urls, table: "urltestdata.json")
    }

    private struct ToASCIIRow: Decodable {
        let input: String
        let output: String?
    }

    @Test func domainsToASCIIMatchTheVectorsOfTheURLStandard() throws {
        let outcomes = try Vectors.objects("toascii.json", as: ToASCIIRow.self).map { row in
            let host = try? WebURL(parsing: "https://\(row.input)/x").host?.serialized
            return Outcome(
                row: row.input,
                problem: host == row.output
                    ? nil : "is \(host ?? "a failure"), expected \(row.output ?? "a failure")"
            )
        }
        expect(outcomes, failOnlyAsIn: KnownFailures.toASCII, table: "toascii.json")
    }

    @Test func registrableDomainsMatchTheVectorsOfThePublicSuffixList() throws {
        let rows = try Vectors.text("psl-tests.txt").split(separator: "\n")
            .filter { !$0.hasPrefix("//") }.map { $0.split(separator: " ").map(String.init) }
        let outcomes = try rows.filter { $0[0] != "null" }.map { row in
            let host = try Host(parsing: row[0])
            let expected = row[1] == "null" ? nil : try Host(parsing: row[1]).serialized
            let domain = PublicSuffixList.builtin.registrableDomain(of: host)
            return Outcome(
                row: row[0],
                problem: domain == expected
                    ? nil : "is \(domain ?? "nothing"), expected \(expected ?? "nothing")"
            )
        }
        expect(outcomes, failOnlyAsIn: KnownFailures.publicSuffixes, table: "psl-tests.txt")
    }
}
