#pragma once

// Does nothing, unless the program has the module SystemNames, whose function of this name tells WebOrigin
// of libpsl and ICU. So whoever links them need not call anything, and whoever does not, needs neither.
void crumb_install_name_services(void);
