#pragma once

// Does nothing, unless the program has the module SystemDigests, whose function of this name tells
// BrowserDigests of libcrypto. So the engine needs no header of Debian's (as CNameServices.h).
void crumb_install_digests(void);
