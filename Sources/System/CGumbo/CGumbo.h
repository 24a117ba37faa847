#pragma once

#if !__has_include(<gumbo.h>)
#error "crumb needs libgumbo: apt-get install libgumbo-dev"
#endif
#include <gumbo.h>
