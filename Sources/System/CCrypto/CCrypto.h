#pragma once

#if !__has_include(<openssl/evp.h>)
#error "crumb needs OpenSSL: apt-get install libssl-dev"
#endif
#include <dlfcn.h>
#include <openssl/evp.h>
#include <openssl/opensslv.h>
#include <openssl/sha.h>
#include <stdbool.h>

// OpenSSL's libcrypto is opened at run time, so that only who reads Chrome's database of cookies pays
// for loading it. libcurl brings it along in any case. Its file name carries the major version of the
// headers that crumb was built with; the types of the functions are those of the headers.
#define CRUMB_CRYPTO_STRING_(x) #x
#define CRUMB_CRYPTO_STRING(x) CRUMB_CRYPTO_STRING_(x)

enum { crumb_crypto_key_size = 16, crumb_crypto_hash_size = SHA256_DIGEST_LENGTH };

typedef struct {
    __typeof__(&PKCS5_PBKDF2_HMAC_SHA1) derive;
    __typeof__(&EVP_CIPHER_CTX_new) context_new;
    __typeof__(&EVP_CIPHER_CTX_free) context_free;
    __typeof__(&EVP_aes_128_cbc) aes_128_cbc;
    __typeof__(&EVP_DecryptInit_ex) decrypt_init;
    __typeof__(&EVP_DecryptUpdate) decrypt_update;
    __typeof__(&EVP_DecryptFinal_ex) decrypt_final;
    __typeof__(&SHA256) sha256;
} crumb_crypto;

// A shim because Swift cannot call what dlsym() gives. The library stays open as long as the process.
static inline bool crumb_crypto_open(crumb_crypto *crypto) {
    void *library =
        dlopen("libcrypto.so." CRUMB_CRYPTO_STRING(OPENSSL_SHLIB_VERSION), RTLD_NOW | RTLD_LOCAL);
    if (!library) return false;
#define CRUMB_CRYPTO_FIND(member, function) \
    (crypto->member = (__typeof__(&function))dlsym(library, #function))
    return CRUMB_CRYPTO_FIND(derive, PKCS5_PBKDF2_HMAC_SHA1)
        && CRUMB_CRYPTO_FIND(context_new, EVP_CIPHER_CTX_new)
        && CRUMB_CRYPTO_FIND(context_free, EVP_CIPHER_CTX_free)
        && CRUMB_CRYPTO_FIND(aes_128_cbc, EVP_aes_128_cbc)
        && CRUMB_CRYPTO_FIND(decrypt_init, EVP_DecryptInit_ex)
        && CRUMB_CRYPTO_FIND(decrypt_update, EVP_DecryptUpdate)
        && CRUMB_CRYPTO_FIND(decrypt_final, EVP_DecryptFinal_ex)
        && CRUMB_CRYPTO_FIND(sha256, SHA256);
#undef CRUMB_CRYPTO_FIND
}

// PBKDF2 with HMAC-SHA-1, one round.
static inline bool crumb_crypto_derive_key(
    crumb_crypto crypto, const char *password, int password_length, const unsigned char *salt,
    int salt_length, unsigned char *key) {
    return crypto.derive(
               password, password_length, salt, salt_length, 1, crumb_crypto_key_size, key)
        == 1;
}

// AES-128-CBC with PKCS #7 padding. `output` has room for `length` and one block more. Returns how
// many bytes came out, or -1 where the key is not the one.
static inline int crumb_crypto_decrypt(
    crumb_crypto crypto, const unsigned char *key, const unsigned char *iv,
    const unsigned char *input, int length, unsigned char *output) {
    EVP_CIPHER_CTX *context = crypto.context_new();
    if (!context) return -1;
    int count = 0, rest = 0;
    bool is_done =
        crypto.decrypt_init(context, crypto.aes_128_cbc(), (ENGINE *)0, key, iv) == 1
        && crypto.decrypt_update(context, output, &count, input, length) == 1
        && crypto.decrypt_final(context, output + count, &rest) == 1;
    crypto.context_free(context);
    return is_done ? count + rest : -1;
}

// A shim because Swift cannot call a member that is a function with optional results.
static inline void crumb_crypto_hash(
    crumb_crypto crypto, const unsigned char *input, size_t length, unsigned char *output) {
    crypto.sha256(input, length, output);
}
