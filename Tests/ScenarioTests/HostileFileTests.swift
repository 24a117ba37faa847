import BrowserJSON
import Explanations
import Foundation
import Report
import Scenario
import Terminal
import TestSupport
import Testing

@Suite struct HostileFileTests {
    /// Whatever is removed from a file or inserted into it, the file is read or rejected with an
    /// error.
    @Test(arguments: ["tutorial.yaml", "oauth-login.yaml"])
    func aDamagedFileIsReadOrRejected(name: String) throws {
        let original = [UInt8](try Data(contentsOf: fixtureURL("scenarios/\(name)")))
        let bytes: [UInt8] = [
            0x00, 0x09, 0x0A, 0x22, 0x26, 0x2A, 0x3A, 0x5B, 0x7B, 0x7D, 0xC3, 0xFF,
        ]
        var refused = 0
        for (turn, index) in stride(from: 0, to: original.count, by: 11).enumerated() {
            var damaged = original
            switch turn % 3 {
            case 0: damaged[index] = bytes[turn % bytes.count]
            case 1: damaged.insert(bytes[turn % bytes.count], at: index)
            default: damaged.removeSubrange(index..<min(index + 5, damaged.count))
            }
            do throws(InvalidFile) {
                _ = try Scenario(parsing: damaged, path: name, in: context)
            } catch {
                refused += 1
                // An error is only useful if it can be displayed.
                #expect(!error.layout.rendered(width: 80, inColor: true).isEmpty)
            }
        }
        #expect(refused > 20)
    }

    @Test func aFileOfMoreThanFourMebibytesIsRejected() {
        let text = "steps: [ { page: x } ] #" + String(repeating: " ", count: 4 << 20)
        #expect(mistakes(text) == ["it is larger than 4 MiB, the limit for a scenario"])
    }
}
