#pragma once

#if !__has_include(<yaml.h>)
#error "crumb needs libyaml: apt-get install libyaml-dev"
#endif
#include <yaml.h>
