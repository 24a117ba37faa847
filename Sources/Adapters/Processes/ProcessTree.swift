package import Glibc

/// The processes of this system, as currently listed in /proc.
///
/// A process that creates its own session (setsid) leaves its group, and one whose parent has ended
/// gets another parent; neither can change the environment that it started with.
package struct ProcessTree {
    private var parents: [pid_t: pid_t] = [:]

    package init() {
        for id in Self.ids { parents[id] = Self.parent(of: id) }
    }

    /// Returns all processes that a process has started, directly or indirectly.
    package func descendants(of id: pid_t) -> Set<pid_t> {
        var found: Set<pid_t> = []
        var next = [id]
        while let parent = next.popLast() {
            for (child, itsParent) in parents where itsParent == parent {
                if found.insert(child).inserted { next.append(child) }
            }
        }
        return found
    }

    /// Returns the processes whose initial environment contains this variable.
    package func processes(marked variable: String) -> Set<pid_t> {
        let needle = Array(variable.utf8)
        return Set(
            parents.keys.filter { id in
                Self.contents("/proc/\(id)/environ").split(separator: 0)
                    .contains { $0.elementsEqual(needle) }
            }
        )
    }

    private static var ids: [pid_t] {
        guard let stream = opendir("/proc") else { return [] }
        defer { closedir(stream) }
        var ids: [pid_t] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if let id = pid_t(name) { ids.append(id) }
        }
        return ids
    }

    /// Parses `ID (NAME) STATE PARENT …`, where the name may contain any characters.
    private static func parent(of id: pid_t) -> pid_t? {
        let text = contents("/proc/\(id)/stat")
        guard let end = text.lastIndex(of: UInt8(ascii: ")")) else { return nil }
        let fields = text[end...].split(separator: UInt8(ascii: " "))
        return fields.count > 2 ? pid_t(String(decoding: fields[2], as: UTF8.self)) : nil
    }

    private static func contents(_ path: String) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while bytes.count < 1 << 20 {
            let count = read(descriptor, &buffer, buffer.count)
            guard count > 0 else { break }
            bytes += buffer[..<count]
        }
        return bytes
    }
}
