/* SETUP: the root, with a layer to write on, and in it what a container's root has. */
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <linux/mount.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "agent.h"
#include "mounts.h"

#define RESIZE_EXT4 _IOW('f', 16, uint64_t)
#define MOVE 8192ul
#define SHM_SIZE (64u << 20)

enum { READ_ONLY = 1, PLAIN = 2 };

int upper_fd = -1; /* the file system that is written to, where it has a disk */

/* The size that the disk has by now: a scratch disk is made small and grown. */
static void grow(int mounted, const char *disk) {
  uint64_t bytes = 0, blocks;
  struct statfs about;
  int fd = openat(dev_fd, disk, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return;
  if (ioctl(fd, BLKGETSIZE64, &bytes) == 0 && fstatfs(mounted, &about) == 0 && about.f_bsize > 0) {
    blocks = bytes / (uint64_t)about.f_bsize;
    /* f_blocks leaves out what the file system needs itself. */
    if (blocks > (uint64_t)about.f_blocks + (uint64_t)about.f_blocks / 8 && ioctl(mounted, RESIZE_EXT4, &blocks) < 0)
      fprintf(stderr, "aurae: cannot grow %s: %s\n", disk, strerror(errno));
  }
  close(fd);
}

static bool mount_on(struct fault *fault, const char *place, const char *kind, const char *source, const char *data, uint64_t attributes) {
  int fd = mount_new(fault, kind, source, data, attributes);
  return fd >= 0 && mount_put(fault, fd, open(place, O_PATH | O_CLOEXEC), place);
}

static bool upper_make(struct fault *fault, struct fields setup) {
  struct fields upper = {0};
  char name[256], size[64];
  bool has_one = field_find(setup, T_UPPER, &upper), is_fine;
  char *serial = has_one ? field_text(upper, T_SERIAL) : NULL;
  if (serial) {
    is_fine = disk_find(fault, serial, name, sizeof name) && mount_on(fault, "/upper", "ext4", name, NULL, 0);
    if (is_fine && (upper_fd = open("/upper", O_RDONLY | O_DIRECTORY | O_CLOEXEC)) >= 0) grow(upper_fd, name);
    free(serial);
  } else {
    uint64_t bytes = field_number(upper, T_SIZE, 0);
    snprintf(size, sizeof size, "mode=0755,size=%llu", (unsigned long long)bytes);
    is_fine = mount_on(fault, "/upper", "tmpfs", "upper", bytes ? size : "mode=0755", 0);
  }
  return is_fine && (mkdir("/upper/files", 0755) == 0 || errno == EEXIST) && (mkdir("/upper/work", 0755) == 0 || errno == EEXIST);
}

static bool layers_make(struct fault *fault, struct fields setup, struct fields root) {
  uint64_t options = field_number(root, T_OPTIONS, 0);
  char name[256], *serial = field_text(root, T_SERIAL), *kind = field_text(root, T_FILESYSTEM);
  bool is_plain = options & PLAIN;
  if (!serial || !kind) return fail(fault, EINVAL, "the root has no serial number or no file system");
  if (strcmp(kind, "ext4") != 0) module_need(kind);
  mkdir("/lower", 0755), mkdir("/upper", 0755), mkdir("/root", 0755);
  uint64_t attributes = !is_plain || options & READ_ONLY ? MOUNT_ATTR_RDONLY : 0;
  bool is_fine = disk_find(fault, serial, name, sizeof name) && mount_on(fault, is_plain ? "/root" : "/lower", kind, name, NULL, attributes);
  free(serial), free(kind);
  if (!is_fine || is_plain) return is_fine;
  return upper_make(fault, setup) &&
         mount_on(fault, "/root", "overlay", "root", "lowerdir=/lower,upperdir=/upper/files,workdir=/upper/work", 0);
}

static bool put_in(struct fault *fault, const char *path, const char *kind, const char *data, uint64_t attributes, bool is_needed) {
  int fd = mount_new(fault, kind, kind, data, attributes);
  bool is_put = fd >= 0 && mount_put(fault, fd, make_place(root_fd, path, false), path);
  if (!is_put && !is_needed) fault->number = 0;
  return is_put || !is_needed;
}

static bool system_make(struct fault *fault, struct fields setup) {
  static const char *const LINKS[][2] = {
      {"/proc/self/fd", "fd"}, {"/proc/self/fd/0", "stdin"}, {"/proc/self/fd/1", "stdout"}, {"/proc/self/fd/2", "stderr"}};
  const uint64_t quiet = MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC;
  char shm[64];
  snprintf(shm, sizeof shm, "mode=1777,size=%llu", (unsigned long long)field_number(setup, T_SHM_SIZE, SHM_SIZE));
  bool is_fine = put_in(fault, "/proc", "proc", NULL, quiet, true) && put_in(fault, "/sys", "sysfs", NULL, quiet, true) &&
                 put_in(fault, "/dev", "devtmpfs", NULL, MOUNT_ATTR_NOSUID, true) &&
                 put_in(fault, "/sys/fs/cgroup", "cgroup2", NULL, quiet, false) &&
                 put_in(fault, "/dev/pts", "devpts", "gid=5,mode=620,ptmxmode=666", MOUNT_ATTR_NOSUID | MOUNT_ATTR_NOEXEC, true) &&
                 put_in(fault, "/dev/shm", "tmpfs", shm, quiet, true) && put_in(fault, "/dev/mqueue", "mqueue", NULL, quiet, false);
  for (size_t at = 0; is_fine && at < sizeof LINKS / sizeof *LINKS; at++)
    if (symlinkat(LINKS[at][0], dev_fd, LINKS[at][1]) < 0 && errno != EEXIST) return fail(fault, errno, "/dev/%s: %s", LINKS[at][1], strerror(errno));
  return is_fine;
}

/* Become whose root it is: then no process is in a chroot, which would cost it user namespaces. */
static bool root_enter(struct fault *fault) {
  int fd = -1;
  bool is_fine = chdir("/root") == 0 && syscall(SYS_mount, ".", "/", NULL, MOVE, NULL) == 0 && chroot(".") == 0 && chdir("/") == 0 &&
                 (fd = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC)) >= 0;
  if (!is_fine) return fail(fault, errno, "the root: %s", strerror(errno));
  close(root_fd);
  root_fd = fd;
  return true;
}

