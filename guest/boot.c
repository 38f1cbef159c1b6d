/* PID 1 of the initramfs: mounts, modules, ports. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "agent.h"

#define PATIENCE (10 * SECOND)

bool is_machine;

static void mount_at(const char *type, const char *place, const char *data) {
  mkdir(place, 0755);
  if (mount(type, place, type, MS_NOSUID | MS_NOEXEC, data) < 0 && errno != EBUSY)
    fprintf(stderr, "aurae: cannot mount %s: %s\n", place, strerror(errno));
}

static void module_load(const char *name) {
  char path[128];
  snprintf(path, sizeof path, "modules/%s.ko", name);
  int fd = openat(home_fd, path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return; /* built in, or not of this kernel: what needs it says so */
  if (syscall(SYS_finit_module, fd, "", 0) < 0 && errno != EEXIST)
    fprintf(stderr, "aurae: cannot load %s: %s\n", name, strerror(errno));
  close(fd);
}

/* Load what a line of a list of modules names, in its order; the line begins with `first`. */
static void modules_load(const char *first) {
  char *text = read_at(home_fd, "modules/list", 1 << 16, NULL), *rest = NULL, *place = NULL;
  size_t length = strlen(first);
  for (char *line = text ? strtok_r(text, "\n", &rest) : NULL; line; line = strtok_r(NULL, "\n", &rest)) {
    if (strncmp(line, first, length) != 0 || line[length] != ':') continue;
    for (char *name = strtok_r(line + length + 1, " ", &place); name; name = strtok_r(NULL, " ", &place)) module_load(name);
  }
  free(text);
}

/* Load a module that is for few machines, and what it needs. */
void module_need(const char *name) {
  modules_load(name);
}

/* Load what the machine has besides its channel: by the kinds of its devices. */
void modules_rest(void) {
  static bool done;
  if (done || !is_machine) return;
  done = true;
  int devices = openat(sys_fd, "bus/virtio/devices", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *folder = devices < 0 ? NULL : fdopendir(devices);
  for (struct dirent *each; folder && (each = readdir(folder));) {
    char path[300], line[32];
    if (each->d_name[0] == '.') continue;
    snprintf(path, sizeof path, "bus/virtio/devices/%s/device", each->d_name);
    char *kind = read_at(sys_fd, path, 64, NULL);
    snprintf(line, sizeof line, "virtio-%lu", kind ? strtoul(kind, NULL, 16) : 0);
    modules_load(line);
    free(kind);
  }
  if (folder) closedir(folder);
  modules_load("then");
  button_watch();
}

static int port_try(const char *name) {
  char path[300];
  int ports = openat(sys_fd, "class/virtio-ports", O_RDONLY | O_DIRECTORY | O_CLOEXEC), found = -1;
  DIR *folder = ports < 0 ? NULL : fdopendir(ports);
  size_t length = strlen(name);
  for (struct dirent *each; found < 0 && folder && (each = readdir(folder));) {
    if (each->d_name[0] == '.') continue;
    snprintf(path, sizeof path, "class/virtio-ports/%s/name", each->d_name);
    char *text = read_at(sys_fd, path, 4096, NULL);
    if (text && strncmp(text, name, length) == 0 && (text[length] == '\n' || !text[length]))
      found = openat(dev_fd, each->d_name, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    free(text);
  }
  if (folder) closedir(folder);
  return found;
}

int port_open(const char *name) {
  return port_try(name);
}

/* The channel's port comes a moment after its driver. */
int port_wait(const char *name) {
  uint64_t begin = now();
  int fd;
  while ((fd = port_try(name)) < 0 && now() - begin < PATIENCE) nanosleep(&(struct timespec){.tv_nsec = 500000}, NULL);
  return fd;
}

void places_open(void) {
  proc_fd = open("/proc", O_PATH | O_DIRECTORY | O_CLOEXEC);
  sys_fd = open("/sys", O_PATH | O_DIRECTORY | O_CLOEXEC);
  dev_fd = open("/dev", O_PATH | O_DIRECTORY | O_CLOEXEC);
  root_fd = home_fd = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC);
}

void boot(void) {
  umask(022);
  mount_at("devtmpfs", "/dev", NULL);
  mount_at("proc", "/proc", NULL);
  mount_at("sysfs", "/sys", NULL);
  int console = open("/dev/console", O_RDWR | O_NOCTTY);
  for (int number = 0; number < 3; number++) dup2(console, number);
  if (console > 2) close(console);
  mount_at("cgroup2", "/sys/fs/cgroup", "nsdelegate");
  places_open();
  groups_begin();
  write_at(proc_fd, "sys/kernel/panic", "-1");
  write_at(proc_fd, "sys/kernel/panic_on_oops", "1");
  write_at(proc_fd, "sys/kernel/ctrl-alt-del", "0");
  modules_load("first");
}
