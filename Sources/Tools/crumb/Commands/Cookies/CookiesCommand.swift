internal import ArgumentParser

struct CookiesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cookies",
        abstract: "The jar, as in DevTools > Application > Cookies.",
        discussion: """
            Without a subcommand, lists the cookies.

            Examples:
              crumb cookies
              crumb cookies show user_token
              crumb cookies set 'theme=dark; Max-Age=3600' \\
                  --url http://127.0.0.1:5000/
              crumb cookies watch
              crumb cookies import cookies.txt
            """,
        subcommands: [
            CookiesList.self, CookiesShow.self, CookiesSet.self, CookiesEdit.self,
            CookiesDelete.self, CookiesClear.self, CookiesWatch.self, CookiesImport.self,
            CookiesExport.self,
        ],
        defaultSubcommand: CookiesList.self
    )
}
