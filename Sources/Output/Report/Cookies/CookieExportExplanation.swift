package import BrowserJSON
package import CookieFiles
internal import Explanations
package import Terminal

/// The result of an export, and the information in the jar that the file's format cannot hold.
package struct CookieExportExplanation {
    private let exported: ExportedCookies
    private let format: CookieFileFormat
    /// The file's path; `nil` for standard output.
    private let path: String?

    package init(_ exported: ExportedCookies, format: CookieFileFormat, path: String?) {
        self.exported = exported
        self.format = format
        self.path = path
    }

    /// The layout; empty if there is nothing to warn about and the cookies went to standard output.
    package var layout: Layout {
        var layout = Layout()
        for loss in exported.losses {
            layout.text(
                StyledText("! ", .caution) + StyledText(escaping: loss.sentence(in: format)),
                hanging: 2
            )
        }
        guard let path else { return layout }
        var text = StyledText("✓ ", .good)
        text.append("\(counted(exported.count, "cookie")) exported to ")
        text.append(escaping: path, .strong)
        text.append(" (\(format.rawValue))")
        layout.text(text, hanging: 2)
        return layout
    }

    package var json: JSONValue {
        .object([
            "file": .optional(path) { .string($0) },
            "format": .string(format.rawValue),
            "exported": .integer(exported.count),
            "warnings": .array(
                exported.losses.map { loss in
                    .object([
                        "warning": .string(loss.sentence(in: format)),
                        "cookies": .strings(loss.names),
                    ])
                }
            ),
        ])
    }
}
