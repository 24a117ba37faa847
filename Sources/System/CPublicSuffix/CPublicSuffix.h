#pragma once

#if !__has_include(<libpsl.h>)
#error "crumb needs libpsl: apt-get install libpsl-dev"
#endif
#include <libpsl.h>
