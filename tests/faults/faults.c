/* Makes the n-th file call of a process go wrong, in chosen folders.

   Loaded by LD_PRELOAD, it stands before the C library's calls. Until `faults_arm` it does nothing. Then it counts the
   calls that touch a file below one of the folders, notes the kind of each as a letter, and at the n-th one does what it
   was told. Linux only: the path of an open file is read from /proc. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

enum deed { COUNT, FAIL, KILL_BEFORE, KILL_AFTER, CUT, SIGNAL };

#define FOLDERS 4
#define TRACED 65536

static char folders[FOLDERS][PATH_MAX];
static int known;
static volatile int armed;
static long target, seen;
static int deed, value;
static char lasting[32];
static char trace[TRACED];

/* What happens at the `n`-th call: `how` is a deed, `what` its errno or signal. With `last` it happens at every later
   call whose kind is one of its letters, too. `where` holds the folders, a line each. */
void faults_arm(const char *where, long n, int how, int what, const char *last)
{
    known = 0;
    while (*where && known < FOLDERS) {
        const char *end = strchrnul(where, '\n');
        snprintf(folders[known++], PATH_MAX, "%.*s", (int)(end - where), where);
        where = *end ? end + 1 : end;
    }
    target = n, deed = how, value = what, seen = 0;
    snprintf(lasting, sizeof lasting, "%s", last);
    memset(trace, 0, sizeof trace);
    armed = 1;
}

/* The letters of the calls since `faults_arm`, in their order; from now on nothing goes wrong. */
const char *faults_disarm(void)
{
    armed = 0;
    return trace;
}

static int below(const char *path)
{
    for (int each = 0; each < known; each++) {
        size_t length = strlen(folders[each]);
        if (!strncmp(path, folders[each], length) && (path[length] == '/' || !path[length]))
            return 1;
    }
    return 0;
}

static int opened(int handle)
{
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        return 0;
    path[length] = 0;
    return below(path);
}

static int named(int folder, const char *path)
{
    char whole[PATH_MAX];
    if (path[0] == '/')
        return below(path);
    if (folder != AT_FDCWD)
        return opened(folder);
    if (!getcwd(whole, sizeof whole))
        return 0;
    return below(whole);
}

static void die(void)
{
    kill(getpid(), SIGKILL);
    for (;;)
        pause();
}

/* Counts a call; says whether it is to go wrong. */
static int struck(char letter, int ours)
{
    if (!armed || !ours)
        return 0;
    long number = __sync_add_and_fetch(&seen, 1);
    if (number <= TRACED - 1)
        trace[number - 1] = letter;
    if (deed == COUNT || number < target || (number > target && !strchr(lasting, letter)))
        return 0;
    if (deed == KILL_BEFORE)
        die();
    if (deed == SIGNAL) {
        kill(getpid(), value);
        return 0;
    }
    return 1;
}

#define REAL(type, name, ...)                                                                                          \
    static type (*real)(__VA_ARGS__);                                                                                  \
    if (!real)                                                                                                         \
        real = dlsym(RTLD_NEXT, name);

#define STRIKE(type, letter, ours, call)                                                                               \
    int hit = armed && struck(letter, ours);                                                                           \
    if (hit && deed == FAIL) {                                                                                         \
        errno = value;                                                                                                 \
        return -1;                                                                                                     \
    }                                                                                                                  \
    type done = call;                                                                                                  \
    if (hit && deed == KILL_AFTER)                                                                                     \
        die();                                                                                                         \
    return done;

/* A write that comes short writes half; the disk is full then. */
#define CUT_SHORT(half)                                                                                                \
    if (hit && deed == CUT) {                                                                                          \
        deed = FAIL, value = ENOSPC;                                                                      \
        if (size > 1)                                                                                                  \
            return half;                                                                                               \
        errno = ENOSPC;                                                                                                \
        return -1;                                                                                                     \
    }

#define WRITE(letter, call, half)                                                                                      \
    int hit = armed && struck(letter, opened(handle));                                                                 \
    if (hit && deed == FAIL) {                                                                                         \
        errno = value;                                                                                                 \
        return -1;                                                                                                     \
    }                                                                                                                  \
    CUT_SHORT(half)                                                                                                    \
    ssize_t done = call;                                                                                               \
    if (hit && deed == KILL_AFTER)                                                                                     \
        die();                                                                                                         \
    return done;

ssize_t write(int handle, const void *data, size_t size)
{
    REAL(ssize_t, "write", int, const void *, size_t)
    WRITE('w', real(handle, data, size), real(handle, data, size / 2))
}

ssize_t pwrite(int handle, const void *data, size_t size, off_t at)
{
    REAL(ssize_t, "pwrite", int, const void *, size_t, off_t)
    WRITE('p', real(handle, data, size, at), real(handle, data, size / 2, at))
}

ssize_t pwrite64(int handle, const void *data, size_t size, off64_t at)
{
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t)
    WRITE('p', real(handle, data, size, at), real(handle, data, size / 2, at))
}

ssize_t sendfile(int handle, int from, off_t *at, size_t size)
{
    REAL(ssize_t, "sendfile", int, int, off_t *, size_t)
    WRITE('w', real(handle, from, at, size), real(handle, from, at, size / 2))
}

