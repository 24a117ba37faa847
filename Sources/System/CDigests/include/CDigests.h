#pragma once

// Does nothing, unless the program links the module SystemDigests, whose function of this name
// registers libcrypto with BrowserDigests. So the engine does not need Debian's headers (as in
// CNameServices.h).
void crumb_install_digests(void);
