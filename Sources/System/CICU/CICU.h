#pragma once

#if !__has_include(<unicode/uidna.h>)
#error "crumb needs ICU: apt-get install libicu-dev"
#endif
#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <unicode/uvernum.h>

// ICU is opened at run time, so that programs that need no IDNA do not have to load it, and so that
// one binary works with the ICU of each Debian release: its file name and its symbols contain its
// major version. The version of the headers is tried first, then newer ones, then older ones.
//
// Of ICU's headers, only those that define nothing but macros are included: Foundation has its own
// ICU, and a program that includes both would have two definitions of each type. The declarations
// here are part of ICU's stable interface: the options UIDNA_CHECK_BIDI, UIDNA_CHECK_CONTEXTJ and
// UIDNA_NONTRANSITIONAL_TO_ASCII, struct UIDNAInfo, and U_BUFFER_OVERFLOW_ERROR.
enum {
    // The first version with the URL standard's current non-transitional processing, and one that
    // ICU will not reach for years.
    crumb_icu_oldest = 58,
    crumb_icu_newest = 99,
    crumb_uidna_options = 0x4 | 0x8 | 0x10,
    crumb_u_buffer_overflow_error = 15,
};

typedef struct {
    int16_t size;
    int8_t is_transitional_different;
    int8_t reserved_b3;
    uint32_t errors;
    int32_t reserved_i2;
    int32_t reserved_i3;
} crumb_uidna_info;

typedef void *(*crumb_uidna_open_uts46)(uint32_t options, int *status);
typedef int32_t (*crumb_uidna_name_to_ascii)(
    const void *uts46, const char *name, int32_t length, char *output, int32_t capacity,
    crumb_uidna_info *info, int *status);

typedef struct {
    void *uts46;
    crumb_uidna_name_to_ascii name_to_ascii;
    int major_version;
} crumb_idna;

// Some systems build ICU without versions in its symbols.
static inline void *crumb_icu_symbol(void *library, const char *name, int major) {
    char versioned[64];
    snprintf(versioned, sizeof versioned, "%s_%d", name, major);
    void *symbol = dlsym(library, versioned);
    return symbol ? symbol : dlsym(library, name);
}

static inline bool crumb_idna_open_version(crumb_idna *idna, int major) {
    char file[32];
    snprintf(file, sizeof file, "libicuuc.so.%d", major);
    void *library = dlopen(file, RTLD_NOW | RTLD_LOCAL);
    if (!library) return false;
    crumb_uidna_open_uts46 open_uts46 =
        (crumb_uidna_open_uts46)crumb_icu_symbol(library, "uidna_openUTS46", major);
    idna->name_to_ascii =
        (crumb_uidna_name_to_ascii)crumb_icu_symbol(library, "uidna_nameToASCII_UTF8", major);
    int status = 0;
    if (open_uts46 && idna->name_to_ascii) idna->uts46 = open_uts46(crumb_uidna_options, &status);
    idna->major_version = major;
    if (idna->uts46 && status <= 0) return true;
    dlclose(library);
    return false;
}

// A shim, because Swift cannot call a function that dlsym finds by name. The library is never
// closed.
static inline bool crumb_idna_open(crumb_idna *idna) {
    const int own = U_ICU_VERSION_MAJOR_NUM;
    if (crumb_idna_open_version(idna, own)) return true;
    for (int major = own + 1; major <= crumb_icu_newest; major++)
        if (crumb_idna_open_version(idna, major)) return true;
    for (int major = own - 1; major >= crumb_icu_oldest; major--)
        if (crumb_idna_open_version(idna, major)) return true;
    return false;
}

// A shim that keeps UIDNAInfo, whose size field must be set, and the status out of Swift.
// Returns the length of the whole result, which may exceed the capacity, or -1; `errors` has bits
// of UIDNA_ERROR_….
static inline int32_t crumb_idna_to_ascii(
    crumb_idna idna, const char *name, int32_t length, char *output, int32_t capacity,
    uint32_t *errors) {
    int status = 0;
    crumb_uidna_info info = {.size = sizeof(crumb_uidna_info)};
    int32_t needed =
        idna.name_to_ascii(idna.uts46, name, length, output, capacity, &info, &status);
    *errors = info.errors;
    return status <= 0 || status == crumb_u_buffer_overflow_error ? needed : -1;
}
