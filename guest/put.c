/* PUT: entries into a folder of the root. A process of its own does it. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "agent.h"

#define DEEPEST 256
#define LONGEST_PATH 4095

enum { KEEP_OWNERS = 1, REPLACE = 2 };

struct put {
  int line;
  uint64_t options, entries;
  const char *folder;
  struct later { /* what is put into a folder changes its time: it is set at the end */
    char *path;
    struct timespec times[2];
  } *later;
  size_t later_count;
};

static const char *wrong_path(const char *path) {
  if (!path || !*path || *path == '/') return "is no relative path";
  if (strlen(path) > LONGEST_PATH) return "is too long";
  for (const char *at = path; at; at = strchr(at, '/')) {
    at += *at == '/';
    if (strncmp(at, "..", 2) == 0 && (at[2] == '/' || !at[2])) return "leads out of the folder";
  }
  return NULL;
}

static char *below(const struct put *put, const char *path) {
  char *whole = take(strlen(put->folder) + strlen(path) + 2);
  sprintf(whole, "%s/%s", put->folder, path);
  return whole;
}

static bool remove_all(int folder, const char *name, int depth) {
  if (unlinkat(folder, name, 0) == 0 || errno == ENOENT) return true;
  if (errno != EISDIR && errno != EPERM) return false;
  if (depth == DEEPEST) return false;
  int fd = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  DIR *inside = fd < 0 ? NULL : fdopendir(fd);
  bool is_fine = inside != NULL;
  for (struct dirent *each; is_fine && (each = readdir(inside));)
    if (strcmp(each->d_name, ".") != 0 && strcmp(each->d_name, "..") != 0) is_fine = remove_all(dirfd(inside), each->d_name, depth + 1);
  if (inside) closedir(inside);
  return is_fine && unlinkat(folder, name, AT_REMOVEDIR) == 0;
}

/* Make room for what comes; true where a folder may stay. */
static bool room_make(const struct put *put, int parent, const char *name, const char *path, bool is_folder) {
  struct stat about;
  if (fstatat(parent, name, &about, AT_SYMLINK_NOFOLLOW) < 0) return false;
  bool was_folder = S_ISDIR(about.st_mode);
  if (was_folder && is_folder) return true;
  if (was_folder != is_folder && !(put->options & REPLACE))
    line_fail(put->line, EEXIST, "cannot write %s: %s", path, was_folder ? "is a folder" : "is no folder");
  if (!remove_all(parent, name, 0)) line_fail(put->line, errno, "cannot replace %s: %s", path, strerror(errno));
  return false;
}

static void content_write(const struct put *put, int fd, uint64_t left, const char *path) {
  static uint8_t piece[WINDOW_BYTES];
  uint8_t kind;
  size_t length;
  while (left) {
    if (!line_receive(put->line, &kind, piece, &length)) _exit(1);
    if (kind != K_DATA || length > left) line_fail(put->line, EINVAL, "cannot write %s: its content is not of its size", path);
    for (size_t at = 0; at < length;) {
      ssize_t count = write(fd, piece + at, length - at);
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) line_fail(put->line, errno, "cannot write %s: %s", path, strerror(errno));
      at += (size_t)count;
    }
    left -= length;
  }
}

static int file_make(const struct put *put, int parent, const char *name, struct fields entry, const char *path) {
  int fd = openat(parent, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd >= 0) content_write(put, fd, field_number(entry, T_SIZE, 0), path);
  return fd;
}

static int hard_link_make(const struct put *put, int parent, const char *name, const char *link) {
  const char *wrong = wrong_path(link);
  char self[64];
  if (wrong) line_fail(put->line, EINVAL, "cannot link %s: its target %s", name, wrong);
  char *whole = below(put, link);
  int fd = open_in_root(root_fd, whole, O_PATH | O_NOFOLLOW, 0);
  free(whole);
  if (fd < 0) return -1;
  snprintf(self, sizeof self, "self/fd/%d", fd);
  int made = linkat(proc_fd, self, parent, name, AT_SYMLINK_FOLLOW);
  close(fd);
  return made;
}

static int made_as(const struct put *put, int parent, const char *name, struct fields entry, const char *path, bool stays, int *fd) {
  char *link = field_text(entry, T_LINK);
  dev_t device = makedev((unsigned)field_number(entry, T_MAJOR, 0), (unsigned)field_number(entry, T_MINOR, 0));
  switch (field_number(entry, T_KIND, 0)) {
    case 'f': return *fd = file_make(put, parent, name, entry, path);
    case 'd': return stays ? 0 : mkdirat(parent, name, 0700);
    case 'l': return symlinkat(link ? link : "", parent, name);
    case 'h': return hard_link_make(put, parent, name, link);
    case 'b': return mknodat(parent, name, S_IFBLK | 0600, device);
    case 'c': return mknodat(parent, name, S_IFCHR | 0600, device);
    case 'p': return mknodat(parent, name, S_IFIFO | 0600, 0);
    default: errno = EINVAL; return -1;
  }
}

