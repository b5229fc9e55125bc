// What Swift sees of libsodium: all of it.
#include <sodium.h>
