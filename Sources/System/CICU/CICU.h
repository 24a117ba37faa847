#pragma once

#if !__has_include(<unicode/uidna.h>)
#error "crumb needs ICU: apt-get install libicu-dev"
#endif
#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>
#include <unicode/urename.h>
#include <unicode/uvernum.h>

// ICU is opened at run time, so that a start that needs no IDNA does not pay for loading it. Its
// file name and its symbols carry the major version of the headers that crumb was built with.
//
// Of ICU's headers only those that define macros are included: Foundation brings an ICU of its own,
// and a program that sees both would have two definitions of each type. What is declared here
// instead is ICU's stable interface: the options UIDNA_CHECK_BIDI, UIDNA_CHECK_CONTEXTJ and
// UIDNA_NONTRANSITIONAL_TO_ASCII, struct UIDNAInfo, and U_BUFFER_OVERFLOW_ERROR.
#define CRUMB_STRING_(x) #x
#define CRUMB_STRING(x) CRUMB_STRING_(x)

enum {
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
} crumb_idna;

// A shim because Swift does not import a macro that is put together from others.
static inline const char *crumb_idna_soname(void) {
    return "libicuuc.so." CRUMB_STRING(U_ICU_VERSION_MAJOR_NUM);
}

// A shim because Swift cannot name a function by a macro (uidna_openUTS46 is uidna_openUTS46_72).
// The library stays open as long as the process.
static inline bool crumb_idna_open(crumb_idna *idna) {
    void *library = dlopen(crumb_idna_soname(), RTLD_NOW | RTLD_LOCAL);
    if (!library) return false;
    crumb_uidna_open_uts46 open_uts46 =
        (crumb_uidna_open_uts46)dlsym(library, CRUMB_STRING(uidna_openUTS46));
    idna->name_to_ascii =
        (crumb_uidna_name_to_ascii)dlsym(library, CRUMB_STRING(uidna_nameToASCII_UTF8));
    if (!open_uts46 || !idna->name_to_ascii) return false;
    int status = 0;
    idna->uts46 = open_uts46(crumb_uidna_options, &status);
    return status <= 0;
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
