internal import CORS
internal import Cookies
internal import HTTP
internal import Infra
internal import WebOrigin

// What has the same name here and there.

typealias EngineCookie = Cookies.Cookie
typealias EngineJar = Cookies.CookieJar
typealias EngineVerdict = Cookies.CookieVerdict
typealias EngineSetCookieVerdict = Cookies.SetCookieVerdict
typealias EngineSuffixes = WebOrigin.PublicSuffixList
typealias EngineURL = WebOrigin.WebURL
