import Foundation
import Processes
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(Patience.factor))) struct ProcessTreeTests {
    /// Runs a shell whose child has created its own session; both wait until their input ends.
    private func withFamily(
        mark: String,
        _ body: (pid_t, pid_t) async throws -> Void
    ) async throws {
        let process = try RunningProcess(
            "/bin/sh",
            ["-c", "setsid sh -c 'echo $$; exec sleep 1000' & read line; kill $!; wait"],
            environment: ProcessInfo.processInfo.environment.merging(["MARK": mark]) { $1 }
        )
        defer { process.kill() }
        let line = String(decoding: process.standardOutput.availableData, as: UTF8.self)
        let child = try #require(pid_t(line.trimmingCharacters(in: .whitespacesAndNewlines)))
        defer { kill(child, SIGKILL) }
        try await body(process.id, child)
    }

    @Test func aProcessInItsOwnSessionIsStillADescendant() async throws {
        try await withFamily(mark: "a") { parent, child in
            let tree = ProcessTree()
            #expect(tree.descendants(of: parent).contains(child))
            #expect(tree.descendants(of: getpid()).isSuperset(of: [parent, child]))
            #expect(!tree.descendants(of: child).contains(parent))
        }
    }

    @Test func processesAreFoundByTheirEnvironment() async throws {
        let mark = "crumb test \(UUID().uuidString)"
        try await withFamily(mark: mark) { parent, child in
            let tree = ProcessTree()
            #expect(tree.processes(marked: "MARK=\(mark)") == [parent, child])
            #expect(tree.processes(marked: "MARK=\(mark.dropLast())").isEmpty)
        }
    }

    @Test func aMissingProcessHasNoDescendants() {
        #expect(ProcessTree().descendants(of: -5).isEmpty)
    }
}
