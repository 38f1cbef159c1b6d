/* Disks by their serial numbers, and mounts by descriptors: no path of the guest is ever looked up by its text alone. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/mount.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "agent.h"
#include "mounts.h"

#define PATIENCE (5 * SECOND)
#define MOST_SLOTS 16
#define UMOUNT_NO_FOLLOW 8

enum { READ_ONLY = 1, NO_SUID = 2, NO_DEV = 4, NO_EXEC = 8, MAY_BE_FILE = 16 };

bool fail(struct fault *fault, int number, const char *format, ...) {
  va_list list;
  va_start(list, format);
  fault->number = number;
  vsnprintf(fault->text, sizeof fault->text, format, list);
  va_end(list);
  return false;
}

static bool is_serial(const char *disk, const char *serial) {
  static const char *const FILES[] = {"serial", "device/vpd_pg80"};
  size_t wanted = strlen(serial);
  for (int at = 0; at < 2; at++) {
    char path[400];
    size_t length = 0, begin = at ? 4 : 0; /* the page of a SCSI disk has four bytes before it */
    snprintf(path, sizeof path, "block/%s/%s", disk, FILES[at]);
    char *text = read_at(sys_fd, path, 4096, &length);
    if (!text) continue;
    while (length > begin && (text[length - 1] == '\n' || text[length - 1] == ' ')) length--;
    bool is_it = length >= begin && length - begin == wanted && memcmp(text + begin, serial, wanted) == 0;
    free(text);
    if (is_it) return true;
  }
  return false;
}

