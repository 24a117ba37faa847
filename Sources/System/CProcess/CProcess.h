#pragma once

#include <sys/prctl.h>

// prctl is variadic, which Swift does not import. A process whose parent has ended becomes a child
// of its nearest ancestor that has called this, instead of init.
static inline int crumb_adopt_orphans(void) { return prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); }
