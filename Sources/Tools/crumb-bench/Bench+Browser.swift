internal import Glibc

extension Bench {
    /// A browser that opens a page which fetches so often.
    func browserPage(fetches: Int) throws {
        try browserPage(
            "a page with \(fetches) fetches",
            path: "/page?\(fetches),\(server.origin)/x"
        )
    }

    /// A browser that opens a page of the server's which asks for `/done` in the end: all its processes
    /// together. `nil` where there is none.
    @discardableResult
    func browserPage(_ what: String, path: String) throws -> (elapsed: Double, memory: Double)? {
        guard let browser = ["chromium", "chromium-headless-shell"].first(where: isInstalled) else {
            printLine("  (without Chromium: apt-get install chromium)\n")
            return nil
        }
        var elapsed: [Double] = []
        var usages: [(processor: Double, memory: Double)] = []
        for round in 0..<min(rounds, 3) {
            let home = "\(directory)/browser\(round)"
            mkdir(home, 0o700)
            let start = now()
            let child = try ChildProcess(
                [
                    browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
                    "--disable-dev-shm-usage", "--user-data-dir=\(home)",
                    "http://localhost:\(server.port)\(path)",
                ],
                environment: ["HOME": home]
            ).start(outputPath: "\(home)/output")
            var waits = 0
            while !server.takeDone(), waits < 60_000 {
                usleep(1_000)
                waits += 1
            }
            if waits < 60_000 {
                elapsed.append(now() - start)
                usages.append(ProcessGroup(leader: child).usage)
            }
            kill(-child, SIGKILL)
            waitpid(child, nil, 0)
        }
        var table = Table("", "ms", "CPU ms", "MiB")
        let memory = usages.map(\.memory).median
        table.add(
            "\(browser) --headless, \(what)",
            [elapsed.median, usages.map(\.processor).median, memory]
        )
        table.print()
        return usages.isEmpty ? nil : (elapsed.median, memory)
    }

    /// Milliseconds.
    private func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) * 1000 + Double(time.tv_nsec) / 1_000_000
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
