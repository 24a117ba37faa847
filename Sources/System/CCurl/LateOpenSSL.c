// Replaces OPENSSL_init_ssl() with a function that does nothing. In every command that sends a request,
// curl_global_init() calls it, and OpenSSL reads its configuration and lists its algorithms. That takes
// two million instructions and fifty page faults, a twelfth of the time of a request over http. OpenSSL
// does it on its own, with the same configuration, when the first TLS context is created, and loads
// engines on demand (SSL_CTX_new(3), OPENSSL_init_ssl(3)).
//
// This only affects libcurl's archive, which is the only caller in the program: the function is hidden,
// so shared libraries do not call it.

#include "CCurl.h"

#ifndef CRUMB_SHARED_LIBCURL

__attribute__((visibility("hidden"))) int OPENSSL_init_ssl(
    unsigned long long options, const void *settings) {
    (void)options, (void)settings;
    return 1;
}

#endif
