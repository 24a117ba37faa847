import FlyingFox
import FlyingSocks
import Foundation

/// The backend of `crumb demo`: a real HTTP server, so that the demo shows what actually happens on
/// the wire.
///
/// It runs until its standard input is closed: the process that starts it holds the other end of a
/// pipe, so the backend also exits if that process is killed and cannot stop anything.
@main
struct DemoBackend {
    static func main() async {
        // A client may disconnect before it has received its response.
        signal(SIGPIPE, SIG_IGN)
        do {
            let port = try port(from: Array(CommandLine.arguments.dropFirst()))
            try await serve(on: port)
        } catch let error as UsageError {
            fail(error.message, exitCode: 64)
        } catch {
            fail(error.localizedDescription, exitCode: 1)
        }
    }

    private static func serve(on port: UInt16) async throws {
        let server = HTTPServer(
            address: try .inet(ip4: "127.0.0.1", port: port),
            logger: .disabled,
            handler: TutorialBackend()
        )
        Task {
            try await server.waitUntilListening()
            guard case .ip4(_, let port) = await server.listeningAddress else { return }
            FileHandle.standardOutput.write(Data("listening on http://127.0.0.1:\(port)\n".utf8))
            endWithStandardInput()
        }
        try await server.run()
    }

    /// Parses `[--port N]`; without it, returns 0 for a free port that the system chooses.
    private static func port(from arguments: [String]) throws(UsageError) -> UInt16 {
        if arguments.isEmpty { return 0 }
        guard arguments.count == 2, arguments[0] == "--port", let port = UInt16(arguments[1])
        else {
            throw UsageError(message: "usage: crumb-demo-backend [--port N]")
        }
        return port
    }

    private static func endWithStandardInput() {
        // On its own thread: a blocking read must not occupy one of the concurrency runtime's.
        Thread.detachNewThread {
            while !FileHandle.standardInput.availableData.isEmpty {}
            exit(0)
        }
    }

    private static func fail(_ message: String, exitCode: Int32) -> Never {
        FileHandle.standardError.write(Data("crumb-demo-backend: \(message)\n".utf8))
        exit(exitCode)
    }
}

private struct UsageError: Error {
    var message: String
}
