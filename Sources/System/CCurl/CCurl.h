#pragma once

#if !__has_include(<curl/curl.h>)
#error "crumb needs libcurl: apt-get install libcurl4-openssl-dev"
#endif
#include <curl/curl.h>
#include <fcntl.h>

#if LIBCURL_VERSION_NUM < 0x075700
#error "crumb needs libcurl 7.87 or later (CURLOPT_PROTOCOLS_STR, CURLOPT_QUICK_EXIT)"
#endif

// curl_easy_setopt and curl_easy_getinfo are variadic, and Swift cannot call variadic C functions.
// There is one shim for each type of argument; which option takes which is in curl_easy_setopt(3).

// Numbers and switches: CURLOPT_NOBODY, CURLOPT_TIMEOUT_MS …
static inline CURLcode crumb_setopt_long(CURL *easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}

// Sizes, which are 64 bits wide everywhere: CURLOPT_POSTFIELDSIZE_LARGE.
static inline CURLcode crumb_setopt_off_t(CURL *easy, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(easy, option, value);
}

// Text, which libcurl copies: CURLOPT_URL, CURLOPT_CAINFO …
static inline CURLcode crumb_setopt_string(CURL *easy, CURLoption option, const char *value) {
    return curl_easy_setopt(easy, option, value);
}

// Lists, which libcurl borrows: CURLOPT_HTTPHEADER, CURLOPT_RESOLVE …
static inline CURLcode crumb_setopt_list(CURL *easy, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(easy, option, value);
}

// Bytes and contexts: CURLOPT_COPYPOSTFIELDS, CURLOPT_WRITEDATA, CURLOPT_ERRORBUFFER …
static inline CURLcode crumb_setopt_pointer(CURL *easy, CURLoption option, void *value) {
    return curl_easy_setopt(easy, option, value);
}

// Receivers: CURLOPT_WRITEFUNCTION and CURLOPT_HEADERFUNCTION have the same signature.
static inline CURLcode crumb_setopt_receiver(
    CURL *easy, CURLoption option, curl_write_callback value) {
    return curl_easy_setopt(easy, option, value);
}

// libcurl 7.88 leaves its sockets open in child processes, which then keep the connection: a server
// would wait for its end until the child ends. A C function, because the option takes a pointer to one.
static inline int crumb_close_on_exec(void *context, curl_socket_t socket, curlsocktype purpose) {
    (void)context, (void)purpose;
    return fcntl(socket, F_SETFD, FD_CLOEXEC) == 0 ? CURL_SOCKOPT_OK : CURL_SOCKOPT_ERROR;
}
static inline CURLcode crumb_setopt_close_on_exec(CURL *easy) {
    return curl_easy_setopt(easy, CURLOPT_SOCKOPTFUNCTION, crumb_close_on_exec);
}

// What is told as a long: CURLINFO_RESPONSE_CODE, CURLINFO_HTTP_VERSION.
static inline CURLcode crumb_getinfo_long(CURL *easy, CURLINFO info, long *value) {
    return curl_easy_getinfo(easy, info, value);
}

// Times in microseconds: CURLINFO_TOTAL_TIME_T.
static inline CURLcode crumb_getinfo_off_t(CURL *easy, CURLINFO info, curl_off_t *value) {
    return curl_easy_getinfo(easy, info, value);
}

// A macro with a cast, which Swift does not import; tells libcurl to stop from within a receiver.
static inline size_t crumb_write_error(void) { return CURL_WRITEFUNC_ERROR; }
