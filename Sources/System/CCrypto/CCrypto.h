#pragma once

#if !__has_include(<openssl/sha.h>)
#error "crumb needs OpenSSL: apt-get install libssl-dev"
#endif
#include <openssl/evp.h>
#include <openssl/sha.h>