static bool all_of(struct fault *fault, struct fields setup, enum tag wanted, bool (*make)(struct fault *, struct fields)) {
  uint16_t tag;
  struct fields value;
  while (fields_next(&setup, &tag, &value))
    if (tag == wanted && !make(fault, value)) return false;
  return true;
}

static bool interface_make(struct fault *fault, struct fields interface) {
  return interface_set(fault, interface, false);
}

static bool read_only_make(struct fault *fault) {
  struct mount_attr change = {.attr_set = MOUNT_ATTR_RDONLY};
  if (syscall(SYS_mount_setattr, root_fd, "", AT_EMPTY_PATH, &change, sizeof change) == 0) return true;
  return fail(fault, errno, "the root: read-only: %s", strerror(errno));
}

bool root_make(struct fault *fault, struct fields setup) {
  struct fields root;
  if (!field_find(setup, T_ROOT, &root)) return fail(fault, EINVAL, "there is no root");
  uint64_t options = field_number(root, T_OPTIONS, 0);
  if (!layers_make(fault, setup, root)) return fault->number ? false : fail(fault, errno, "the layer to write on: %s", strerror(errno));
  int fd = open("/root", O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return fail(fault, errno, "the root: %s", strerror(errno));
  root_fd = fd;
  return system_make(fault, setup) && root_enter(fault) && identity_set(fault, setup) && loopback_up() &&
         all_of(fault, setup, T_INTERFACE, interface_make) && sysctls_take(fault, setup) && all_of(fault, setup, T_MOUNT, mount_take) &&
         all_of(fault, setup, T_SOCKET, service_listen) &&
         (!(options & READ_ONLY) || options & PLAIN || read_only_make(fault));
}
