#pragma once

#if !__has_include(<expat.h>)
#error "crumb needs expat: apt-get install libexpat1-dev"
#endif
#include <expat.h>
