/* Paths: below descriptors that were opened before the root changed, and in the root without links that lead out of it. */
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "agent.h"

/* The guest's root; /proc, /sys and /dev of the agent's own; the folder that it began in. */
int root_fd = -1, proc_fd = -1, sys_fd = -1, dev_fd = -1, home_fd = -1;

static int resolved(int folder, const char *path, uint64_t flags, mode_t mode, uint64_t how) {
  struct open_how open = {.flags = flags | O_CLOEXEC, .mode = flags & O_CREAT ? mode : 0, .resolve = how};
  int fd;
  do fd = (int)syscall(SYS_openat2, folder, path, &open, sizeof open);
  while (fd < 0 && (errno == EAGAIN || errno == EINTR));
  return fd;
}

int open_in_root(int folder, const char *path, uint64_t flags, mode_t mode) {
  return resolved(folder, path, flags, mode, RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS);
}

int open_below(int folder, const char *path, uint64_t flags, mode_t mode) {
  return resolved(folder, path, flags, mode, RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS);
}

/* Open a folder of the root and make what of it is not there. */
int make_folders(int folder, const char *path, mode_t mode) {
  char *whole = copied(path);
  int at = open_in_root(folder, "/", O_PATH | O_DIRECTORY, 0);
  size_t length = 0;
  while (at >= 0 && whole[length]) {
    while (whole[length] == '/') length++;
    size_t begin = length;
    while (whole[length] && whole[length] != '/') length++;
    if (begin == length) break;
    char next = whole[length];
    whole[length] = 0;
    int found = open_in_root(folder, whole, O_PATH | O_DIRECTORY, 0);
    if (found < 0 && errno == ENOENT && mkdirat(at, whole + begin, mode) == 0)
      found = open_in_root(folder, whole, O_PATH | O_DIRECTORY, 0);
    int number = errno;
    close(at);
    errno = number;
    at = found;
    whole[length] = next;
  }
  int number = errno;
  free(whole);
  errno = number;
  return at;
}

/* Open a place to mount something on; make it where it is not there. */
int make_place(int folder, const char *path, bool is_file) {
  int place = open_in_root(folder, path, O_PATH, 0);
  if (place >= 0 || errno != ENOENT) return place;
  if (!is_file) return make_folders(folder, path, 0755);
  char *above = copied(path), *slash = strrchr(above, '/');
  if (slash) *slash = 0;
  int parent = make_folders(folder, slash ? above : "/", 0755);
  if (parent >= 0) {
    place = open_below(parent, path + (slash ? slash - above + 1 : 0), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0644);
    close(parent);
  }
  free(above);
  return place;
}

int write_at(int folder, const char *path, const char *text) {
  int fd = openat(folder, path, O_WRONLY | O_CLOEXEC);
  if (fd < 0) return -1;
  ssize_t count = write(fd, text, strlen(text));
  int number = errno;
  close(fd);
  errno = number;
  return count < 0 ? -1 : 0;
}

char *read_at(int folder, const char *path, size_t most, size_t *length) {
  int fd = openat(folder, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return NULL;
  size_t room = 4096, have = 0;
  char *data = take(room);
  for (;;) {
    ssize_t count = read(fd, data + have, room - have - 1);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0 || have + (size_t)count > most) {
      int number = count > 0 ? EFBIG : errno;
      close(fd);
      if (count) {
        free(data);
        errno = number;
        return NULL;
      }
      break;
    }
    have += (size_t)count;
    if (room - have < 2) data = take_again(data, room *= 2);
  }
  data[have] = 0;
  if (length) *length = have;
  return data;
}

/* Write a file of the root, in the place of what is there: a link there may lead nowhere. */
int write_file_in(int folder, const char *path, const void *data, size_t length, mode_t mode) {
  char *above = copied(path), *slash = strrchr(above, '/');
  const char *name = slash ? path + (slash - above) + 1 : path, *at = data;
  if (slash) *slash = 0;
  int parent = make_folders(folder, slash ? above : "/", 0755), fd = -1;
  free(above);
  if (parent < 0) return -1;
  if (unlinkat(parent, name, 0) == 0 || errno == ENOENT)
    fd = openat(parent, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
  int number = errno;
  close(parent);
  errno = number;
  if (fd < 0) return -1;
  while (length) {
    ssize_t count = write(fd, at, length);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    at += count;
    length -= (size_t)count;
  }
  number = errno;
  fchmod(fd, mode);
  close(fd);
  errno = number;
  return length ? -1 : 0;
}
