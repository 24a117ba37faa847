#pragma once

// Does nothing, unless the program links the module SystemNames, whose function of this name
// registers libpsl and ICU with WebOrigin. So a program that links the module need not call
// anything, and one that does not, needs neither library.
void crumb_install_name_services(void);
