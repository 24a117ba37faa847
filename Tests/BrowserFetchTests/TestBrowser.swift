import BrowserCookies
import BrowserHTTP
import BrowserInfra
import TestSupport
import Testing
import WebOrigin

@testable import BrowserFetch

/// A browser on a scripted network, at a fixed moment.
func testBrowser(
    policy: BrowserPolicy = .chrome,
    _ transport: ScriptedTransport
) -> Browser {
    Browser(
        policy: policy,
        suffixes: .builtin,
        jar: CookieJar(suffixes: .builtin),
        transport: transport,
        now: { Moment(secondsSinceEpoch: 1_793_491_200) }
    )
}

func testPage(_ url: String) throws -> Page {
    Page(url: try WebURL(parsing: url))
}

extension HTTPResponse {
    static func ok(_ headers: KeyValuePairs<String, String> = [:], body: ByteString = "ok")
        -> HTTPResponse
    {
        answer(200, headers, body: body)
    }

    static func answer(
        _ status: Int,
        _ headers: KeyValuePairs<String, String> = [:],
        body: ByteString = ""
    ) -> HTTPResponse {
        HTTPResponse(
            status: status,
            headers: HeaderList(
                headers.map { Header(name: $0.key, value: ByteString(utf8: $0.value)) }
            ),
            body: body
        )
    }
}

extension FetchReport {
    var pageResponse: PageResponse? {
        if case .fulfilled(let response) = outcome { response } else { nil }
    }

    var failureCode: String? {
        if case .rejected(let failure) = outcome { failure.code } else { nil }
    }

    func requestHeader(_ name: String, _ index: Int = 0) -> String? {
        exchanges.indices.contains(index)
            ? exchanges[index].requestHeaders.get(name)?.isomorphicDecoded : nil
    }
}
