/* Processes: started, told of when their execve has succeeded, reaped. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent.h"

static struct process *processes;

void terminal_resize(int fd, uint64_t rows, uint64_t columns) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  ioctl(fd, TIOCSWINSZ, &size);
}

/* Make a terminal; its master, and the other side. */
int terminal_make(int *other, struct fields fields) {
  int unlocked = 0, master = open_in_root(root_fd, "/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK, 0);
  if (master < 0 && dev_fd >= 0) master = openat(dev_fd, "ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
  if (master < 0) return -1;
  *other = ioctl(master, TIOCSPTLCK, &unlocked) == 0 ? ioctl(master, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC) : -1;
  if (*other < 0) {
    close(master);
    return -1;
  }
  uint64_t rows = field_number(fields, T_ROWS, 0), columns = field_number(fields, T_COLUMNS, 0);
  if (rows || columns) terminal_resize(master, rows, columns);
  return master;
}

static void forget(struct process *process) {
  for (struct process **each = &processes; *each; each = &(*each)->next) {
    if (*each == process) {
      *each = process->next;
      return;
    }
  }
}

/* The pipe on which a failure comes is at its end, or has one. */
static void failure_ready(struct watch *watch, uint32_t events) {
  struct process *process = OWNER(struct process, failure, watch);
  struct failure failure = {0};
  (void)events;
  ssize_t count = read(watch->fd, &failure, sizeof failure);
  if (count < 0 && (errno == EINTR || errno == EAGAIN)) return;
  watch_close(watch);
  process->is_started = true;
  if (count < (ssize_t)sizeof failure) failure = (struct failure){0};
  failure.text[sizeof failure.text - 1] = 0;
  if (failure.number) forget(process); /* it ends by itself, and nobody asks how */
  process->started(process, failure.number, failure.text);
}

int process_start(struct process *process, struct launch *launch) {
  int pipes[2];
  if (pipe2(pipes, O_CLOEXEC) < 0) return -1;
  launch->failure = pipes[1];
  launch->group = *process->group && group_make(process->group) ? group_open(process->group, "cgroup.procs", O_WRONLY) : -1;
  pid_t pid = fork();
  if (pid == 0) child_run(launch);
  int number = errno;
  close(pipes[1]);
  if (launch->group >= 0) close(launch->group);
  if (pid < 0) {
    close(pipes[0]);
    errno = number;
    return -1;
  }
  process->pid = pid;
  process->is_started = false;
  process->next = processes;
  processes = process;
  watch_begin(&process->failure, pipes[0], EPOLLIN, failure_ready);
  return 0;
}

int process_fork(struct process *process) {
  pid_t pid = fork();
  if (pid <= 0) return pid;
  process->pid = pid;
  process->is_started = true;
  process->failure.fd = -1;
  process->next = processes;
  processes = process;
  return pid;
}

void process_kill(struct process *process, int number) {
  if (process->pid <= 0) return;
  if (number == SIGKILL) group_kill(process->group);
  if (kill(-process->pid, number) < 0) kill(process->pid, number);
}

void processes_reap(struct watch *watch, uint32_t events) {
  struct signalfd_siginfo signal;
  int status;
  pid_t pid;
  (void)events;
  while (read(watch->fd, &signal, sizeof signal) > 0) continue;
  while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
    struct process *process = processes;
    while (process && process->pid != pid) process = process->next;
    if (!process) continue;
    /* It was quicker than the pipe. */
    if (!process->is_started) failure_ready(&process->failure, EPOLLIN);
    for (process = processes; process && process->pid != pid;) process = process->next;
    if (!process) continue;
    forget(process);
    process->pid = 0;
    process->exited(process, status);
  }
}
