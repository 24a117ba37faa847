import Foundation
import TestSupport
import Testing

/// The web layer of crumb-js is loaded in parts. What a part defines for other scripts of the layer
/// must be in one of the tables that cause it to be loaded, or those scripts would not find it.
@Suite struct WebLayerPartTests {
    private static let folder = packageURL.appending(path: "Sources/Tools/crumb-js-web/web")
    private static let tables = ["parts.js", "dom/parts.js", "html/parts.js", "workers/parts.js"]

    private static func text(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    /// The files of each part.
    private static func parts() throws -> [[String]] {
        try tables.flatMap { table in
            try text(table).matches(of: /part\(\s*["`]([^"`]+)["`]/).map { match in
                match.1.split { " \\\n".contains($0) }.map(String.init)
            }
        }
    }

    private static func scripts() throws -> [String: String] {
        let files = FileManager.default.enumerator(atPath: folder.path(percentEncoded: false))
        let names = (files?.allObjects as? [String] ?? []).filter { $0.hasSuffix(".js") }
        return try Dictionary(uniqueKeysWithValues: names.map { ($0, try text($0)) })
    }

    @Test func definitionsUsedByOtherPartsAreInATable() throws {
        let scripts = try Self.scripts()
        let listed = try Self.tables.map(Self.text).joined(separator: "\n")
        let words = Set(listed.split { !$0.isLetter && !$0.isNumber }.map(String.init))
        let parts = try Self.parts()
        #expect(parts.count > 30)
        for part in parts {
            for file in part {
                let text = try #require(scripts[file], "\(file) is not there")
                for match in text.matches(of: /(?m)^(web|dom|html)\.(\w+) =/) {
                    let (object, name) = (String(match.1), String(match.2))
                    guard !words.contains(name) else { continue }
                    let isUsed = scripts.contains { other, text in
                        !part.contains(other) && text.contains("\(object).\(name)")
                    }
                    #expect(!isUsed, "\(file) defines \(object).\(name), which others use")
                }
            }
        }
    }

    @Test func everyScriptIsInTheProgram() throws {
        let program = try String(
            contentsOf: packageURL.appending(path: "Sources/Tools/crumb-js-web/WebLayer.c"),
            encoding: .utf8
        )
        for name in try Self.scripts().keys {
            #expect(program.contains("SCRIPT(\"\(name)\""), "\(name) is never read")
        }
        for file in try Self.parts().joined() {
            #expect(program.contains("SCRIPT(\"\(file)\""), "\(file) cannot be read")
        }
    }
}
