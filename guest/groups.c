/* Control groups of what runs: `main`, and one for each session. Without cgroup v2 there are none, and nothing fails for it. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent.h"

static int groups_fd = -1;

void groups_begin(void) {
  static const char *const CONTROLLERS[] = {"+memory", "+pids", "+cpu", "+io", "+cpuset"};
  int cgroup = openat(sys_fd, "fs/cgroup", O_PATH | O_DIRECTORY | O_CLOEXEC);
  for (size_t at = 0; at < sizeof CONTROLLERS / sizeof *CONTROLLERS; at++)
    write_at(cgroup, "cgroup.subtree_control", CONTROLLERS[at]);
  groups_fd = cgroup;
}

bool group_make(const char *name) {
  return groups_fd >= 0 && (mkdirat(groups_fd, name, 0755) == 0 || errno == EEXIST);
}

int group_open(const char *name, const char *file, int flags) {
  char path[256];
  snprintf(path, sizeof path, "%s/%s", name, file);
  return groups_fd < 0 ? -1 : openat(groups_fd, path, flags | O_CLOEXEC);
}

void group_remove(const char *name) {
  if (groups_fd >= 0 && *name) unlinkat(groups_fd, name, AT_REMOVEDIR);
}

void group_kill(const char *name) {
  if (*name) group_write(name, "cgroup.kill", "1");
}

/* Send a signal to all processes of a group; false where there is none. */
bool group_signal(const char *name, int number) {
  char path[256];
  bool is_sent = false;
  snprintf(path, sizeof path, "%s/cgroup.procs", name);
  char *text = groups_fd < 0 ? NULL : read_at(groups_fd, path, 1 << 20, NULL), *rest = NULL;
  for (char *line = text ? strtok_r(text, "\n", &rest) : NULL; line; line = strtok_r(NULL, "\n", &rest))
    is_sent = kill((pid_t)strtol(line, NULL, 10), number) == 0 || is_sent;
  free(text);
  return is_sent;
}

/* Write a file of a group; NULL, or the error. */
const char *group_write(const char *name, const char *file, const char *value) {
  char path[256];
  if (groups_fd < 0) return "there are no control groups";
  if (strchr(file, '/') || strlen(file) > 64) return "is no file of a control group";
  snprintf(path, sizeof path, "%s/%s", name, file);
  return write_at(groups_fd, path, value) == 0 ? NULL : strerror(errno);
}

/* A number in a file of a group: the whole of it, or behind a key. */
uint64_t group_number(const char *name, const char *file, const char *key) {
  char path[256];
  uint64_t number = 0;
  snprintf(path, sizeof path, "%s/%s", name, file);
  char *text = groups_fd < 0 ? NULL : read_at(groups_fd, path, 65536, NULL), *rest = text;
  if (!text) return 0;
  if (!key) number = strtoull(text, NULL, 10);
  for (char *line = key ? strtok_r(text, "\n", &rest) : NULL; line; line = strtok_r(NULL, "\n", &rest)) {
    size_t length = strlen(key);
    if (strncmp(line, key, length) == 0 && line[length] == ' ') number = strtoull(line + length, NULL, 10);
  }
  free(text);
  return number;
}
