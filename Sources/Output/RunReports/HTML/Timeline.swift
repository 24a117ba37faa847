internal import BrowserJSON

/// The start of each step of a run, calculated from durations, because steps run one after another.
struct Timeline {
    /// The offsets from the start of the run, in microseconds.
    let starts: [Int64]
    let length: Int64

    init(of run: RunReport) {
        var start: Int64 = 0
        var starts: [Int64] = []
        for step in run.steps {
            starts.append(start)
            start += step.duration
        }
        self.starts = starts
        length = max(start, 1)
    }

    /// A bar of the waterfall.
    struct Bar {
        var start: Int64
        var duration: Int64
        var kind: String
    }

    /// Returns the bars of a step's exchanges. Exchanges follow each other, and the last one ended when
    /// the step did.
    static func bars(of step: StepReport, from start: Int64) -> [Bar] {
        let exchanges = step.exchanges
        let durations = exchanges.map { Int64((($0["durationMs"].number ?? 0) * 1000).rounded()) }
        var next = max(start, start + step.duration - durations.reduce(0, +))
        return zip(exchanges, durations).map { exchange, duration in
            defer { next += duration }
            return Bar(start: next, duration: duration, kind: exchange["kind"].string ?? "")
        }
    }

    /// Appends the bars as SVG, because a Content-Security-Policy that allows the style sheet by its
    /// hash forbids style attributes.
    func append(_ bars: [Bar], to html: inout HTMLText) {
        html.element(
            "svg.waterfall",
            ["viewBox": "0 0 1000 10", "preserveAspectRatio": "none", "aria-hidden": "true"]
        ) { html in
            for bar in bars {
                // At least wide enough to be visible.
                let width = max(6, bar.duration * 1000 / length)
                let x = min(bar.start * 1000 / length, 1000 - width)
                html.element(
                    "rect",
                    marked: bar.kind == "preflight" ? "preflight" : nil,
                    ["x": "\(x)", "y": "2", "width": "\(width)", "height": "6"],
                    text: ""
                )
            }
        }
    }
}
