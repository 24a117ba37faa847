/// Strings that a server could send to make another program misbehave.
package enum HostileText {
    /// Strings that a shell would run, expand or split. A shell that runs `touch X` leaves a file
    /// behind as evidence.
    ///
    /// All of them are valid cookie names.
    package static let forShells: [String] = [
        "plain", "$(touch X)", "$(touch${IFS}X)", "`touch X`", "`touch${IFS}X`",
        "${x[$(touch X)]}", "$((x[$(touch X)]))", "<(touch X)", ">(touch X)", "(touch X)",
        "a$(touch X)", "b`touch X`", "c'$(touch X)'d", "d\"$(touch X)\"", "'$(touch X)'",
        "\"$(touch X)\"", "''$(touch X)", "'\"'$(touch X)", "\\$(touch X)", "\\\\$(touch X)",
        "\\'$(touch X)", "é$(touch X)", "e|touch X", "f&touch X&", "g>X", "h<X", "it's", "'i",
        "j'", "k''", "l\\'", "m\\", "say\"so\"", "n a  b", "back\\slash", "~", "~root", "~/x", "*",
        "[a-z]*", "?", "{a,b}", "o:p[q]", "r:s", "#t", "!!", "!u", "v!w", "%1", "@h", "+y",
        "^a^b", "z(1)", "$", "$x", "$'\\x41'", "A'x\"y\\z`w$v", "0", "é日本🍪", "B\u{A0}C",
        // In Swift these quotes form one character with the combining mark; in a shell they are
        // still quotes.
        "D'\u{301}$(touch X)", "E\"\u{301}$(touch X)", "F\\\u{301}$(touch X)", "G!\u{301}",
        "-dash", "--help", "--home",
    ]

    /// Strings that move a terminal's cursor, write its clipboard, open a link, or show text in
    /// another order or not at all.
    package static let forTerminals: [String] = [
        "\u{1B}[31mred", "\u{1B}[2J\u{1B}[H", "\u{1B}]0;title\u{7}",
        "\u{1B}]8;;http://evil.test\u{1B}\\link\u{1B}]8;;\u{1B}\\", "\u{1B}]52;c;cm0gLXJm\u{7}",
        "\u{1B}P+q544e\u{1B}\\", "bell\u{7}", "over\rwritten", "back\u{8}space", "del\u{7F}",
        "\u{9B}31mred", "\u{9D}0;title\u{9C}", "\u{90}q\u{9C}", "next\u{85}line", "line\u{2028}sep",
        "para\u{2029}sep", "\u{202E}gnp.exe", "\u{202A}a\u{202B}b\u{202C}\u{202D}c",
        "\u{2066}a\u{2067}b\u{2068}c\u{2069}", "\u{200E}\u{200F}\u{61C}", "zero\u{200B}width",
        "word\u{2060}joiner", "soft\u{AD}hyphen", "\u{FEFF}bom", "\u{FFF9}a\u{FFFA}b\u{FFFB}",
        "tag\u{E0041}", "\u{1}\u{2}\u{1F}",
    ]

    /// Strings that a browser would run, or parse as markup.
    package static let forBrowsers: [String] = [
        "<script>document.title='PWNED'</script>",
        "</script><script>document.title='PWNED'</script>",
        "<img src=x onerror=document.title='PWNED'>",
        "\"><img src=x onerror=\"document.title='PWNED'\">",
        "' onmouseover='document.title=1", "<!--", "-->", "]]>", "<![CDATA[", "&lt;b&gt;",
        "&#60;b&#62;",
        "<svg/onload=document.title='PWNED'>", "</style><b>", "</title><b>",
        "<base href=//evil.test/>",
        "javascript:document.title='PWNED'", "<plaintext>", "</textarea><b>",
    ]

    /// Strings that a YAML, TAP or XML parser would not treat as plain text.
    package static let forFiles: [String] = [
        "a: b", "- a", "? a", "# a", "a #b", "&anchor", "*alias", "!tag", "|", ">", "%YAML 1.2",
        "---", "...", "@a", "`a", "{a: b}", "[a", "]", "}", ",", "null", "~", "true", "yes", "12",
        "1e3", "0x1F", ".inf", ".nan", "2026-01-01", "<<", "=", "a\nb", "\n", " a", "a ", "",
        "a: |\n  b", "steps:\n  - fetch: x", "\nok 1 - pwned\n", "1..0", "# SKIP", "Bail out!",
        "a # TODO b", "\\", "\"", "'", "''", "\\u0041", "\u{0}", "\u{FFFE}", "\u{FFFF}",
        "\u{10FFFF}",
        "\u{D7FF}\u{E000}",
    ]

    package static let all = forShells + forTerminals + forBrowsers + forFiles
}
