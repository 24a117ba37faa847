// curl_global_init() has OpenSSL read its configuration and list its algorithms, for every command that
// sends a request: two million instructions and fifty page faults, a twelfth of the time of a request over http.
// OpenSSL does it by itself, with the same configuration, when TLS first asks it for a context, and finds
// engines when they are asked for (SSL_CTX_new(3), OPENSSL_init_ssl(3)).
//
// Of libcurl's archive alone: it is the only caller here, and a hidden function takes no call of a shared library's.

#include "CCurl.h"

#ifndef CRUMB_SHARED_LIBCURL

__attribute__((visibility("hidden"))) int OPENSSL_init_ssl(
    unsigned long long options, const void *settings) {
    (void)options, (void)settings;
    return 1;
}

#endif
