import Foundation

/// The tables of `fixtures/origins`.
enum OriginFixtures {
    static func table<Row: Decodable>(_ name: String, of _: Row.Type) throws -> [Row] {
        let file = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "fixtures/origins/\(name)")
        return try JSONDecoder().decode([Row].self, from: Data(contentsOf: file))
    }
}
