// crumb-bench-floor URL: the least that a Swift program with libcurl can do for one request: start,
// load libcurl and what it needs, ask, read the answer, end. What crumb costs more is crumb's own.

internal import CCurl
internal import Glibc

let discard: curl_write_callback = { _, size, count, _ in size * count }

guard CommandLine.arguments.count == 2, let easy = curl_easy_init() else { exit(64) }
crumb_setopt_string(easy, CURLOPT_URL, CommandLine.arguments[1])
crumb_setopt_string(easy, CURLOPT_PROXY, "")
crumb_setopt_receiver(easy, CURLOPT_WRITEFUNCTION, discard)
let code = curl_easy_perform(easy)
curl_easy_cleanup(easy)
exit(code == CURLE_OK ? 0 : 4)
