/* The end of the machine, its power button, and file systems that stand still. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <linux/input.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent.h"

#define MOST_MOUNTS 256
#define MOST_BUTTONS 8
#define LIMIT (60 * SECOND)

/* Give each mount that is on a disk to `act`, the last one first. */
static void mounts_each(void (*act)(const char *path)) {
  char *text = read_at(proc_fd, "self/mountinfo", 1 << 20, NULL), *rest = NULL, *lines[MOST_MOUNTS];
  size_t count = 0;
  for (char *line = text ? strtok_r(text, "\n", &rest) : NULL; line && count < MOST_MOUNTS; line = strtok_r(NULL, "\n", &rest)) lines[count++] = line;
  while (count--) {
    char path[4096];
    unsigned major;
    bool is_disk = sscanf(lines[count], "%*s %*s %u:%*u %*s %4095s", &major, path) == 2 && major != 0 && strcmp(path, "/") != 0;
    if (is_disk) act(path);
  }
  free(text);
}

static void unmount(const char *path) {
  if (umount2(path, 0) < 0) mount(NULL, path, NULL, MS_REMOUNT | MS_RDONLY, NULL);
}

/* Leave the root, so that what it is written to is whole on its disk. */
static void root_leave(void) {
  mounts_each(unmount);
  if (upper_fd < 0) return;
  if (fchdir(home_fd) == 0 && chroot(".") == 0) {
    close(root_fd);
    mount(NULL, "/root", NULL, MS_REMOUNT | MS_RDONLY, NULL);
    if (mount(NULL, "/upper", NULL, MS_REMOUNT | MS_RDONLY, NULL) == 0) return;
  }
  ioctl(upper_fd, FIFREEZE, 0);
}

void power_off(bool again) {
  channel_flush();
  thaw();
  kill(-1, SIGKILL);
  while (waitpid(-1, NULL, 0) > 0) continue;
  sync();
  root_leave();
  reboot(again ? RB_AUTOBOOT : RB_POWER_OFF);
  reboot(RB_AUTOBOOT); /* without ACPI there is no power to switch off */
  for (;;) pause();
}

static void button_ready(struct watch *watch, uint32_t events) {
  struct input_event event;
  (void)events;
  for (;;) {
    ssize_t count = read(watch->fd, &event, sizeof event);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno == EAGAIN) return;
    if (count != sizeof event) {
      watch_close(watch);
      return;
    }
    if (event.type == EV_KEY && event.code == KEY_POWER && event.value == 1) entrypoint_stop("button", UINT64_MAX);
  }
}

void button_watch(void) {
  static struct watch buttons[MOST_BUTTONS];
  int inputs = openat(dev_fd, "input", O_RDONLY | O_DIRECTORY | O_CLOEXEC), count = 0;
  DIR *folder = inputs < 0 ? NULL : fdopendir(inputs);
  for (struct dirent *each; folder && count < MOST_BUTTONS && (each = readdir(folder));) {
    if (strncmp(each->d_name, "event", 5) != 0) continue;
    int fd = openat(dirfd(folder), each->d_name, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd >= 0) watch_begin(&buttons[count++], fd, EPOLLIN, button_ready);
  }
  if (folder) closedir(folder);
}

static void frozen(const char *path) {
  int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return;
  ioctl(fd, FIFREEZE, 0);
  close(fd);
}

static void thawed(const char *path) {
  int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return;
  ioctl(fd, FITHAW, 0);
  close(fd);
}

static bool is_frozen;
static struct timer melting;

void thaw(void) {
  if (!is_frozen) return;
  is_frozen = false;
  timer_stop(&melting);
  if (upper_fd >= 0) ioctl(upper_fd, FITHAW, 0);
  mounts_each(thawed);
}

static void melt(struct timer *timer) {
  (void)timer;
  thaw();
}

static void freeze_work(int line, void *what) {
  (void)what;
  sync();
  mounts_each(frozen);
  if (upper_fd >= 0 && ioctl(upper_fd, FIFREEZE, 0) < 0 && errno != EBUSY) line_fail(line, errno, "cannot freeze: %s", strerror(errno));
  line_send(line, K_OK, NULL, 0);
}

void freeze_request(struct stream *stream, struct fields fields) {
  if (is_refused(stream)) return;
  is_frozen = true;
  timer_set(&melting, field_number(fields, T_LIMIT, LIMIT), melt);
  helper_begin(stream, freeze_work, NULL);
}

void thaw_request(struct stream *stream, struct fields fields) {
  (void)fields;
  thaw();
  answer_ok(stream, NULL);
}
