#include "CNameServices.h"

__attribute__((weak)) void crumb_install_name_services(void) {}
