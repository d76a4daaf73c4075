// A disk on which nothing is durable in less than SLOWSYNC_MICROS (default 2000): loaded with LD_PRELOAD, so that the
// figures of the benchmark mean the same on a laptop's cache, on a cloud volume and on a machine that does not sync at all.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

typedef int (*sync_call)(int);

static long long now_nanos(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static long long least_nanos(void)
{
    const char *micros = getenv("SLOWSYNC_MICROS");
    return (micros ? atoll(micros) : 2000) * 1000LL;
}

// The real call first: what was durable before is durable still. Then the rest of the time is slept.
static int held(const char *name, int file)
{
    long long begun = now_nanos();
    int result = ((sync_call)dlsym(RTLD_NEXT, name))(file);
    long long rest = begun + least_nanos() - now_nanos();
    if (rest > 0) {
        struct timespec pause = { rest / 1000000000LL, rest % 1000000000LL };
        while (nanosleep(&pause, &pause) != 0) { }
    }
    return result;
}

int fsync(int file) { return held("fsync", file); }
int fdatasync(int file) { return held("fdatasync", file); }
