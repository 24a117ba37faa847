#include "HelpPages.h"

// #embed is from C23: the build tracks these files as dependencies, and the pages cost nothing at
// start-up.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char first_steps[] = {
#embed "../../../docs/first-steps.md"
};
static const unsigned char cookies[] = {
#embed "../../../docs/cookies.md"
};
static const unsigned char cors[] = {
#embed "../../../docs/cors.md"
};
static const unsigned char samesite[] = {
#embed "../../../docs/samesite.md"
};
static const unsigned char credentials[] = {
#embed "../../../docs/credentials.md"
};
static const unsigned char frames[] = {
#embed "../../../docs/frames.md"
};
static const unsigned char streams[] = {
#embed "../../../docs/streams.md"
};
static const unsigned char reasons[] = {
#embed "../../../docs/reasons.md"
};
static const unsigned char doctor[] = {
#embed "../../../docs/doctor.md"
};
static const unsigned char cookbook[] = {
#embed "../../../docs/cookbook.md"
};
static const unsigned char scenarios[] = {
#embed "../../../docs/scenarios.md"
};
static const unsigned char ci[] = {
#embed "../../../docs/ci.md"
};
static const unsigned char install[] = {
#embed "../../../docs/install.md"
};
static const unsigned char pages[] = {
#embed "../../../docs/pages.md"
};
static const unsigned char serve[] = {
#embed "../../../docs/serve.md"
};
static const unsigned char library[] = {
#embed "../../../docs/library.md"
};
static const unsigned char judged[] = {
#embed "../../../docs/judged.md"
};

#define PAGE(name, text) { name, text, sizeof text }

const struct help_page *help_pages(size_t *count) {
    static const struct help_page all[] = {
        PAGE("first-steps", first_steps),
        PAGE("cookies", cookies),
        PAGE("cors", cors),
        PAGE("samesite", samesite),
        PAGE("credentials", credentials),
        PAGE("frames", frames),
        PAGE("streams", streams),
        PAGE("reasons", reasons),
        PAGE("doctor", doctor),
        PAGE("cookbook", cookbook),
        PAGE("scenarios", scenarios),
        PAGE("ci", ci),
        PAGE("install", install),
        PAGE("pages", pages),
        PAGE("serve", serve),
        PAGE("library", library),
        PAGE("judged", judged),
    };
    *count = sizeof all / sizeof all[0];
    return all;
}