ssize_t sendfile64(int handle, int from, off64_t *at, size_t size)
{
    REAL(ssize_t, "sendfile64", int, int, off64_t *, size_t)
    WRITE('w', real(handle, from, at, size), real(handle, from, at, size / 2))
}

ssize_t read(int handle, void *data, size_t size)
{
    REAL(ssize_t, "read", int, void *, size_t)
    STRIKE(ssize_t, 'r', opened(handle), real(handle, data, size))
}

ssize_t pread(int handle, void *data, size_t size, off_t at)
{
    REAL(ssize_t, "pread", int, void *, size_t, off_t)
    STRIKE(ssize_t, 'r', opened(handle), real(handle, data, size, at))
}

ssize_t pread64(int handle, void *data, size_t size, off64_t at)
{
    REAL(ssize_t, "pread64", int, void *, size_t, off64_t)
    STRIKE(ssize_t, 'r', opened(handle), real(handle, data, size, at))
}

int fsync(int handle)
{
    REAL(int, "fsync", int)
    STRIKE(int, 's', opened(handle), real(handle))
}

int fdatasync(int handle)
{
    REAL(int, "fdatasync", int)
    STRIKE(int, 's', opened(handle), real(handle))
}

int ftruncate(int handle, off_t size)
{
    REAL(int, "ftruncate", int, off_t)
    STRIKE(int, 't', opened(handle), real(handle, size))
}

int ftruncate64(int handle, off64_t size)
{
    REAL(int, "ftruncate64", int, off64_t)
    STRIKE(int, 't', opened(handle), real(handle, size))
}

int rename(const char *from, const char *to)
{
    REAL(int, "rename", const char *, const char *)
    STRIKE(int, 'n', named(AT_FDCWD, to), real(from, to))
}

int renameat(int old, const char *from, int new, const char *to)
{
    REAL(int, "renameat", int, const char *, int, const char *)
    STRIKE(int, 'n', named(new, to), real(old, from, new, to))
}

int link(const char *from, const char *to)
{
    REAL(int, "link", const char *, const char *)
    STRIKE(int, 'l', named(AT_FDCWD, to), real(from, to))
}

int linkat(int old, const char *from, int new, const char *to, int flags)
{
    REAL(int, "linkat", int, const char *, int, const char *, int)
    STRIKE(int, 'l', named(new, to), real(old, from, new, to, flags))
}

int unlink(const char *path)
{
    REAL(int, "unlink", const char *)
    STRIKE(int, 'u', named(AT_FDCWD, path), real(path))
}

int unlinkat(int folder, const char *path, int flags)
{
    REAL(int, "unlinkat", int, const char *, int)
    STRIKE(int, 'u', named(folder, path), real(folder, path, flags))
}

int rmdir(const char *path)
{
    REAL(int, "rmdir", const char *)
    STRIKE(int, 'u', named(AT_FDCWD, path), real(path))
}

int chmod(const char *path, mode_t mode)
{
    REAL(int, "chmod", const char *, mode_t)
    STRIKE(int, 'c', named(AT_FDCWD, path), real(path, mode))
}

int fchmod(int handle, mode_t mode)
{
    REAL(int, "fchmod", int, mode_t)
    STRIKE(int, 'c', opened(handle), real(handle, mode))
}

int fchmodat(int folder, const char *path, mode_t mode, int flags)
{
    REAL(int, "fchmodat", int, const char *, mode_t, int)
    STRIKE(int, 'c', named(folder, path), real(folder, path, mode, flags))
}

int mkdir(const char *path, mode_t mode)
{
    REAL(int, "mkdir", const char *, mode_t)
    STRIKE(int, 'm', named(AT_FDCWD, path), real(path, mode))
}

int mkdirat(int folder, const char *path, mode_t mode)
{
    REAL(int, "mkdirat", int, const char *, mode_t)
    STRIKE(int, 'm', named(folder, path), real(folder, path, mode))
}

/* Opening to write is `o`, opening to read `O`. */
#define OPENED(flags) ((flags) & (O_CREAT | O_WRONLY | O_RDWR) ? 'o' : 'O')
#define MODE(flags)                                                                                                    \
    va_list rest;                                                                                                      \
    va_start(rest, flags);                                                                                             \
    mode_t mode = (flags) & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;                                          \
    va_end(rest);

int open(const char *path, int flags, ...)
{
    REAL(int, "open", const char *, int, mode_t)
    MODE(flags)
    STRIKE(int, OPENED(flags), named(AT_FDCWD, path), real(path, flags, mode))
}

int open64(const char *path, int flags, ...)
{
    REAL(int, "open64", const char *, int, mode_t)
    MODE(flags)
    STRIKE(int, OPENED(flags), named(AT_FDCWD, path), real(path, flags, mode))
}

int openat(int folder, const char *path, int flags, ...)
{
    REAL(int, "openat", int, const char *, int, mode_t)
    MODE(flags)
    STRIKE(int, OPENED(flags), named(folder, path), real(folder, path, flags, mode))
}

int openat64(int folder, const char *path, int flags, ...)
{
    REAL(int, "openat64", int, const char *, int, mode_t)
    MODE(flags)
    STRIKE(int, OPENED(flags), named(folder, path), real(folder, path, flags, mode))
}
