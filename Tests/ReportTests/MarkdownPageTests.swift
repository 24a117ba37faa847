import Terminal
import Testing

/// Markdown pages as shown in a terminal.
@Suite struct MarkdownPageTests {
    private func rendered(_ text: String, width: Int = 80) -> String {
        MarkdownPage(text).layout.rendered(width: width, inColor: false)
    }

    @Test(arguments: [
        ("a `b` c", "a b c"), ("**a** b", "a b"), ("*a* b", "a b"), ("2 * 3 * 4", "2 * 3 * 4"),
        ("see [CORS](cors.md).", "see CORS."),
        ("[WHATWG](https://fetch.spec.whatwg.org/)", "WHATWG (https://fetch.spec.whatwg.org/)"),
        ("the code [SameSiteLax]", "the code [SameSiteLax]"), ("`[a](b)`", "[a](b)"),
        ("an open ` stays", "an open ` stays"), ("✓ and …", "✓ and …"),
    ])
    func inlineMarkupIsRemoved(_ markdown: String, _ text: String) {
        #expect(StyledText(markdown: markdown[...]).plainText == text)
    }

    @Test func headingsAreBoldAndSetApart() {
        let layout = MarkdownPage("# Title\nText\n## Next\n").layout
        #expect(layout.rendered(width: 80, inColor: false) == "Title\n\nText\n\nNext\n\n")
        #expect(
            layout.rendered(width: 80, inColor: true).hasPrefix("\u{1B}[1mTitle\u{1B}[0m\n")
        )
        #expect(MarkdownPage("# Title\nText").title == "Title")
    }

    @Test func paragraphsAndItemsWrap() {
        let page = """
            one two three four five six seven eight nine
            ten

            - item one two three four five six seven eight
              nine
            - next
            """
        #expect(
            rendered(page, width: 40) == """
                one two three four five six seven eight
                nine ten

                - item one two three four five six seven
                  eight nine
                - next

                """
        )
    }

    @Test func codeIsIndentedAndNeverWraps() {
        let line = String(repeating: "x", count: 100)
        #expect(
            rendered("a\n```console\n$ \(line)\n\n| b | # c\n```\nd") == """
                a

                    $ \(line)

                    | b | # c

                d

                """
        )
    }

    @Test func indentedCodeIsSupported() {
        let line = "    $ " + String(repeating: "x", count: 100)
        #expect(rendered("a\n\n\(line)\n    # b\n\nc") == "a\n\n\(line)\n    # b\n\nc\n")
    }

    @Test func narrowTablesHaveColumns() {
        #expect(
            rendered("| request | Lax |\n|---|---|\n| a link | ✓ |\n| `a|b` | ✗ |") == """
                request  Lax
                a link   ✓
                a|b      ✗


                """
        )
    }

    @Test func wideTablesHaveOneLinePerRow() {
        let long = String(repeating: "word ", count: 16) + "end"
        #expect(
            rendered("| a | b | c |\n|---|---|---|\n| first | \(long) | x |")
                .hasPrefix("first: b word word")
        )
        #expect(rendered("| a | b |\n|---|---|\n| first | \(long) |").hasPrefix("first: word"))
    }
}
