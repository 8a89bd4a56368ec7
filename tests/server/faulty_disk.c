/* A disk that can be filled, fail its syncs, or have its power cut; for LD_PRELOAD.
 *
 * Only files below $FAULTY_DISK are touched. Every change to them is written to $FAULTY_DISK_TRACE
 * in the order in which it happened, so that a test can rebuild what a power cut would have left.
 * A record: operation, file, offset, length (int64, native order), then `length` bytes.
 *
 * `disk_room(bytes)` lets that many more bytes be written (-1: no limit), `fail_sync_in(calls)`
 * makes the sync after that many calls fail (-1: none). A test calls both through ctypes, or from
 * outside: while the file $FAULTY_DISK_ORDERS/full exists nothing can be written, while .../broken
 * exists every sync fails.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

enum { CREATED = 1, WRITTEN, TRUNCATED, SYNCED, UNLINKED, FOLDER_SYNCED, FILES_MAX = 4096 };

static char *names[FILES_MAX];
static int64_t room_bytes = -1, syncs_left = -1, sync_calls = 0;
static int trace = -1;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

void disk_room(int64_t bytes) { room_bytes = bytes; }
void fail_sync_in(int64_t calls) { syncs_left = calls; }
int64_t count_syncs(void) { return sync_calls; }

static int ordered(const char *what) {
    char path[4096];
    if (!getenv("FAULTY_DISK_ORDERS")) return 0;
    snprintf(path, sizeof path, "%s/%s", getenv("FAULTY_DISK_ORDERS"), what);
    return access(path, F_OK) == 0;
}

static const char *watched(const char *path) {
    const char *folder = getenv("FAULTY_DISK");
    size_t length = folder ? strlen(folder) : 0;
    if (!length || strncmp(path, folder, length)) return NULL;
    if (path[length] == 0) return ".";
    return path[length] == '/' ? path + length + 1 : NULL;
}

static void record(int64_t operation, const char *name, int64_t offset, const void *bytes,
                   int64_t length) {
    int64_t header[4] = {operation, (int64_t)strlen(name), offset, length};
    if (!getenv("FAULTY_DISK_TRACE")) return;
    if (trace < 0)
        trace = REAL(open64)(getenv("FAULTY_DISK_TRACE"), O_WRONLY | O_CREAT | O_APPEND, 0600);
    REAL(write)(trace, header, sizeof header);
    REAL(write)(trace, name, (size_t)header[1]);
    if (bytes) REAL(write)(trace, bytes, (size_t)length);
}

static int opened(const char *path, int flags, mode_t mode) {
    const char *name = watched(path);
    int is_new = name && (flags & O_CREAT) && access(path, F_OK) != 0;
    int fd = REAL(open64)(path, flags, mode);
    if (fd < 0 || fd >= FILES_MAX) return fd;
    pthread_mutex_lock(&lock);
    free(names[fd]);
    names[fd] = name ? strdup(name) : NULL;
    if (is_new) record(CREATED, name, 0, NULL, 0);
    if (name && (flags & O_TRUNC)) record(TRUNCATED, name, 0, NULL, 0);
    pthread_mutex_unlock(&lock);
    return fd;
}

static mode_t mode_of(int flags, va_list rest) {
    return flags & O_CREAT ? (mode_t)va_arg(rest, int) : 0;
}

int open64(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = mode_of(flags, rest);
    va_end(rest);
    return opened(path, flags, mode);
}

int open(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = mode_of(flags, rest);
    va_end(rest);
    return opened(path, flags, mode);
}

static const char *name_of(int fd) { return fd >= 0 && fd < FILES_MAX ? names[fd] : NULL; }

/* The index beside the write-ahead log is rebuilt after a crash; it is memory, not disk. */
static int matters(const char *name) { return name && !strstr(name, "-shm"); }

static ssize_t written(int fd, const void *bytes, size_t length, int64_t offset) {
    const char *name = name_of(fd);
    ssize_t done;
    if (!matters(name))
        return offset < 0 ? REAL(write)(fd, bytes, length)
                          : REAL(pwrite64)(fd, bytes, length, offset);
    pthread_mutex_lock(&lock);
    if ((room_bytes >= 0 && (int64_t)length > room_bytes) || ordered("full")) {
        pthread_mutex_unlock(&lock);
        errno = ENOSPC;
        return -1;
    }
    if (room_bytes >= 0) room_bytes -= (int64_t)length;
    if (offset < 0) {
        offset = lseek64(fd, 0, SEEK_CUR);
        done = REAL(write)(fd, bytes, length);
    } else {
        done = REAL(pwrite64)(fd, bytes, length, offset);
    }
    if (done > 0) record(WRITTEN, name, offset, bytes, done);
    pthread_mutex_unlock(&lock);
    return done;
}

ssize_t write(int fd, const void *bytes, size_t length) { return written(fd, bytes, length, -1); }
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) {
    return written(fd, bytes, length, offset);
}
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) {
    return written(fd, bytes, length, offset);
}

int ftruncate64(int fd, off64_t length) {
    const char *name = name_of(fd);
    int failed = REAL(ftruncate64)(fd, length);
    pthread_mutex_lock(&lock);
    if (!failed && matters(name)) record(TRUNCATED, name, length, NULL, 0);
    pthread_mutex_unlock(&lock);
    return failed;
}
int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

static int synced(int fd, int (*sync)(int)) {
    const char *name = name_of(fd);
    int failed;
    if (!matters(name)) return sync(fd);
    pthread_mutex_lock(&lock);
    sync_calls++;
    if (syncs_left == 0 || ordered("broken")) {
        syncs_left = -1;
        pthread_mutex_unlock(&lock);
        errno = EIO;
        return -1;
    }
    if (syncs_left > 0) syncs_left--;
    failed = sync(fd);
    if (!failed) record(strcmp(name, ".") ? SYNCED : FOLDER_SYNCED, name, 0, NULL, 0);
    pthread_mutex_unlock(&lock);
    return failed;
}
int fsync(int fd) { return synced(fd, REAL(fsync)); }
int fdatasync(int fd) { return synced(fd, REAL(fdatasync)); }

int unlink(const char *path) {
    const char *name = watched(path);
    int failed = REAL(unlink)(path);
    pthread_mutex_lock(&lock);
    if (!failed && matters(name)) record(UNLINKED, name, 0, NULL, 0);
    pthread_mutex_unlock(&lock);
    return failed;
}

int close(int fd) {
    pthread_mutex_lock(&lock);
    if (fd >= 0 && fd < FILES_MAX && names[fd]) {
        free(names[fd]);
        names[fd] = NULL;
    }
    pthread_mutex_unlock(&lock);
    return REAL(close)(fd);
}