static bool disk_try(const char *serial, char *name, size_t room) {
  int blocks = openat(sys_fd, "block", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *folder = blocks < 0 ? NULL : fdopendir(blocks);
  bool found = false;
  for (struct dirent *each; !found && folder && (each = readdir(folder));) {
    if (each->d_name[0] == '.' || !is_serial(each->d_name, serial)) continue;
    snprintf(name, room, "%s", each->d_name);
    int fd = openat(dev_fd, name, O_RDONLY | O_CLOEXEC); /* its node is there a moment before it can be opened */
    found = fd >= 0;
    if (found) close(fd);
  }
  if (folder) closedir(folder);
  return found;
}

/* Look at the slots of SCSI disks, up to the first that is empty: a machine that goes on from saved memory may have
   disks that it has not seen, and nobody tells it. */
static void slots_look(const char *host) {
  char path[300], line[32];
  for (int slot = 0; slot < MOST_SLOTS; slot++) {
    snprintf(path, sizeof path, "class/scsi_host/%s/scan", host);
    snprintf(line, sizeof line, "0 %d 0", slot);
    if (write_at(sys_fd, path, line) != 0) return;
    snprintf(path, sizeof path, "bus/scsi/devices/%s:0:%d:0", host + strlen("host"), slot);
    if (faccessat(sys_fd, path, F_OK, 0) != 0) return;
  }
}

static void disks_look(void) {
  int hosts = openat(sys_fd, "class/scsi_host", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *folder = hosts < 0 ? NULL : fdopendir(hosts);
  for (struct dirent *each; folder && (each = readdir(folder));)
    if (strncmp(each->d_name, "host", 4) == 0) slots_look(each->d_name);
  if (folder) closedir(folder);
}

/* Find a disk, which may be on its way; `name` is below /dev. */
bool disk_find(struct fault *fault, const char *serial, char *name, size_t room) {
  uint64_t begin = now();
  if (disk_try(serial, name, room)) return true;
  disks_look();
  while (!disk_try(serial, name, room)) {
    if (now() - begin >= PATIENCE) return fail(fault, ENODEV, "there is no disk %s", serial);
    nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
  }
  return true;
}

static int option(int context, const char *key, const char *value) {
  return (int)syscall(SYS_fsconfig, context, value ? FSCONFIG_SET_STRING : FSCONFIG_SET_FLAG, key, value, 0);
}

/* Make a file system that nobody sees yet; -1 and the kernel's word for why. `source` is below /dev, or what the kind makes of it. */
int mount_new(struct fault *fault, const char *kind, const char *source, const char *data, uint64_t attributes) {
  char *options = copied(data ? data : ""), *rest = NULL, said[200] = "";
  int fd = -1, before = open(".", O_PATH | O_CLOEXEC), context = (int)syscall(SYS_fsopen, kind, FSOPEN_CLOEXEC);
  bool is_fine = context >= 0 && fchdir(dev_fd) == 0;
  is_fine = is_fine && (!source || option(context, "source", source) == 0);
  if (attributes & MOUNT_ATTR_RDONLY) is_fine = is_fine && option(context, "ro", NULL) == 0;
  for (char *each = strtok_r(options, ",", &rest); each && is_fine; each = strtok_r(NULL, ",", &rest)) {
    char *value = strchr(each, '=');
    if (value) *value++ = 0;
    is_fine = option(context, each, value) == 0;
  }
  is_fine = is_fine && syscall(SYS_fsconfig, context, FSCONFIG_CMD_CREATE, NULL, NULL, 0) == 0;
  if (is_fine) fd = (int)syscall(SYS_fsmount, context, FSMOUNT_CLOEXEC, attributes);
  int number = errno;
  if (fd < 0) {
    ssize_t count = context < 0 ? 0 : read(context, said, sizeof said - 1);
    if (count > 0) said[count] = 0;
    fail(fault, number, "%s: %s%s%s", kind, strerror(number), count > 0 ? ": " : "", count > 0 ? said : "");
  }
  if (context >= 0) close(context);
  if (before >= 0 && fchdir(before) == 0) close(before);
  free(options);
  return fd;
}

bool mount_put(struct fault *fault, int fd, int place, const char *path) {
  bool is_fine = fd >= 0 && place >= 0 && syscall(SYS_move_mount, fd, "", place, "", MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH) == 0;
  int number = errno;
  if (fd >= 0) close(fd);
  if (place >= 0) close(place);
  if (!is_fine && !fault->number) fail(fault, number, "%s: %s", path, strerror(number));
  return is_fine;
}

static uint64_t attributes_of(uint64_t options) {
  return (options & READ_ONLY ? MOUNT_ATTR_RDONLY : 0) | (options & NO_SUID ? MOUNT_ATTR_NOSUID : 0) |
         (options & NO_DEV ? MOUNT_ATTR_NODEV : 0) | (options & NO_EXEC ? MOUNT_ATTR_NOEXEC : 0);
}

static int bound(struct fault *fault, const char *source, uint64_t attributes, bool *is_file) {
  struct mount_attr change = {.attr_set = attributes};
  struct stat about;
  int from = open_in_root(root_fd, source, O_PATH, 0);
  int fd = from < 0 ? -1 : (int)syscall(SYS_open_tree, from, "", AT_EMPTY_PATH | AT_RECURSIVE | OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC);
  if (fd >= 0 && attributes && syscall(SYS_mount_setattr, fd, "", AT_EMPTY_PATH | AT_RECURSIVE, &change, sizeof change) < 0) {
    close(fd);
    fd = -1;
  }
  if (fd < 0) fail(fault, errno, "%s: %s", source, strerror(errno));
  *is_file = from >= 0 && fstat(from, &about) == 0 && !S_ISDIR(about.st_mode);
  if (from >= 0) close(from);
  return fd;
}

static void kind_need(const char *kind) {
  static const char *const BUILT_IN[] = {"ext4", "tmpfs", "proc", "sysfs"};
  for (size_t at = 0; at < sizeof BUILT_IN / sizeof *BUILT_IN; at++)
    if (strcmp(kind, BUILT_IN[at]) == 0) return;
  module_need(kind);
}

/* Make what a MOUNT asks for. */
bool mount_take(struct fault *fault, struct fields mount) {
  char name[256], *path = field_text(mount, T_PATH), *serial = field_text(mount, T_SERIAL), *tag = field_text(mount, T_TAG);
  char *source = field_text(mount, T_SOURCE), *kind = field_text(mount, T_FILESYSTEM), *data = field_text(mount, T_DATA);
  uint64_t attributes = attributes_of(field_number(mount, T_OPTIONS, 0));
  bool is_file = false, is_fine = path && *path == '/';
  int fd = -1;
  if (!is_fine) fail(fault, EINVAL, "a mount needs an absolute path");
  if (is_fine && tag) {
    module_need("virtiofs");
    fd = mount_new(fault, "virtiofs", tag, data, attributes);
  } else if (is_fine && source) {
    fd = bound(fault, source, attributes, &is_file);
  } else if (is_fine && kind && serial) {
    module_need("disks");
    kind_need(kind);
    if (disk_find(fault, serial, name, sizeof name)) fd = mount_new(fault, kind, name, data, attributes);
  } else if (is_fine && kind && strcmp(kind, "tmpfs") == 0) {
    fd = mount_new(fault, kind, "tmpfs", data, attributes);
  } else if (is_fine) {
    fail(fault, EINVAL, "%s: nothing to mount", path);
  }
  if (fd >= 0) {
    int place = make_place(root_fd, path, is_file);
    is_fine = mount_put(fault, fd, place, path);
  }
  free(path), free(serial), free(tag), free(source), free(kind), free(data);
  return fd >= 0 && is_fine;
}

bool unmount_take(struct fault *fault, const char *path) {
  int place = open_in_root(root_fd, path, O_PATH, 0);
  char link[64], whole[4096];
  bool is_fine = false;
  if (place >= 0) {
    /* The descriptor would keep the mount in use: what it is called has to do. */
    snprintf(link, sizeof link, "self/fd/%d", place);
    ssize_t length = readlinkat(proc_fd, link, whole, sizeof whole - 1);
    close(place);
    if (length > 0) {
      whole[length] = 0;
      is_fine = syscall(SYS_umount2, whole, UMOUNT_NO_FOLLOW) == 0;
    }
  }
  if (!is_fine) fail(fault, errno, "%s: %s", path, strerror(errno));
  return is_fine;
}
