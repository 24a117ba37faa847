#pragma once

#if !__has_include(<curl/curl.h>)
#error "crumb needs libcurl: apt-get install libcurl4-openssl-dev"
#endif
#include <curl/curl.h>
#include <errno.h>
#include <netinet/in.h>
#include <sys/socket.h>

#if LIBCURL_VERSION_NUM < 0x075700
#error "crumb needs libcurl 7.87 or later (CURLOPT_PROTOCOLS_STR, CURLOPT_QUICK_EXIT)"
#endif

// curl_easy_setopt and curl_easy_getinfo are variadic, and Swift cannot call variadic C functions.
// There is one shim for each type of argument; see curl_easy_setopt(3) for the type of each option.

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

// Write callbacks: CURLOPT_WRITEFUNCTION and CURLOPT_HEADERFUNCTION have the same signature.
static inline CURLcode crumb_setopt_receiver(
    CURL *easy, CURLoption option, curl_write_callback value) {
    return curl_easy_setopt(easy, option, value);
}

// The context of crumb_open_socket for one handle.
struct crumb_sockets {
    // The error (errno) if a socket could not be opened.
    int failure;
    // Returns whether an address, given as 4 or 16 bytes, must not be connected to; NULL if all are
    // allowed.
    int (*refuses)(void *context, const unsigned char *address, int size);
    void *context;
};

// Child processes inherit the sockets of libcurl 7.88, and keep the connections open: a server
// would wait for the end of a connection until the child ends. Also, libcurl does not report why a
// socket could not be opened, so the system's error is stored in `failure`. This is a C function,
// because the option takes a pointer to one.
static inline curl_socket_t crumb_open_socket(
    void *data, curlsocktype purpose, struct curl_sockaddr *address) {
    (void)purpose;
    struct crumb_sockets *sockets = (struct crumb_sockets *)data;
    if (sockets->refuses) {
        const struct sockaddr *place = &address->addr;
        const void *bytes = NULL;
        int size = 0;
        if (address->family == AF_INET) {
            bytes = &((const struct sockaddr_in *)place)->sin_addr;
            size = 4;
        } else if (address->family == AF_INET6) {
            bytes = &((const struct sockaddr_in6 *)place)->sin6_addr;
            size = 16;
        }
        if (!bytes || sockets->refuses(sockets->context, (const unsigned char *)bytes, size))
            return CURL_SOCKET_BAD;
    }
    int opened = socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    if (opened < 0) sockets->failure = errno;
    return opened < 0 ? CURL_SOCKET_BAD : opened;
}
static inline CURLcode crumb_setopt_open_socket(CURL *easy, struct crumb_sockets *sockets) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, sockets);
    if (code != CURLE_OK) return code;
    return curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, crumb_open_socket);
}

// Sets a callback that runs when the connection is established and before anything is sent over it.
static inline CURLcode crumb_setopt_before_request(
    CURL *easy, curl_prereq_callback ask, void *context) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_PREREQDATA, context);
    if (code != CURLE_OK) return code;
    return curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, ask);
}

// Numeric options of a multi handle: CURLMOPT_MAX_HOST_CONNECTIONS …
static inline CURLMcode crumb_multi_setopt_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}

// Makes requests share connections that are separate from those of the multi handle.
static inline CURLSHcode crumb_share_connections(CURLSH *share) {
    return curl_share_setopt(share, CURLSHOPT_SHARE, CURL_LOCK_DATA_CONNECT);
}

// Values of type long: CURLINFO_RESPONSE_CODE, CURLINFO_HTTP_VERSION.
static inline CURLcode crumb_getinfo_long(CURL *easy, CURLINFO info, long *value) {
    return curl_easy_getinfo(easy, info, value);
}

// Text that belongs to the handle: CURLINFO_PRIMARY_IP.
static inline CURLcode crumb_getinfo_string(CURL *easy, CURLINFO info, const char **text) {
    return curl_easy_getinfo(easy, info, text);
}

// Times in microseconds: CURLINFO_TOTAL_TIME_T.
static inline CURLcode crumb_getinfo_off_t(CURL *easy, CURLINFO info, curl_off_t *value) {
    return curl_easy_getinfo(easy, info, value);
}

// CURLINFO_ACTIVESOCKET.
static inline CURLcode crumb_getinfo_socket(CURL *easy, curl_socket_t *socket) {
    return curl_easy_getinfo(easy, CURLINFO_ACTIVESOCKET, socket);
}

// A macro with a cast, which Swift does not import: Basic authentication.
static inline long crumb_auth_basic(void) { return (long)CURLAUTH_BASIC; }

// A macro with a cast, which Swift does not import; a write callback returns it to stop libcurl.
static inline size_t crumb_write_error(void) { return CURL_WRITEFUNC_ERROR; }

// The same for a pause: the chunk is delivered again after CURLPAUSE_CONT.
static inline size_t crumb_write_pause(void) { return CURL_WRITEFUNC_PAUSE; }
