/* WALK: what a path of the root is and has in it, as entries. A process of its own does it. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "agent.h"

#define DEEPEST 256
#define MOST_LINKS 100000
#define MOST_NAMES 65536

enum { FOLLOW = 1, WITHOUT_MOUNTS = 2, CONTENTS = 4 };

struct walk {
  int line;
  uint64_t options, entries;
  struct seen {
    dev_t device;
    ino_t inode;
    char *path;
  } *seen;
  size_t seen_count;
};

static int entry_open(const struct walk *walk, int folder, const char *name) {
  struct open_how how = {.flags = O_PATH | O_NOFOLLOW | O_CLOEXEC, .resolve = RESOLVE_BENEATH};
  if (walk->options & WITHOUT_MOUNTS) how.resolve |= RESOLVE_NO_XDEV;
  return (int)syscall(SYS_openat2, folder, name, &how, sizeof how);
}

/* Open what an O_PATH descriptor is, to be read. */
static int reopen(int path, int flags) {
  char link[64];
  snprintf(link, sizeof link, "self/fd/%d", path);
  return openat(proc_fd, link, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC | flags);
}

static bool is_wanted(const char *name) {
  static const char *const NAMES[] = {"security.capability", "system.posix_acl_access", "system.posix_acl_default"};
  for (size_t at = 0; at < sizeof NAMES / sizeof *NAMES; at++)
    if (strcmp(name, NAMES[at]) == 0) return true;
  return strncmp(name, "user.", 5) == 0;
}

static void xattrs_put(struct buffer *out, int fd) {
  static char names[MOST_NAMES], value[MOST_PAYLOAD / 2];
  ssize_t length = flistxattr(fd, names, sizeof names);
  for (char *name = names; length > 0 && name < names + length; name += strlen(name) + 1) {
    ssize_t size = is_wanted(name) ? fgetxattr(fd, name, value, sizeof value) : -1;
    /* An entry is one frame: attributes beyond it are left out. */
    if (size < 0 || out->length + (size_t)size + strlen(name) + 64 > MOST_PAYLOAD) continue;
    size_t group = group_begin(out, T_XATTR);
    put_text(out, T_NAME, name);
    put_bytes(out, T_VALUE, value, (size_t)size);
    group_end(out, group);
  }
}

static const char *seen_as(struct walk *walk, const struct stat *about, const char *path) {
  if (about->st_nlink < 2) return NULL;
  for (size_t at = 0; at < walk->seen_count; at++)
    if (walk->seen[at].inode == about->st_ino && walk->seen[at].device == about->st_dev) return walk->seen[at].path;
  if (walk->seen_count == MOST_LINKS) return NULL;
  if (walk->seen_count % 64 == 0) walk->seen = take_again(walk->seen, (walk->seen_count + 64) * sizeof *walk->seen);
  walk->seen[walk->seen_count++] = (struct seen){about->st_dev, about->st_ino, copied(path)};
  return NULL;
}

static char kind_of(mode_t mode) {
  switch (mode & S_IFMT) {
    case S_IFREG: return 'f';
    case S_IFDIR: return 'd';
    case S_IFLNK: return 'l';
    case S_IFBLK: return 'b';
    case S_IFCHR: return 'c';
    case S_IFIFO: return 'p';
    default: return 0;
  }
}

static void content_send(struct walk *walk, int fd, uint64_t left) {
  static uint8_t piece[MOST_PAYLOAD];
  bool has_ended = fd < 0;
  while (left) {
    size_t size = left < sizeof piece ? (size_t)left : sizeof piece;
    ssize_t count = has_ended ? 0 : read(fd, piece, size);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) {
      has_ended = true;
      memset(piece, 0, size);
      count = (ssize_t)size;
    }
    if (!line_send(walk->line, K_DATA, piece, (size_t)count)) _exit(1);
    left -= (uint64_t)count;
  }
}

static void entry_send(struct walk *walk, const struct buffer *fields) {
  if (!line_send(walk->line, K_ENTRY, fields->data, fields->length)) _exit(1);
  walk->entries++;
}

static void describe(struct buffer *out, const char *path, const struct stat *about, char kind) {
  put_text(out, T_PATH, path);
  put_number(out, T_KIND, (uint64_t)kind);
  put_number(out, T_MODE, about->st_mode & 07777);
  put_number(out, T_UID, about->st_uid);
  put_number(out, T_GID, about->st_gid);
  put_number(out, T_MTIME, (uint64_t)about->st_mtim.tv_sec * SECOND + (uint64_t)about->st_mtim.tv_nsec);
}

