internal import Glibc
internal import Terminal

/// The locations of crumb's files. It runs from any folder, so all are relative to its own.
enum Installation {
    /// The folder with crumb, after resolving links; `nil` when the system does not provide it.
    private static let folder: String? = {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let count = readlink("/proc/self/exe", &buffer, Int(PATH_MAX))
        guard count > 0 else { return nil }
        let own = String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
        return own.lastIndex(of: "/").map { String(own[..<$0]) }
    }()

    /// The parent folder, which contains `bin`, `libexec` and `share`.
    private static var prefix: String? {
        folder.flatMap { folder in folder.lastIndex(of: "/").map { String(folder[..<$0]) } }
    }

    /// The path of the demo's server: beside crumb, where the build puts it, or in the folder where
    /// packages put programs that users do not start themselves.
    static func demoBackend() throws(CommandFailure) -> String {
        guard let folder else {
            throw CommandFailure(.usage, "crumb cannot determine where it is installed")
        }
        let name = "crumb-demo-backend"
        let places = ["\(folder)/\(name)", "\(prefix ?? "")/libexec/crumb/\(name)"]
        guard let program = places.first(where: { access($0, X_OK) == 0 }) else {
            throw CommandFailure(
                .usage,
                "the demo needs \(name) beside crumb, and \(places[0]) does not exist: "
                    + "install both files in one folder"
            )
        }
        return program
    }

    /// The path of the program that runs scripts: beside crumb, or where packages put it.
    static func scriptProgram() throws(CommandFailure) -> String {
        let name = "crumb-js"
        let places = [folder, prefix.map { "\($0)/libexec/crumb" }].compactMap(\.self)
            .map { "\($0)/\(name)" }
        guard let program = places.first(where: { access($0, X_OK) == 0 }) else {
            throw CommandFailure(
                .usage,
                "scripts are run by \(name), and \(places.first ?? name) does not exist: install "
                    + "both files in one folder (built from source: apt install "
                    + "libjavascriptcoregtk-4.1-dev, then swift build without CRUMB_JS=0)"
            )
        }
        return program
    }

    /// Advice on a missing library.
    ///
    /// `name`: the file that the system's loader did not find.
    static func advice(onMissingLibrary name: String) -> String {
        // Debian and Ubuntu name JavaScriptCore's package after the file and its version.
        let package =
            name.hasPrefix("libjavascriptcoregtk")
            ? name.replacing(".so.", with: "-") : "the package that provides it"
        return "scripts are run by crumb-js, which needs the library \(name.terminalSafe), and "
            + "it is missing: apt install \(package.terminalSafe)"
    }

    /// The path of the public suffix list that a package of crumb may include (`.ci/package`).
    static var suffixList: String? {
        prefix.map { "\($0)/share/crumb/public_suffix_list.dafsa" }
    }
}
