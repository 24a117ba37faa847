internal import Glibc

extension Bench {
    /// A browser that opens a page which fetches so often: all its processes together.
    func browserPage(fetches: Int) throws {
        guard let browser = ["chromium", "chromium-headless-shell"].first(where: isInstalled) else {
            say("  (without Chromium: apt-get install chromium)\n")
            return
        }
        var usages: [(processor: Double, memory: Double)] = []
        for round in 0..<min(rounds, 3) {
            let home = "\(directory)/browser\(round)"
            mkdir(home, 0o700)
            let child = try ChildProcess(
                [
                    browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
                    "--disable-dev-shm-usage", "--user-data-dir=\(home)",
                    "http://localhost:\(server.port)/page?\(fetches),\(server.origin)/x",
                ],
                environment: ["HOME": home]
            ).start(outputPath: "\(home)/output")
            var waits = 0
            while !server.takeDone(), waits < 6000 {
                usleep(10_000)
                waits += 1
            }
            if waits < 6000 { usages.append(ProcessGroup(leader: child).usage) }
            kill(-child, SIGKILL)
            waitpid(child, nil, 0)
        }
        var table = Table("", "ms", "MiB")
        table.add(
            "\(browser) --headless, a page with \(fetches) fetches",
            [usages.map(\.processor).median, usages.map(\.memory).median]
        )
        table.print()
    }
}

/// The processes that one of this program's children has started, and itself.
private struct ProcessGroup {
    var leader: pid_t

    /// Milliseconds of user and system time so far, and the memory in use now, in MiB: shared pages
    /// count once.
    var usage: (processor: Double, memory: Double) {
        var ticks = 0.0
        var kibibytes = 0.0
        for process in processes {
            // https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: from the third field on.
            let stat = contents(of: "/proc/\(process)/stat")
            guard let end = stat.lastIndex(of: ")") else { continue }
            let fields = stat[end...].split(separator: " ").dropFirst().map { Double($0) ?? 0 }
            guard fields.count > 12, fields[2] == Double(leader) else { continue }
            ticks += fields[11] + fields[12]
            let rollup = contents(of: "/proc/\(process)/smaps_rollup")
            let line = rollup.split(separator: "\n").first { $0.hasPrefix("Pss:") }
            kibibytes += line?.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0
        }
        return (ticks * 1000 / Double(sysconf(Int32(_SC_CLK_TCK))), kibibytes / 1024)
    }

    private var processes: [Int] {
        guard let stream = opendir("/proc") else { return [] }
        defer { closedir(stream) }
        var processes: [Int] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if let number = Int(name) { processes.append(number) }
        }
        return processes
    }
}
