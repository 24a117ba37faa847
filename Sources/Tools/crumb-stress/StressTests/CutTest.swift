extension StressTest {
    /// A connection that closes after each byte of a response in turn.
    static let cut = StressTest(name: "cut") { place, report in
        let server = try Server(place)
        let passed = stopwatch()
        var figure = Metric(
            what: "response cut after each byte",
            count: 0,
            peakKilobytes: 0,
            seconds: 0
        )
        // The whole response is shorter; the longest cut is the intact response.
        let length = 170
        var succeeded = 0
        for bytes in stride(from: 0, through: length, by: place.count(1, short: 3)) {
            let home = place.newHome("cut-\(bytes)")
            let environment = Child.environment(home: home)
            let base = server.baseURL
            let child = try Child.run(
                [place.crumb, "fetch", "\(base)/cut/\(bytes)", "--from", base, "--json"],
                environment: environment
            )
            let jar = try Child.run(
                [place.crumb, "cookies", "list", "--json"],
                environment: environment
            )
            figure.count += 1
            figure.peakKilobytes = max(figure.peakKilobytes ?? 0, child.peakKilobytes)
            if child.exitCode == 0 { succeeded += 1 }
            if child.exitCode != 0, child.exitCode != 4 {
                figure.failures.append("after \(bytes) bytes it exits with \(child.exitCode)")
            }
            // Whatever arrived, the report must match the stored state.
            let isReported = child.text.contains(#""effect": "created""#)
            let isStored = jar.text.contains(#""name": "cut""#)
            if isReported != isStored || jar.exitCode != 0 {
                figure.failures.append(
                    "after \(bytes) bytes the report says \(isReported), the jar \(isStored)"
                )
            }
        }
        if succeeded == 0 { figure.failures.append("not even the whole response is complete") }
        figure.seconds = passed()
        figure.remark = "\(succeeded) complete"
        report(figure)
    }
}
