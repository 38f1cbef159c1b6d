/* Who the machine is: name, time, entropy, and the files that say so. */
#include <errno.h>
#include <fcntl.h>
#include <linux/random.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "agent.h"

#define MOST_ENTROPY 512
#ifndef RNDRESEEDCRNG
#define RNDRESEEDCRNG _IO('R', 7)
#endif

uint64_t clock_now(void) {
  struct timespec time;
  clock_gettime(CLOCK_REALTIME, &time);
  return (uint64_t)time.tv_sec * SECOND + (uint64_t)time.tv_nsec;
}

bool clock_take(struct fault *fault, uint64_t time) {
  struct timespec wanted = {.tv_sec = (time_t)(time / SECOND), .tv_nsec = (long)(time % SECOND)};
  return clock_settime(CLOCK_REALTIME, &wanted) == 0 || fail(fault, errno, "the time: %s", strerror(errno));
}

static bool entropy_take(struct fault *fault, struct fields entropy) {
  size_t length = entropy.length > MOST_ENTROPY ? MOST_ENTROPY : entropy.length;
  struct rand_pool_info *pool = take(sizeof *pool + MOST_ENTROPY);
  int fd = openat(dev_fd, "urandom", O_RDWR | O_CLOEXEC);
  pool->entropy_count = (int)(length * 8);
  pool->buf_size = (int)length;
  memcpy(pool->buf, entropy.data, length);
  bool is_fine = fd >= 0 && ioctl(fd, RNDADDENTROPY, pool) == 0 && ioctl(fd, RNDRESEEDCRNG) == 0;
  if (!is_fine) fail(fault, errno, "the entropy: %s", strerror(errno));
  memset(pool, 0, sizeof *pool + length);
  free(pool);
  if (fd >= 0) close(fd);
  return is_fine;
}

static bool file_take(struct fault *fault, struct fields fields, enum tag tag, const char *path) {
  struct fields content;
  if (!field_find(fields, tag, &content) || write_file_in(root_fd, path, content.data, content.length, 0644) == 0) return true;
  /* A disk that is the root as it is may be read-only: then it says what it says. */
  return errno == EROFS || fail(fault, errno, "%s: %s", path, strerror(errno));
}

static bool name_take(struct fault *fault, struct fields fields) {
  char *name = field_text(fields, T_HOSTNAME);
  if (!name) return true;
  size_t length = strlen(name);
  bool is_fine = sethostname(name, length) == 0 || fail(fault, errno, "the hostname: %s", strerror(errno));
  name[length] = '\n'; /* the NUL's place */
  if (is_fine && write_file_in(root_fd, "/etc/hostname", name, length + 1, 0644) < 0 && errno != EROFS)
    is_fine = fail(fault, errno, "/etc/hostname: %s", strerror(errno));
  free(name);
  return is_fine;
}

bool sysctls_take(struct fault *fault, struct fields fields) {
  uint16_t tag;
  struct fields value;
  while (fields_next(&fields, &tag, &value)) {
    if (tag != T_SYSCTL) continue;
    char *line = field_string(value), *equal = strchr(line, '='), path[256];
    if (equal) *equal++ = 0;
    /* As sysctl(8): dots part the names, and a slash stands for a dot in one. */
    for (char *at = line; *at; at++) *at = *at == '.' ? '/' : *at == '/' ? '.' : *at;
    snprintf(path, sizeof path, "sys/%s", line);
    bool is_fine = equal && !strstr(path, "..") && write_at(proc_fd, path, equal) == 0;
    if (!is_fine) fail(fault, equal ? errno : EINVAL, "%s: %s", path, strerror(equal ? errno : EINVAL));
    free(line);
    if (!is_fine) return false;
  }
  return true;
}

/* Take what SETUP and RESUMED have in common. */
bool identity_set(struct fault *fault, struct fields fields) {
  struct fields entropy, id;
  uint64_t time = field_number(fields, T_TIME, 0);
  char line[33];
  if (time && !clock_take(fault, time)) return false;
  if (field_find(fields, T_ENTROPY, &entropy) && entropy.length && !entropy_take(fault, entropy)) return false;
  if (field_find(fields, T_MACHINE_ID, &id)) {
    if (id.length != 32) return fail(fault, EINVAL, "the machine id has not 32 digits");
    memcpy(line, id.data, 32);
    line[32] = '\n';
    if (write_file_in(root_fd, "/etc/machine-id", line, sizeof line, 0444) < 0 && errno != EROFS)
      return fail(fault, errno, "/etc/machine-id: %s", strerror(errno));
  }
  return name_take(fault, fields) && file_take(fault, fields, T_HOSTS, "/etc/hosts") &&
         file_take(fault, fields, T_RESOLV, "/etc/resolv.conf");
}
