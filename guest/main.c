/* The agent in a virtual machine: PID 1 of the initramfs, or a service in a guest of somebody's own. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "agent.h"

#define CHANNEL "aurae.channel"
#define SOON (20 * MILLISECOND)

static void before_waiting(void) {
  channel_flush();
  streams_ready();
  channel_flush();
}

static void children_watch(void) {
  static struct watch watch;
  sigset_t children;
  sigemptyset(&children);
  sigaddset(&children, SIGCHLD);
  sigprocmask(SIG_BLOCK, &children, NULL);
  signal(SIGPIPE, SIG_IGN);
  watch_begin(&watch, signalfd(-1, &children, SFD_NONBLOCK | SFD_CLOEXEC), EPOLLIN, processes_reap);
}

/* While the host thinks of what the machine is to be. */
static void rest_later(struct timer *timer) {
  (void)timer;
  modules_rest();
}

static int channel_of(int argc, char **argv) {
  if (argc == 3 && strcmp(argv[1], "--fd") == 0) {
    int fd = atoi(argv[2]);
    fcntl(fd, F_SETFL, O_NONBLOCK);
    fcntl(fd, F_SETFD, FD_CLOEXEC);
    return fd;
  }
  return port_wait(argc == 3 && strcmp(argv[1], "--port") == 0 ? argv[2] : CHANNEL);
}

int main(int argc, char **argv) {
  static struct timer soon;
  is_machine = getpid() == 1;
  if (is_machine) {
    argc = 1; /* words of the kernel's command line that it does not know come here */
    boot();
  } else {
    places_open();
    prctl(PR_SET_CHILD_SUBREAPER, 1);
  }
  loop_init();
  children_watch();
  int fd = channel_of(argc, argv);
  if (fd < 0) {
    fprintf(stderr, "aurae: cannot go on: there is no port %s\n", CHANNEL);
    if (is_machine) power_off(false);
    return 1;
  }
  channel_begin(fd, argc != 3 || strcmp(argv[1], "--fd") != 0);
  if (is_machine) timer_set(&soon, SOON, rest_later);
  loop_run(before_waiting);
}
