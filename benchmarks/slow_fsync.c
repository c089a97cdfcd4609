/* Loaded before libc (LD_PRELOAD): every flush to disk takes SLOW_FSYNC_US microseconds longer, as on slower disks. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

typedef int (*flush)(int);

static int slowly(const char *name, int file)
{
    const char *given = getenv("SLOW_FSYNC_US");
    long more = given ? atol(given) : 2000;
    struct timespec time = {more / 1000000, more % 1000000 * 1000};
    nanosleep(&time, NULL);
    return ((flush)dlsym(RTLD_NEXT, name))(file);
}

int fsync(int file) { return slowly("fsync", file); }
int fdatasync(int file) { return slowly("fdatasync", file); }