static void visit(struct walk *walk, int place, const char *path, int depth);

static int by_name(const void *one, const void *other) {
  return strcmp(*(char *const *)one, *(char *const *)other);
}

static void folder_visit(struct walk *walk, int fd, const char *path, int depth) {
  DIR *folder = fdopendir(fd);
  char **names = NULL;
  size_t count = 0;
  if (!folder || depth == DEEPEST) line_fail(walk->line, folder ? ELOOP : errno, "cannot read %s: %s", path, strerror(folder ? ELOOP : errno));
  for (struct dirent *each; (each = readdir(folder));) {
    if (strcmp(each->d_name, ".") == 0 || strcmp(each->d_name, "..") == 0) continue;
    if (count % 64 == 0) names = take_again(names, (count + 64) * sizeof *names);
    names[count++] = copied(each->d_name);
  }
  if (count) qsort(names, count, sizeof *names, by_name);
  for (size_t at = 0; at < count; at++) {
    int place = entry_open(walk, dirfd(folder), names[at]);
    char *inner = take(strlen(path) + strlen(names[at]) + 2);
    sprintf(inner, "%s/%s", path, names[at]);
    if (place >= 0) visit(walk, place, inner, depth + 1);
    free(inner);
    free(names[at]);
  }
  free(names);
  closedir(folder);
}

/* Tell of what a descriptor is; closes it. */
static void visit(struct walk *walk, int place, const char *path, int depth) {
  struct buffer out = {0};
  struct stat about;
  static char target[4097];
  char kind = fstat(place, &about) == 0 ? kind_of(about.st_mode) : 0;
  const char *first = kind && kind != 'd' ? seen_as(walk, &about, path) : NULL;
  int fd = -1;
  if (!kind) {
    close(place);
    return;
  }
  describe(&out, path, &about, first ? 'h' : kind);
  if (first) {
    put_text(&out, T_LINK, first);
  } else if (kind == 'l') {
    ssize_t length = readlinkat(place, "", target, sizeof target - 1);
    put_bytes(&out, T_LINK, target, length > 0 ? (size_t)length : 0);
  } else if (kind == 'b' || kind == 'c') {
    put_number(&out, T_MAJOR, major(about.st_rdev));
    put_number(&out, T_MINOR, minor(about.st_rdev));
  } else if (kind == 'f' || kind == 'd') {
    fd = reopen(place, kind == 'd' ? O_DIRECTORY : 0);
    if (fd < 0) line_fail(walk->line, errno, "cannot read %s: %s", path, strerror(errno));
    xattrs_put(&out, fd);
    if (kind == 'f') put_number(&out, T_SIZE, (uint64_t)about.st_size);
  }
  entry_send(walk, &out);
  buffer_free(&out);
  close(place);
  if (kind == 'd') folder_visit(walk, fd, path, depth);
  if (kind != 'f' || first) return;
  content_send(walk, fd, (uint64_t)about.st_size);
  close(fd);
}

static void walk_work(int line, void *what) {
  struct fields *fields = what;
  struct walk walk = {.line = line, .options = field_number(*fields, T_OPTIONS, 0)};
  struct buffer end = {0};
  char *path = field_text(*fields, T_PATH);
  if (!path || *path != '/') line_fail(line, EINVAL, "cannot read it: the path is not absolute");
  bool follows = walk.options & (FOLLOW | CONTENTS);
  int place = open_in_root(root_fd, path, follows ? O_PATH : O_PATH | O_NOFOLLOW, 0);
  struct stat about;
  if (place < 0) line_fail(line, errno, "cannot read %s: %s", path, strerror(errno));
  if (walk.options & CONTENTS && (fstat(place, &about) < 0 || !S_ISDIR(about.st_mode))) line_fail(line, ENOTDIR, "cannot read %s: no folder", path);
  size_t length = strlen(path);
  while (length > 1 && path[length - 1] == '/') path[--length] = 0;
  const char *name = strrchr(path, '/') + 1;
  visit(&walk, place, walk.options & CONTENTS || !*name ? "." : name, 0);
  put_number(&end, T_ENTRIES, walk.entries);
  line_send(line, K_OK, end.data, end.length);
}

void walk_request(struct stream *stream, struct fields fields) {
  stream->kind = K_WALK;
  helper_begin(stream, walk_work, &fields);
}
