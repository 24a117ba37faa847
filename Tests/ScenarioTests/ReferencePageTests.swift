import Foundation
import TestSupport
import Testing

/// `fixtures/scenarios/README.md`, the reference of the format.
@Suite struct ReferencePageTests {
    private let page: String

    init() throws {
        page = try String(contentsOf: fixtureURL("scenarios/README.md"), encoding: .utf8)
    }

    @Test func everyExampleOfThePageIsValid() {
        let blocks = page.components(separatedBy: "```yaml\n").dropFirst().map {
            $0.components(separatedBy: "```")[0]
        }
        #expect(blocks.count >= 8)
        for block in blocks {
            var file = "variables: { api: \"http://api.test\", port: 1 }\n"
            file +=
                block.hasPrefix("- ")
                ? "page: http://a.test/\nsteps:\n" + block
                : block + "\nsteps: [ { page: http://a.test/ } ]"
            #expect(mistakes(file) == [], "\(block)")
        }
    }

    @Test func everyKeyOfTheSchemaIsOnThePage() throws {
        let schema = try JSONSerialization.jsonObject(
            with: Data(contentsOf: schemaURL)
        )
        var keys: Set<String> = []
        func collect(_ value: Any) {
            if let object = value as? [String: Any] {
                if let properties = object["properties"] as? [String: Any] {
                    keys.formUnion(properties.keys)
                }
                object.values.forEach(collect)
            } else if let array = value as? [Any] {
                array.forEach(collect)
            }
        }
        collect(schema)
        #expect(keys.count > 60)
        for key in keys.sorted() { #expect(page.contains(key), "\(key)") }
    }

    @Test func everyFileOfTheFolderIsOnThePage() throws {
        let folder = fixtureURL("scenarios").path(percentEncoded: false)
        for file in try FileManager.default.contentsOfDirectory(atPath: folder)
        where file != "README.md" {
            #expect(page.contains(file), "\(file)")
        }
    }
}