static void xattrs_set(const struct put *put, int fd, struct fields entry, const char *path) {
  uint16_t tag;
  struct fields value, content;
  while (fields_next(&entry, &tag, &value)) {
    if (tag != T_XATTR) continue;
    char *name = field_text(value, T_NAME);
    bool has_content = field_find(value, T_VALUE, &content);
    if (!name || !has_content || fsetxattr(fd, name, content.data, content.length, 0) < 0)
      line_fail(put->line, errno, "cannot set %s of %s: %s", name ? name : "an attribute", path, strerror(errno));
    free(name);
  }
}

static void times_later(struct put *put, const char *path, const struct timespec times[2]) {
  if (put->later_count % 64 == 0) put->later = take_again(put->later, (put->later_count + 64) * sizeof *put->later);
  put->later[put->later_count++] = (struct later){copied(path), {times[0], times[1]}};
}

/* Owner first: it takes rights away. */
static void looks_set(struct put *put, int parent, const char *name, struct fields entry, const char *path, int fd) {
  uint64_t kind = field_number(entry, T_KIND, 0), mtime = field_number(entry, T_MTIME, 0);
  bool keeps = put->options & KEEP_OWNERS;
  uid_t uid = keeps ? (uid_t)field_number(entry, T_UID, 0) : 0;
  gid_t gid = keeps ? (gid_t)field_number(entry, T_GID, 0) : 0;
  struct timespec time = {(time_t)(mtime / SECOND), (long)(mtime % SECOND)}, times[2] = {time, time};
  if (kind == 'h') return;
  if (geteuid() == 0 && fchownat(parent, name, uid, gid, AT_SYMLINK_NOFOLLOW) < 0)
    line_fail(put->line, errno, "cannot give %s to %u: %s", path, uid, strerror(errno));
  if (kind == 'd') fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (fd >= 0) xattrs_set(put, fd, entry, path);
  mode_t mode = (mode_t)(field_number(entry, T_MODE, 0644) & 07777);
  int changed = fd >= 0 ? fchmod(fd, mode) : kind == 'l' ? 0 : fchmodat(parent, name, mode, 0);
  if (changed < 0) line_fail(put->line, errno, "cannot change %s: %s", path, strerror(errno));
  if (kind == 'd')
    times_later(put, path, times);
  else
    utimensat(parent, name, times, AT_SYMLINK_NOFOLLOW);
  if (fd >= 0) close(fd);
}

static void entry_put(struct put *put, struct fields entry) {
  char *path = field_text(entry, T_PATH);
  const char *wrong = wrong_path(path);
  int fd = -1;
  if (wrong) line_fail(put->line, EINVAL, "cannot write: a path %s", wrong);
  char *whole = below(put, path);
  size_t length = strlen(whole);
  while (length && whole[length - 1] == '/') whole[--length] = 0;
  char *name = strrchr(whole, '/');
  *name++ = 0;
  int parent = make_folders(root_fd, whole, 0755);
  if (parent < 0) line_fail(put->line, errno, "cannot write %s: %s", path, strerror(errno));
  bool is_folder = field_number(entry, T_KIND, 0) == 'd';
  /* "." is the folder itself, which is there. */
  bool stays = strcmp(name, ".") == 0 ? is_folder : room_make(put, parent, name, path, is_folder);
  if (made_as(put, parent, name, entry, path, stays, &fd) < 0) line_fail(put->line, errno, "cannot make %s: %s", path, strerror(errno));
  looks_set(put, parent, name, entry, path, fd);
  put->entries++;
  close(parent);
  free(whole);
  free(path);
}

static void finish(struct put *put) {
  struct buffer end = {0};
  while (put->later_count) {
    struct later *later = &put->later[--put->later_count];
    char *whole = below(put, later->path), self[64];
    int fd = open_in_root(root_fd, whole, O_PATH, 0);
    snprintf(self, sizeof self, "self/fd/%d", fd);
    if (fd >= 0) {
      utimensat(proc_fd, self, later->times, 0);
      close(fd);
    }
    free(whole);
  }
  put_number(&end, T_ENTRIES, put->entries);
  line_send(put->line, K_OK, end.data, end.length);
}

static void put_work(int line, void *what) {
  static uint8_t payload[WINDOW_BYTES];
  struct fields *fields = what;
  struct put put = {.line = line, .options = field_number(*fields, T_OPTIONS, 0), .folder = field_text(*fields, T_PATH)};
  uint8_t kind;
  size_t length;
  umask(0);
  if (!put.folder || *put.folder != '/') line_fail(line, EINVAL, "cannot write there: the path is not absolute");
  int folder = open_in_root(root_fd, put.folder, O_PATH | O_DIRECTORY, 0);
  if (folder < 0) line_fail(line, errno, "cannot write into %s: %s", put.folder, strerror(errno));
  close(folder);
  line_send(line, K_OK, NULL, 0);
  while (line_receive(line, &kind, payload, &length)) {
    if (kind == K_EOF) {
      finish(&put);
      return;
    }
    if (kind != K_ENTRY) line_fail(line, EINVAL, "cannot write: content without an entry");
    if (!fields_fit((struct fields){payload, length})) line_fail(line, EINVAL, "cannot write: an entry is malformed");
    entry_put(&put, (struct fields){payload, length});
  }
}

void put_request(struct stream *stream, struct fields fields) {
  stream->kind = K_PUT;
  helper_begin(stream, put_work, &fields);
}
