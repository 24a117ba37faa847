internal import BrowserCORS
internal import BrowserCookies
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

// Aliases for the engine's types that share a name with a public type.

typealias EngineCookie = BrowserCookies.Cookie
typealias EngineJar = BrowserCookies.CookieJar
typealias EngineVerdict = BrowserCookies.CookieVerdict
typealias EngineSetCookieVerdict = BrowserCookies.SetCookieVerdict
typealias EngineSuffixes = WebOrigin.PublicSuffixList
typealias EngineURL = WebOrigin.WebURL
typealias EngineBrowser = BrowserFetch.Browser
typealias EnginePage = BrowserFetch.Page
typealias EngineFetchRequest = BrowserFetch.FetchRequest
typealias EngineRequest = BrowserFetch.HTTPRequest
typealias EngineResponse = BrowserFetch.HTTPResponse
typealias EngineExchange = BrowserFetch.Exchange
typealias EnginePageResponse = BrowserFetch.PageResponse
