internal import BrowserCORS
internal import BrowserCookies
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

// What has the same name here and there.

typealias EngineCookie = BrowserCookies.Cookie
typealias EngineJar = BrowserCookies.CookieJar
typealias EngineVerdict = BrowserCookies.CookieVerdict
typealias EngineSetCookieVerdict = BrowserCookies.SetCookieVerdict
typealias EngineSuffixes = WebOrigin.PublicSuffixList
typealias EngineURL = WebOrigin.WebURL
