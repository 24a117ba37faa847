internal import BrowserJSON
internal import HAR
internal import Report

/// A HAR file named on the command line.
enum HARFile {
    /// Reads a HAR file.
    ///
    /// `path`: `-` is standard input.
    static func read(_ path: String, on global: GlobalOptions) throws -> HARLog {
        let bytes: [UInt8]
        do throws(File.Failure) {
            bytes = try File.read(path, limit: .archive)
        } catch {
            throw CommandFailure(.invalidInput, "cannot read \(path): \(error.description)")
        }
        do throws(InvalidFile) {
            return try HARLog(parsing: bytes, path: path == "-" ? "stdin" : path)
        } catch {
            global.output.note(error, as: \.layout)
            throw CommandFailure(.invalidInput)
        }
    }
}
